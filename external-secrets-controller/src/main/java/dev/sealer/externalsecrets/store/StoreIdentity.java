package dev.sealer.externalsecrets.store;

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
public record StoreIdentity(StoreRef store, String namespace, String referentNamespace) {}
