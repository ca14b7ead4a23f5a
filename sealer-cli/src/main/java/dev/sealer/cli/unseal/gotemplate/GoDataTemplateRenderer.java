package dev.sealer.cli.unseal.gotemplate;

import dev.sealer.cli.unseal.DataTemplateRenderer;
import dev.sealer.sealing.model.DataKeyErrors;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.SecretDataTemplates;
import dev.sealer.template.SecretDataTemplates.Result;
import dev.sealer.template.Sprig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As the controller renders them: by the same class. */
public final class GoDataTemplateRenderer implements DataTemplateRenderer {

  private final SecretDataTemplates templates =
      new SecretDataTemplates(Sprig.library(), RenderOptions.standard());

  /** Made by the service loader. */
  public GoDataTemplateRenderer() {}

  @Override
  public Map<String, SecretBytes> data(
      Map<String, @Nullable String> given, Map<String, SecretBytes> values) {
    return switch (templates.data(given, values)) {
      case Result.Rendered(Map<String, SecretBytes> data) -> data;
      case Result.Failed(Map<String, String> messages) -> {
        DataKeyErrors problems = new DataKeyErrors();
        messages.forEach(problems::add);
        throw new InvalidManifestException(problems.text());
      }
    };
  }
}
