package dev.sealer.sealing.backup;

/**
 * The cluster that keys were backed up from.
 *
 * @param uid of the namespace {@code kube-system}, which identifies the cluster as long as its etcd
 *     lives; empty when it could not be read
 * @param server URL of the API server, without credentials
 * @param namespace of the key Secrets
 */
public record ClusterIdentity(String uid, String server, String namespace) {

  /** Returns whether both are known and name the same cluster. */
  public boolean isSameCluster(String otherUid) {
    return !uid.isEmpty() && uid.equals(otherUid);
  }
}
