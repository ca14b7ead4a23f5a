package dev.sealer.externalsecrets.store;

/**
 * The store an entry names.
 *
 * @param kind which of the two kinds
 * @param name name of the store object
 */
public record StoreRef(StoreKind kind, String name) {

  /** As users see it, for example {@code ClusterSecretStore "aws"}. */
  @Override
  public String toString() {
    return kind.kind() + " \"" + name + "\"";
  }
}
