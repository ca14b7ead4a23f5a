package dev.sealer.kube.watch;

import dev.sealer.kube.ObjectKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metadata that a {@link MetadataWatch} keeps of an object.
 *
 * @param key namespace and name
 * @param uid the object's own identity
 * @param resourceVersion opaque; equal means unchanged
 * @param generation 0 where the kind has none
 * @param labels never null
 * @param annotations without {@code kubectl.kubernetes.io/last-applied-configuration}, which holds
 *     the data of a Secret
 * @param owners the owner references
 * @param finalizers never null
 * @param creationTimestamp RFC 3339, as the API server wrote it
 * @param deletionTimestamp RFC 3339, null unless the object is being deleted
 */
public record ObjectMetadata(
    ObjectKey key,
    String uid,
    String resourceVersion,
    long generation,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<Owner> owners,
    List<String> finalizers,
    String creationTimestamp,
    @Nullable String deletionTimestamp) {

  /** Copies the collections. */
  public ObjectMetadata {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    owners = List.copyOf(owners);
    finalizers = List.copyOf(finalizers);
  }

  /**
   * An owner reference.
   *
   * @param apiVersion of the owner
   * @param kind of the owner
   * @param name of the owner, in the same namespace or cluster-scoped
   * @param uid of the owner
   * @param controller whether it is the managing controller
   */
  public record Owner(
      String apiVersion, String kind, String name, String uid, boolean controller) {}
}
