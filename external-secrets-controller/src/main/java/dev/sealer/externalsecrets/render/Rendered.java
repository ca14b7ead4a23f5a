package dev.sealer.externalsecrets.render;

import dev.sealer.externalsecrets.plan.Content;
import dev.sealer.secret.SecretBytes;

/** What rendering came to. */
public sealed interface Rendered {

  /**
   * Every template rendered.
   *
   * @param content its values are closed with this
   */
  record Complete(Content content) implements Rendered, AutoCloseable {
    @Override
    public void close() {
      content.data().values().forEach(SecretBytes::close);
    }
  }

  /**
   * One did not.
   *
   * @param field path in the ExternalSecret
   * @param problem fit for a status
   */
  record Failed(String field, String problem) implements Rendered {}
}
