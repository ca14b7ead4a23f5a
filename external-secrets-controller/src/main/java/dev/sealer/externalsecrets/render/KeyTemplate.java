package dev.sealer.externalsecrets.render;

import dev.sealer.externalsecrets.value.KeyRewrite;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.error.TemplateException;
import dev.sealer.template.upstream.ExternalSecretTemplate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes each key from a template, in which {@code .value} is the key: {@code rewrite.transform} and
 * {@code rewrite.regexp}.
 */
public final class KeyTemplate implements KeyRewrite {

  /** Go's own replacement, with its rules for {@code $1} in the target. */
  private static final String REPLACEMENT = "{{ regexReplaceAll .source .value .target }}";

  private static final String KEY = "value";

  private final String field;
  private final ExternalSecretTemplate template;
  private final Map<String, String> constants;

  private KeyTemplate(
      String field, ExternalSecretTemplate template, Map<String, String> constants) {
    this.field = field;
    this.template = template;
    this.constants = Map.copyOf(constants);
  }

  /**
   * Returns a rewrite by a template.
   *
   * @param field path in the ExternalSecret, for messages
   * @throws TemplateException if it cannot be parsed
   */
  public static KeyTemplate of(String field, String template) {
    return new KeyTemplate(field, ExternalSecretTemplate.parse(field, template), Map.of());
  }

  /**
   * Returns a rewrite that replaces what a regular expression matches.
   *
   * @param field path in the ExternalSecret, for messages
   */
  public static KeyTemplate replacing(String field, String source, String target) {
    return new KeyTemplate(
        field,
        ExternalSecretTemplate.parse(field, REPLACEMENT),
        Map.of("source", source, "target", target));
  }

  @Override
  public Map<String, SecretBytes> apply(Map<String, SecretBytes> values)
      throws UnusableValueException {
    Map<String, SecretBytes> renamed = new TreeMap<>();
    boolean complete = false;
    try {
      for (Map.Entry<String, SecretBytes> value : values.entrySet()) {
        String key = rename(value.getKey());
        if (renamed.putIfAbsent(key, value.getValue()) != null) {
          throw new UnusableValueException(
              field + ": two keys become \"" + key + "\"; change the expression");
        }
      }
      complete = true;
      return renamed;
    } finally {
      if (!complete) {
        values.values().forEach(SecretBytes::close);
      }
    }
  }

  private String rename(String key) throws UnusableValueException {
    Map<String, String> data = new HashMap<>(constants);
    data.put(KEY, key);
    try {
      return template.renderText(data, RenderOptions.standard());
    } catch (TemplateException problem) {
      throw new UnusableValueException(field + ": cannot be applied to key \"" + key + "\"");
    }
  }
}
