package dev.sealer.cli.unseal;

import dev.sealer.secret.SecretBytes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders {@code spec.template.data}; found as a service. */
public interface DataTemplateRenderer {

  /**
   * Returns the data of a Secret.
   *
   * @param templates Go templates by key; null leaves the value of that key out
   * @param values the opened items
   * @return the values and the outputs, which the caller closes
   * @throws dev.sealer.sealing.model.InvalidManifestException when a template fails; it holds no
   *     value
   */
  Map<String, SecretBytes> data(
      Map<String, @Nullable String> templates, Map<String, SecretBytes> values);
}
