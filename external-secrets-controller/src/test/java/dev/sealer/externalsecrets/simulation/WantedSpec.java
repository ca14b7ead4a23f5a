package dev.sealer.externalsecrets.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An ExternalSecret of a run, as its user wrote it.
 *
 * @param name its name
 * @param uid its identity
 * @param target name of its Secret
 * @param remote the secret in the store
 * @param keys taken one by one; empty for the whole object
 * @param creation its creationPolicy
 * @param deletion its deletionPolicy
 * @param deleting whether it is being deleted
 */
record WantedSpec(
    String name,
    String uid,
    String target,
    String remote,
    List<String> keys,
    String creation,
    String deletion,
    boolean deleting) {

  /** Reads it from the object. */
  static WantedSpec of(JsonNode object) {
    JsonNode spec = object.path("spec");
    JsonNode metadata = object.path("metadata");
    List<String> keys = new ArrayList<>();
    spec.path("data").forEach(entry -> keys.add(entry.path("secretKey").asText()));
    String remote =
        keys.isEmpty()
            ? spec.at("/dataFrom/0/extract/key").asText()
            : spec.at("/data/0/remoteRef/key").asText();
    String name = metadata.path("name").asText();
    return new WantedSpec(
        name,
        metadata.path("uid").asText(),
        spec.path("target").path("name").asText(name),
        remote,
        List.copyOf(keys),
        spec.path("target").path("creationPolicy").asText("Owner"),
        spec.path("target").path("deletionPolicy").asText("Retain"),
        metadata.has("deletionTimestamp"));
  }

  /** Returns whether it tolerates that the store has no value. */
  boolean toleratesMissing() {
    return !deletion.equals("Retain");
  }

  /** Returns whether the store gives an object without keys, which takes nothing away. */
  boolean isEmptied(SimStore store) {
    return keys.isEmpty() && store.content(remote).filter(ObjectNode::isEmpty).isPresent();
  }

  /**
   * Returns whether a Secret that it once made has to be deleted, because the target has changed.
   */
  boolean hasLeft(String secret, SimStore store) {
    return creation.equals("Owner")
        && !target.equals(secret)
        && values(store).filter(values -> !values.isEmpty()).isPresent();
  }

  /** Returns the values that its Secret must hold; empty if it must stay as it is. */
  Optional<Map<String, String>> values(SimStore store) {
    Optional<ObjectNode> content = store.content(remote);
    Map<String, String> values = new TreeMap<>();
    if (content.isEmpty()) {
      return toleratesMissing() ? Optional.of(values) : Optional.empty();
    }
    if (keys.isEmpty()) {
      content.get().properties().forEach(e -> values.put(e.getKey(), e.getValue().asText()));
      return Optional.of(values);
    }
    for (String key : keys) {
      if (content.get().has(key)) {
        values.put(key, content.get().path(key).asText());
      } else if (!toleratesMissing()) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }
}
