package dev.sealer.cli.manifest;

import dev.sealer.cli.io.InvalidManifestException;
import dev.sealer.sealing.Scope;

/**
 * The object that values are sealed for. It has every part that its scope needs: without one, a
 * value would open nowhere, or everywhere in the cluster.
 *
 * @param namespace may be empty if the scope is cluster-wide
 * @param name may be empty unless the scope is strict
 */
public record SealingTarget(String namespace, String name, Scope scope) {
  /**
   * Refuses a place that lacks a part.
   *
   * @throws InvalidManifestException naming the field that is missing
   */
  public SealingTarget {
    if (scope.needsName() && name.isEmpty()) {
      throw new InvalidManifestException("metadata.name is missing, and the scope is strict");
    }
    if (scope.needsNamespace() && namespace.isEmpty()) {
      throw new InvalidManifestException(
          "metadata.namespace is missing, and the scope is "
              + scope.flag()
              + ": write it there, or give it with --namespace");
    }
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
