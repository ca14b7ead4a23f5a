package dev.sealer.kube.apply;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;

/**
 * The kind and key of one object.
 *
 * @param type the kind
 * @param key the object; its namespace is empty exactly when the kind is cluster-scoped
 */
public record ObjectRef(ResourceType type, ObjectKey key) {

  /** Checks that namespace and scope agree. */
  public ObjectRef {
    if (type.namespaced() == key.namespace().isEmpty()) {
      throw new IllegalArgumentException(
          type.namespaced()
              ? type.kind() + " " + key.name() + " needs a namespace"
              : type.kind() + " " + key + " is cluster-scoped and cannot have a namespace");
    }
  }

  public static ObjectRef secret(ObjectKey key) {
    return new ObjectRef(ResourceType.SECRET, key);
  }

  /** {@code Kind namespace/name}. */
  @Override
  public String toString() {
    return type.kind() + " " + key;
  }
}
