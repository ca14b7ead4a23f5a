package dev.sealer.externalsecrets.spec;

import dev.sealer.externalsecrets.value.Decoding;
import java.util.List;

/** One item of {@code spec.target.template.templateFrom}. */
public sealed interface TemplateSource {

  /** Where the rendered text goes. */
  enum Part {
    /** Keys of the Secret. */
    DATA,
    /** Annotations. */
    ANNOTATIONS,
    /** Labels. */
    LABELS
  }

  /** Path in the ExternalSecret, for messages. */
  String field();

  /** Where the rendered text goes. */
  Part part();

  /** Returns how rendered values are decoded. */
  Decoding decoding();

  /**
   * A template in the ExternalSecret itself, rendered to a YAML map.
   *
   * @param text the template
   */
  record Literal(String field, Part part, Decoding decoding, String text)
      implements TemplateSource {}

  /**
   * Templates in another object of the namespace.
   *
   * @param secret a Secret rather than a ConfigMap
   * @param name its name
   * @param items which of its keys
   */
  record Referenced(
      String field, Part part, Decoding decoding, boolean secret, String name, List<Item> items)
      implements TemplateSource {}

  /**
   * One key of a {@link Referenced}.
   *
   * @param key key of the ConfigMap or Secret
   * @param keysAndValues the rendered text is a YAML map, rather than the value for the same key
   */
  record Item(String key, boolean keysAndValues) {}
}
