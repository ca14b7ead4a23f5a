package dev.sealer.cli.template.gotemplate;

import dev.sealer.cli.manifest.ManifestException;
import dev.sealer.cli.sealed.ItemProblems;
import dev.sealer.cli.template.DataTemplates;
import dev.sealer.secret.SecretBytes;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.sealedsecret.SecretDataTemplates;
import dev.sealer.template.sealedsecret.SecretDataTemplates.Result;
import dev.sealer.template.sprig.Sprig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As the controller renders them: by the same class. */
public final class GoDataTemplates implements DataTemplates {

  private final SecretDataTemplates templates =
      new SecretDataTemplates(Sprig.library(), RenderOptions.standard());

  /** Made by the service loader. */
  public GoDataTemplates() {}

  @Override
  public Map<String, SecretBytes> data(
      Map<String, @Nullable String> given, Map<String, SecretBytes> values) {
    return switch (templates.data(given, values)) {
      case Result.Rendered(Map<String, SecretBytes> data) -> data;
      case Result.Failed(Map<String, String> messages) -> {
        ItemProblems problems = new ItemProblems();
        messages.forEach(problems::add);
        throw new ManifestException(problems.text());
      }
    };
  }
}
