package dev.sealer.sealing;

import java.nio.charset.StandardCharsets;

/**
 * The OAEP label that binds a sealed value to its place: {@code namespace/name}, {@code namespace}
 * or nothing. Made by {@link Scope#label}; it is encoded as UTF-8 without a terminator.
 */
public record SealingLabel(String text) {

  /** Returns the label's bytes, a fresh array. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
