package dev.sealer.sealedsecrets.template;

import dev.sealer.sealedsecrets.plan.secret.TemplateRenderer;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.GoTemplate;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.TemplateOptions;
import dev.sealer.template.data.SecretMap;
import dev.sealer.template.error.TemplateException;
import dev.sealer.template.function.FunctionLibrary;
import java.util.Map;
import java.util.TreeMap;

/** Go templates over a {@code map[string]string}, as the peer renders them. */
public final class GoTemplateRenderer implements TemplateRenderer {

  private static final String[] OUTSIDE_WORLD = {"env", "expandenv", "getHostByName"};

  private final TemplateOptions options;
  private final RenderOptions world;

  /**
   * Renders with {@code functions}, from which those that look at the machine or the network are
   * taken out.
   */
  public GoTemplateRenderer(FunctionLibrary functions, RenderOptions world) {
    this.options = TemplateOptions.DEFAULT.withFunctions(functions.without(OUTSIDE_WORLD));
    this.world = world.withValuesShown(false);
  }

  @Override
  public Result render(Map<String, String> templates, Map<String, SecretBytes> context) {
    Map<String, SecretBytes> outputs = new TreeMap<>();
    Map<String, String> messages = new TreeMap<>();
    SecretMap data = SecretMap.ofStrings(context);
    templates.forEach((key, text) -> {
      try {
        GoTemplate template = GoTemplate.parse(key, text, options);
        outputs.put(key, SecretBytes.takeOver(template.renderBytes(data, world)));
      } catch (TemplateException e) {
        messages.put(key, String.valueOf(e.getMessage()));
      }
    });
    if (messages.isEmpty()) {
      return new Result.Rendered(outputs);
    }
    outputs.values().forEach(SecretBytes::close);
    return new Result.Failed(messages);
  }
}
