package dev.sealer.template;

import dev.sealer.secret.SecretBytes;
import dev.sealer.template.error.TemplateException;
import dev.sealer.template.value.FunctionLibrary;
import dev.sealer.template.value.SecretMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the data of a Secret from values and Go templates, as Sealed Secrets does: templates see
 * the values and the raw text of each other; a value wins over a template of the same key, in the
 * output as in what templates see; a template that is null leaves the value of its key out.
 */
public final class SecretDataTemplates {

  /** Functions that look at the machine or the network are taken out. */
  private static final String[] OUTSIDE_WORLD = {"env", "expandenv", "getHostByName"};

  private final TemplateOptions options;
  private final RenderOptions world;

  /** Renders with {@code functions}; error messages never show a value. */
  public SecretDataTemplates(FunctionLibrary functions, RenderOptions world) {
    this.options = TemplateOptions.DEFAULT.withFunctions(functions.without(OUTSIDE_WORLD));
    this.world = world.withValuesShown(false);
  }

  /** The result: all values, or the errors. */
  public sealed interface Result {
    /** The data by key: values as they were given, and outputs that the receiver closes. */
    record Rendered(Map<String, SecretBytes> data) implements Result {}

    /** The errors by key. The messages contain no values. */
    record Failed(Map<String, String> messages) implements Result {}
  }

  /**
   * Renders.
   *
   * @param templates Go templates by key of the Secret
   * @param values the caller must close them
   */
  public Result data(Map<String, @Nullable String> templates, Map<String, SecretBytes> values) {
    Map<String, String> texts = new TreeMap<>();
    Map<String, SecretBytes> context = new TreeMap<>(values);
    Map<String, SecretBytes> data = new TreeMap<>(values);
    templates.forEach((key, text) -> {
      if (text == null) {
        data.remove(key);
      } else {
        texts.put(key, text);
        context.putIfAbsent(key, SecretBytes.ofUtf8(text));
      }
    });
    Map<String, String> messages = new TreeMap<>();
    texts.forEach((key, text) -> {
      try {
        SecretBytes output = rendered(key, text, context);
        if (data.putIfAbsent(key, output) != null) {
          output.close();
        }
      } catch (TemplateException e) {
        messages.put(key, String.valueOf(e.getMessage()));
      }
    });
    if (messages.isEmpty()) {
      return new Result.Rendered(data);
    }
    data.forEach((key, value) -> {
      if (!values.containsKey(key)) {
        value.close();
      }
    });
    return new Result.Failed(messages);
  }

  private SecretBytes rendered(String key, String text, Map<String, SecretBytes> context) {
    GoTemplate template = GoTemplate.parse(key, text, options);
    return SecretBytes.takeOver(template.renderBytes(SecretMap.ofStrings(context), world));
  }
}
