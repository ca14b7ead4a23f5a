package dev.sealer.cli.fingerprint;

import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealingLabel;

/**
 * Identifies a sealed value by what it is bound to.
 *
 * @param namespace of the SealedSecret; may be empty in cluster-wide scope
 * @param name of the SealedSecret
 * @param key in its {@code encryptedData}
 */
public record SealedValueId(String namespace, String name, Scope scope, String key) {
  /**
   * Returns what a value that is sealed here is bound to.
   *
   * @throws IllegalArgumentException if a part is missing that the scope needs
   */
  public SealingLabel label() {
    return scope.label(namespace, name);
  }

  /** Returns what a value that is here is likely to be bound to. */
  public SealingLabel labelToTry() {
    return scope.labelToTry(namespace, name);
  }
}
