package dev.sealer.cli.manifest;

import dev.sealer.sealing.Scope;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.model.SealedSecretId;

/** Checks of the object that values are sealed for. */
public final class SealingTarget {

  private SealingTarget() {}

  /**
   * Returns the identity of an object that has every part that its scope needs: without one, a
   * value would unseal nowhere, or everywhere in the cluster.
   *
   * @throws InvalidManifestException naming the field that is missing
   */
  public static SealedSecretId of(String namespace, String name, Scope scope) {
    if (scope.needsName() && name.isEmpty()) {
      throw new InvalidManifestException("metadata.name is missing, and the scope is strict");
    }
    if (scope.needsNamespace() && namespace.isEmpty()) {
      throw new InvalidManifestException(
          "metadata.namespace is missing, and the scope is "
              + scope.flag()
              + ": write it there, or give it with --namespace");
    }
    return new SealedSecretId(namespace, name, scope);
  }

  /**
   * Refuses an object of another namespace than was asked for. The message is kubeseal's.
   *
   * @param asked empty if none was
   * @param given the object's own namespace; empty if it has none
   * @throws InvalidManifestException if both name one, and not the same
   */
  public static void requireSameNamespace(String asked, String given) {
    if (!asked.isEmpty() && !given.isEmpty() && !given.equals(asked)) {
      throw new InvalidManifestException(
          "namespace mismatch: input secret is in namespace \"%s\" but \"%s\" was specified"
              .formatted(given, asked));
    }
  }
}
