package dev.sealer.externalsecrets.render;

import dev.sealer.externalsecrets.plan.Content;
import dev.sealer.secret.SecretBytes;
import java.util.Optional;

/**
 * A Secret's content, with every template rendered.
 *
 * @param content its values are closed with this
 * @param inputs hash of what random output was made for; empty if no template used randomness
 */
public record Rendered(Content content, Optional<String> inputs) implements AutoCloseable {
  @Override
  public void close() {
    content.data().values().forEach(SecretBytes::close);
  }
}
