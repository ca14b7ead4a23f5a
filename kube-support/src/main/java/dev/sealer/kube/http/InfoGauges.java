package dev.sealer.kube.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps gauges whose names end in {@code _info}, like those of the upstream controllers.
 * Prometheus' library takes that ending off, as it is for metrics of another type whose value is
 * always 1; so such a gauge is named otherwise inside the library, and gets its own name back in
 * the text.
 */
public final class InfoGauges {

  private static final String ENDING = "_info";
  private static final String INSIDE = "_info_value";
  private static final Pattern IN_TEXT =
      Pattern.compile("^((?:# (?:HELP|TYPE) )?\\w+_info)_value(?=[{ ])", Pattern.MULTILINE);

  private InfoGauges() {}

  /** Must be called before the first meter is registered. */
  public static void keepIn(PrometheusMeterRegistry registry) {
    registry
        .config()
        .namingConvention(
            new PrometheusNamingConvention() {
              @Override
              public String name(String name, Meter.Type type, @Nullable String unit) {
                boolean info = type == Meter.Type.GAUGE && name.endsWith(ENDING);
                return super.name(
                    info ? name.substring(0, name.length() - ENDING.length()) + INSIDE : name,
                    type,
                    unit);
              }
            });
  }

  /** Returns the text that Prometheus reads. */
  static String scrape(PrometheusMeterRegistry registry) {
    return IN_TEXT.matcher(registry.scrape()).replaceAll("$1");
  }
}
