package dev.sealer.externalsecrets.render;

import dev.sealer.externalsecrets.plan.Content;
import dev.sealer.externalsecrets.plan.Source;
import dev.sealer.externalsecrets.spec.Target;
import dev.sealer.externalsecrets.spec.TemplateSpec;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.TemplateOptions;
import dev.sealer.template.value.FunctionLibrary;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes a Secret's content of fetched values: as they are, or through {@code spec.target.template}.
 * Templates are Go's, with {@code missingkey=error}; the dot is the map of fetched values as text.
 */
public final class TemplateRenderer {

  private final TemplateTexts texts;
  private final TemplateOptions options;
  private final RenderOptions world;

  /**
   * Renders with these functions.
   *
   * @param texts where referenced templates are read from
   * @param functions what templates may call beside the language's own
   * @param world clock, randomness and limits of templates
   */
  public TemplateRenderer(TemplateTexts texts, FunctionLibrary functions, RenderOptions world) {
    this.texts = texts;
    this.world = world;
    this.options = TemplateOptions.DEFAULT.withFunctions(functions).withOption("missingkey=error");
  }

  /** Renders for one target; {@code fetched} stays the caller's. */
  public Rendered render(Source source, Target target, Map<String, SecretBytes> fetched) {
    if (target.template().isEmpty()) {
      return new Rendered.Complete(Content.untemplated(source, copies(fetched)));
    }
    TemplateSpec template = target.template().get();
    Rendering rendering = new Rendering(source.namespace(), fetched, texts, options, world);
    try {
      if (template.merge() || !template.makesData()) {
        rendering.keep(copies(fetched));
      }
      rendering.run(template);
      return new Rendered.Complete(rendering.content(template));
    } catch (TemplateFailure failure) {
      rendering.close();
      return failure.result();
    }
  }

  private static Map<String, SecretBytes> copies(Map<String, SecretBytes> values) {
    Map<String, SecretBytes> copies = new HashMap<>();
    values.forEach((key, value) -> copies.put(key, value.copy()));
    return copies;
  }
}
