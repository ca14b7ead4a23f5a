package dev.sealer.externalsecrets.plan;

import dev.sealer.secret.SecretBytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The target as it is in the cluster.
 *
 * @param uid its identity
 * @param resourceVersion its state
 * @param type its type, which never changes
 * @param immutable whether its data can never change
 * @param labels never null
 * @param annotations never null
 * @param owners its owner references
 * @param data key to value
 * @param owned which field managers own which keys of data
 */
public record LiveSecret(
    String uid,
    String resourceVersion,
    String type,
    boolean immutable,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<Owner> owners,
    Map<String, SecretBytes> data,
    OwnedKeys owned)
    implements AutoCloseable {

  /** One owner reference. */
  public record Owner(String apiVersion, String kind, String name, String uid, boolean controller) {

    boolean isExternalSecret() {
      return kind.equals(Source.KIND) && apiVersion.startsWith("external-secrets.io/");
    }
  }

  /**
   * Keys of data by the field managers that own them.
   *
   * @param ours those of the ExternalSecret
   * @param byOthers those of each other field manager
   */
  public record OwnedKeys(Set<String> ours, Map<String, Set<String>> byOthers) {}

  /** Returns the keys of data that the ExternalSecret owns, perhaps with others. */
  public Set<String> ourKeys() {
    return owned.ours();
  }

  /** The owner that controls it. */
  public Optional<Owner> controller() {
    return owners.stream().filter(Owner::controller).findFirst();
  }

  /** Returns whether the Secret is unchanged since an ExternalSecret wrote it. */
  public boolean untouched() {
    return "true".equals(labels.get(Owned.MANAGED_LABEL))
        && PeerHash.ofData(data).equals(annotations.get(Owned.DATA_HASH_ANNOTATION));
  }

  /** Wipes the data. */
  @Override
  public void close() {
    data.values().forEach(SecretBytes::close);
  }
}
