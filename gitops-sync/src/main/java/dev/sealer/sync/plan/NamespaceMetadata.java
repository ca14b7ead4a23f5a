package dev.sealer.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The labels and annotations that an Application states of its namespace. */
public record NamespaceMetadata(Map<String, String> labels, Map<String, String> annotations) {

  /** Copies the maps. */
  public NamespaceMetadata {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** Returns the object to apply. */
  public ObjectNode object() {
    ObjectNode object = Json.object();
    ObjectNode metadata = object.putObject("metadata");
    if (!labels.isEmpty()) {
      new TreeMap<>(labels).forEach(metadata.putObject("labels")::put);
    }
    if (!annotations.isEmpty()) {
      new TreeMap<>(annotations).forEach(metadata.putObject("annotations")::put);
    }
    return object;
  }

  /**
   * Returns the JSON pointers at which a namespace differs, in order: what is stated and is not so,
   * and what is not stated any more and is still owned.
   *
   * @param metadata of the namespace, managed fields included
   * @param manager the Application's own field manager for it
   */
  public List<String> differences(JsonNode metadata, String manager) {
    List<String> found = new ArrayList<>();
    compare("labels", labels, metadata, manager, found);
    compare("annotations", annotations, metadata, manager, found);
    return found;
  }

  private static void compare(
      String part,
      Map<String, String> stated,
      JsonNode metadata,
      String manager,
      List<String> found) {
    new TreeMap<>(stated)
        .forEach((name, value) -> {
          if (!metadata.path(part).path(name).asText().equals(value)) {
            found.add(pointer(part, name));
          }
        });
    for (JsonNode entry : metadata.path("managedFields")) {
      if (entry.path("manager").asText().equals(manager)) {
        JsonNode owned = entry.path("fieldsV1").path("f:metadata").path("f:" + part);
        owned
            .fieldNames()
            .forEachRemaining(field -> {
              String name = field.startsWith("f:") ? field.substring(2) : "";
              if (!name.isEmpty() && !stated.containsKey(name)) {
                found.add(pointer(part, name));
              }
            });
      }
    }
  }

  /**
   * Returns whether another Application owns a label or an annotation that is stated.
   *
   * @param manager the Application's own field manager
   * @param prefix of the field managers of all Applications
   */
  public boolean isContested(JsonNode metadata, String manager, String prefix) {
    for (JsonNode entry : metadata.path("managedFields")) {
      String name = entry.path("manager").asText();
      JsonNode owned = entry.path("fieldsV1").path("f:metadata");
      boolean other = name.startsWith(prefix) && !name.equals(manager);
      if (other
          && (labels.keySet().stream().anyMatch(one -> owned.path("f:labels").has("f:" + one))
              || annotations.keySet().stream()
                  .anyMatch(one -> owned.path("f:annotations").has("f:" + one)))) {
        return true;
      }
    }
    return false;
  }

  private static String pointer(String part, String name) {
    return "/metadata/" + part + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
