package dev.sealer.externalsecrets.render;

import dev.sealer.externalsecrets.plan.Content;
import dev.sealer.externalsecrets.plan.Source;
import dev.sealer.externalsecrets.spec.Target;
import dev.sealer.secret.SecretBytes;
import java.util.HashMap;
import java.util.Map;

/** Makes a Secret's content of fetched values. */
public final class TemplateRenderer {

  /** Renders for one target; {@code fetched} stays the caller's. */
  public Rendered render(Source source, Target target, Map<String, SecretBytes> fetched) {
    if (target.template().isPresent()) {
      return new Rendered.Failed(
          "spec.target.template", "is not supported by this version of Sealer; remove it");
    }
    Map<String, SecretBytes> data = new HashMap<>();
    fetched.forEach((key, value) -> data.put(key, value.copy()));
    return new Rendered.Complete(Content.untemplated(source, data));
  }
}
