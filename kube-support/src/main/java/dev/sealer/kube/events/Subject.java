package dev.sealer.kube.events;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * The object an event is about.
 *
 * @param apiVersion of the object
 * @param kind of the object
 * @param key of the object
 * @param uid of the object; may be empty where it is not known
 */
public record Subject(String apiVersion, String kind, ObjectKey key, String uid) {

  /** Returns the subject for a typed object as read from the API server. */
  public static Subject of(HasMetadata object) {
    String uid = object.getMetadata().getUid();
    return new Subject(
        object.getApiVersion(), object.getKind(), ObjectKey.of(object), uid == null ? "" : uid);
  }

  /** Returns the subject with these parts. */
  public static Subject of(ResourceType type, ObjectKey key, String uid) {
    return new Subject(type.apiVersion(), type.kind(), key, uid);
  }
}
