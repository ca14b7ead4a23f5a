package dev.sealer.externalsecrets.store;

import java.util.Comparator;

/**
 * Who talks to a provider: one store object and, where its credentials are looked up in the
 * ExternalSecret's namespace, that namespace. Reads are shared within an identity and never between
 * two, because two namespaces may hold different grants.
 *
 * @param store the store object
 * @param namespace the store's own namespace; empty for a ClusterSecretStore
 * @param referentNamespace the namespace of the credentials if they depend on the ExternalSecret;
 *     else empty
 */
public record StoreIdentity(StoreRef store, String namespace, String referentNamespace)
    implements Comparable<StoreIdentity> {

  private static final Comparator<StoreIdentity> ORDER =
      Comparator.comparing(StoreIdentity::store)
          .thenComparing(StoreIdentity::namespace)
          .thenComparing(StoreIdentity::referentNamespace);

  @Override
  public int compareTo(StoreIdentity other) {
    return ORDER.compare(this, other);
  }
}
