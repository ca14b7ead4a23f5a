package dev.sealer.externalsecrets.spec;

import java.util.List;
import java.util.Map;

/**
 * {@code spec.target.template}.
 *
 * @param type type of the Secret; empty to keep it
 * @param merge whether fetched values are kept along with the template's output
 * @param labels key to template
 * @param annotations key to template
 * @param finalizers as they are
 * @param data key to template
 * @param from further templates, in order, before {@code data}
 */
public record TemplateSpec(
    String type,
    boolean merge,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<String> finalizers,
    Map<String, String> data,
    List<TemplateSource> from) {

  /** Returns whether the template produces data; if not, the fetched values are the data. */
  public boolean makesData() {
    return !data.isEmpty() || !from.isEmpty();
  }
}
