package dev.sealer.sealedsecrets.template;

import dev.sealer.sealedsecrets.plan.secret.TemplateRenderer;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.SecretDataTemplates;
import dev.sealer.template.value.FunctionLibrary;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Go templates, by the rules that the command line renders them by too. */
public final class GoTemplateRenderer implements TemplateRenderer {

  private final SecretDataTemplates templates;

  /**
   * Renders with {@code functions}, from which those that look at the machine or the network are
   * taken out.
   */
  public GoTemplateRenderer(FunctionLibrary functions, RenderOptions world) {
    this.templates = new SecretDataTemplates(functions, world);
  }

  @Override
  public Result render(Map<String, @Nullable String> given, Map<String, SecretBytes> opened) {
    return switch (templates.data(given, opened)) {
      case SecretDataTemplates.Result.Rendered(Map<String, SecretBytes> data) ->
          new Result.Rendered(data);
      case SecretDataTemplates.Result.Failed(Map<String, String> messages) ->
          new Result.Failed(messages);
    };
  }
}
