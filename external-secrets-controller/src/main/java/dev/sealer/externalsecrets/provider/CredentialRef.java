package dev.sealer.externalsecrets.provider;

/**
 * A key of a Kubernetes Secret that a store needs to log in, already resolved to one namespace.
 *
 * @param field path in the store object, for messages
 * @param namespace namespace of the Secret; empty if it is the ExternalSecret's (referent)
 * @param name name of the Secret
 * @param key key in its data
 */
public record CredentialRef(String field, String namespace, String name, String key) {

  /** Returns whether the ExternalSecret's namespace decides which Secret is meant. */
  public boolean referent() {
    return namespace.isEmpty();
  }

  /** Returns this reference, in the given namespace if it names none itself. */
  public CredentialRef in(String referentNamespace) {
    return referent() ? new CredentialRef(field, referentNamespace, name, key) : this;
  }
}
