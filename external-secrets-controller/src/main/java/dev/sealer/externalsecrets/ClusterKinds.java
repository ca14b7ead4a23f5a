package dev.sealer.externalsecrets;

/**
 * The cluster-scoped kinds that are served. Without rights in the whole cluster none can be.
 *
 * @param stores whether ClusterSecretStores are
 * @param externalSecrets whether ClusterExternalSecrets are
 */
public record ClusterKinds(boolean stores, boolean externalSecrets) {

  /** All of them. */
  public static final ClusterKinds ALL = new ClusterKinds(true, true);

  /** Returns whether the labels of Namespaces are needed. */
  boolean needNamespaces() {
    return stores || externalSecrets;
  }
}
