package dev.sealer.externalsecrets.store;

/** The two kinds of store object. */
public enum StoreKind {
  /** Serves its own namespace only. */
  SECRET_STORE("SecretStore"),
  /** Serves all namespaces that its conditions allow. */
  CLUSTER_SECRET_STORE("ClusterSecretStore");

  private final String kind;

  StoreKind(String kind) {
    this.kind = kind;
  }

  /** The Kubernetes kind. */
  public String kind() {
    return kind;
  }
}
