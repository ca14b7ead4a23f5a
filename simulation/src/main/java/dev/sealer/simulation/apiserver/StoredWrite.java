package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * A write that was stored. Writes that change nothing and dry runs are not stored.
 *
 * @param verb what happened
 * @param type the kind, in the version that was written
 * @param key the object
 * @param before the object before; null if it is new
 * @param after the object now; null if it was deleted
 * @param manager the field manager; empty for a deletion and for the collector
 * @param subresource empty for the object itself
 * @param resourceVersion of the write
 */
public record StoredWrite(
    Verb verb,
    ResourceType type,
    ObjectKey key,
    @Nullable JsonNode before,
    @Nullable JsonNode after,
    String manager,
    String subresource,
    long resourceVersion) {

  /** The effect of a write on the stored object. */
  public enum Verb {
    /** It is new. */
    CREATED,
    /** It changed. */
    CHANGED,
    /** The object was deleted. */
    DELETED
  }

  /** Leaves the objects out: they may be Secrets. */
  @Override
  public String toString() {
    return verb + " " + type.kind() + " " + key + " at " + resourceVersion + " by " + manager;
  }
}
