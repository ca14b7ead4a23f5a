package dev.sealer.operator.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.redact.Redaction;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;

/**
 * One line for each event, as text or JSON. Messages and stack traces go through the redaction
 * guard, because they may come from a library that quotes what it was given.
 */
final class RedactingEncoder extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING = new byte[0];

  private final LogFormat format;

  RedactingEncoder(LogFormat format) {
    this.format = format;
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    String line =
        switch (format) {
          case TEXT -> text(event);
          case JSON -> json(event) + "\n";
        };
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ILoggingEvent event) {
    String trace = trace(event);
    return "%s %-5s %s: %s%n%s"
        .formatted(
            event.getInstant().truncatedTo(ChronoUnit.MILLIS),
            event.getLevel(),
            shortName(event),
            Redaction.text(event.getFormattedMessage()),
            trace.isEmpty() ? "" : trace + "\n");
  }

  private static String json(ILoggingEvent event) {
    ObjectNode line = Json.object();
    line.put("time", event.getInstant().toString());
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("thread", event.getThreadName());
    line.put("msg", Redaction.text(event.getFormattedMessage()));
    String trace = trace(event);
    if (!trace.isEmpty()) {
      line.put("error", trace);
    }
    return Json.text(line);
  }

  private static String trace(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    return thrown == null ? "" : Redaction.text(ThrowableProxyUtil.asString(thrown).strip());
  }

  private static String shortName(ILoggingEvent event) {
    String name = event.getLoggerName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
