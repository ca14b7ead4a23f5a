package dev.sealer.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import java.util.List;
import java.util.Set;

/**
 * Reads and writes single objects as raw JSON, so that nothing a user wrote is dropped.
 *
 * <p>Guarantees: no method throws for anything the API server or the network does; no string in a
 * result contains values of a Secret; a call blocks until its response or time-out. It does not
 * retry, cache or fence.
 */
public interface ClusterObjects {

  /** Reads the object from the API server, not from a cache. */
  ObjectReadResult read(ObjectRef target);

  /** Reads the metadata of the object from the API server. */
  ObjectReadResult readMetadata(ObjectRef target);

  /**
   * Server-side apply.
   *
   * @param desired the fields to own; {@code apiVersion}, {@code kind}, name and namespace are set
   *     from {@code target}, {@code metadata.managedFields} and {@code metadata.resourceVersion}
   *     are dropped
   */
  WriteResult apply(ObjectRef target, ObjectNode desired, ApplyOptions options);

  /**
   * Creates an object, also with {@code metadata.generateName}.
   *
   * @param namespace empty for a cluster-scoped kind
   */
  WriteResult create(ResourceType type, String namespace, ObjectNode object, String fieldManager);

  /**
   * Removes fields of any owner, which server-side apply cannot do. If a field does not exist, the
   * result is {@link WriteResult.Stale}.
   *
   * @param resourceVersion the state the decision was made on, else {@link WriteResult.Stale}
   * @param fields each a path of member names, for example {@code ["data", "password"]}
   */
  WriteResult removeKeys(
      ObjectRef target, String resourceVersion, List<List<String>> fields, String fieldManager);

  /**
   * Makes what other managers own ours, in {@code managedFields} only: neither reads nor writes
   * data. After it, fields that our next apply leaves out go away. {@link
   * WriteResult.Change#UNCHANGED} when there is nothing to take. Entries of subresources and of
   * another API version than the target's stay as they are.
   *
   * @param resourceVersion the state the decision was made on, else {@link WriteResult.Stale}
   * @param fieldManager ours
   */
  WriteResult adopt(
      ObjectRef target,
      String resourceVersion,
      ManagedFields.Adoption adoption,
      String fieldManager);

  /** Adopts all fields that {@code managers} own, by their exact names. */
  default WriteResult adopt(
      ObjectRef target, String resourceVersion, Set<String> managers, String fieldManager) {
    return adopt(target, resourceVersion, ManagedFields.Adoption.all(managers), fieldManager);
  }

  /** Deletes. */
  DeleteResult delete(ObjectRef target, DeleteOptions options);

  /**
   * Writes a status. The result has the object's metadata only.
   *
   * @param status the content of the {@code status} field
   */
  WriteResult writeStatus(ObjectRef target, JsonNode status, StatusWrite how);

  /**
   * JSON merge patch to the main resource, for metadata such as an annotation or a finalizer.
   *
   * @param patch absent fields stay, null removes, lists are replaced whole; put {@code
   *     metadata.resourceVersion} in it to make it {@link WriteResult.Stale} on another state
   */
  WriteResult mergePatch(ObjectRef target, ObjectNode patch, String fieldManager);
}
