package dev.sealer.sealing.backup;

/**
 * Where keys were taken from.
 *
 * @param uid of the namespace {@code kube-system}, which stands for the cluster as long as its etcd
 *     lives; empty when it could not be read
 * @param server URL of the API server, without credentials
 * @param namespace of the key Secrets
 */
public record ClusterIdentity(String uid, String server, String namespace) {

  /** Whether both are known and name the same cluster. */
  public boolean isSameCluster(String otherUid) {
    return !uid.isEmpty() && uid.equals(otherUid);
  }
}
