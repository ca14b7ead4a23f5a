package dev.sealer.sync.plan.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.apply.ManagedFields;
import dev.sealer.kube.client.Json;
import java.util.List;
import java.util.Optional;

/**
 * The fields that Git states of an object, and those that Sealer owns of the live one, both as
 * bytes that are equal exactly when the fields and their values are. An apply then changes nothing.
 * The bytes hold the content, which may be secret: hash them to keep them.
 */
public final class OwnedContent {

  /** Metadata that identifies an object, which no field manager owns. */
  private static final List<String> IDENTITY =
      List.of("name", "namespace", "generateName", "creationTimestamp");

  private OwnedContent() {}

  /** Returns what Git states of an object. */
  public static byte[] stated(JsonNode desired) {
    ObjectNode fields = Json.object();
    desired.properties().forEach(field -> fields.set(field.getKey(), field.getValue()));
    fields.remove(List.of("apiVersion", "kind", "metadata"));
    if (desired.path("metadata") instanceof ObjectNode all) {
      ObjectNode metadata = Json.object();
      all.properties().forEach(field -> metadata.set(field.getKey(), field.getValue()));
      metadata.remove(IDENTITY);
      if (!metadata.isEmpty()) {
        fields.set("metadata", metadata);
      }
    }
    return bytes(desired.path("apiVersion").asText(), fields);
  }

  /**
   * Returns the fields of a live object that Sealer owns; empty if it has not applied the object,
   * or in another API version, whose fields may have other names.
   *
   * @param live the object as it is, managed fields included
   * @param ours Sealer's field manager
   */
  public static Optional<byte[]> owned(JsonNode live, String ours) {
    JsonNode entries = live.path("metadata").path("managedFields");
    String apiVersion = live.path("apiVersion").asText();
    boolean applied = false;
    for (JsonNode entry : entries) {
      if (entry.path("manager").asText().equals(ours)) {
        if (!entry.path("apiVersion").asText().equals(apiVersion)) {
          return Optional.empty();
        }
        applied |= entry.path("operation").asText().equals("Apply");
      }
    }
    return applied
        ? Optional.of(bytes(apiVersion, ManagedFields.applied(entries, ours).select(live)))
        : Optional.empty();
  }

  private static byte[] bytes(String apiVersion, JsonNode fields) {
    ObjectNode all = Json.object();
    all.put("version", apiVersion).set("fields", fields);
    return CanonicalJson.bytes(all);
  }
}
