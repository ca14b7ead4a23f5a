package dev.sealer.cli.fingerprint;

import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealingLabel;

/**
 * Where a sealed value stands.
 *
 * @param namespace of the SealedSecret; may be empty in cluster-wide scope
 * @param name of the SealedSecret
 * @param key in its {@code encryptedData}
 */
public record ItemPlace(String namespace, String name, Scope scope, String key) {
  /** What the value is bound to. */
  public SealingLabel label() {
    return scope.label(namespace, name);
  }
}
