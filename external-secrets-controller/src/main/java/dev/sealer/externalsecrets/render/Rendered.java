package dev.sealer.externalsecrets.render;

import dev.sealer.externalsecrets.plan.Content;
import dev.sealer.secret.SecretBytes;
import java.util.Optional;

/** The result of rendering a target's templates. */
public sealed interface Rendered {

  /**
   * Every template rendered.
   *
   * @param content its values are closed with this
   * @param inputs hash of what random output was made for; empty if no template used randomness
   */
  record Complete(Content content, Optional<String> inputs) implements Rendered, AutoCloseable {
    @Override
    public void close() {
      content.data().values().forEach(SecretBytes::close);
    }
  }

  /**
   * One did not.
   *
   * @param field path in the ExternalSecret
   * @param problem safe to show in a status
   */
  record Failed(String field, String problem) implements Rendered {}
}
