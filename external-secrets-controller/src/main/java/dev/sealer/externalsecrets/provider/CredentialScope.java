package dev.sealer.externalsecrets.provider;

import java.util.Optional;

/**
 * The one place of the rules that say in which namespace a store reads what it names: a SecretStore
 * in its own, a ClusterSecretStore in the one that is named, or else in the ExternalSecret's. Every
 * kind of selector goes through it.
 *
 * @param cluster whether the store is a ClusterSecretStore
 * @param namespace of a SecretStore
 */
record CredentialScope(boolean cluster, String namespace) {

  static final String OUTSIDE =
      "a SecretStore reads objects of its own namespace only; use a ClusterSecretStore";
  static final String UNNAMED = "is required in a ClusterSecretStore";

  /**
   * Returns the namespace that a selector means; empty text if it is the ExternalSecret's, nothing
   * if the store may not read there.
   *
   * @param named the namespace that it names; empty if it names none
   */
  Optional<String> of(String named) {
    if (cluster) {
      return Optional.of(named);
    }
    return named.isEmpty() || named.equals(namespace) ? Optional.of(namespace) : Optional.empty();
  }
}
