package dev.sealer.cli.app.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.app.model.AppResource;
import dev.sealer.kube.apply.ManagedFields;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An object as a manifest that may be shown: without values of a Secret, of which only the metadata
 * was read, and without the copy that {@code kubectl apply} keeps in an annotation. Pure.
 */
final class ShownManifest {
  /** Not base64, so that no one applies it by mistake. */
  private static final String MASK = "********";

  private static final String CONTROLLER = "sealer-sync";
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /** The marks that the controller adds to what Git states. */
  private static final List<String> TRACKING =
      List.of("argocd.argoproj.io/tracking-id", "argocd.argoproj.io/installation-id");

  /** Annotations of a Secret that hold no value; any other one may. */
  private static final Set<String> HARMLESS =
      Set.of("argocd.argoproj.io", "sealer.dev", "helm.sh", "meta.helm.sh");

  private ShownManifest() {}

  /** Returns an object as the cluster has it. */
  static ObjectNode live(JsonNode object) {
    ObjectNode shown = (ObjectNode) object.deepCopy();
    ObjectNode metadata = shown.withObject("/metadata");
    metadata.remove("managedFields");
    dropAnnotation(metadata, LAST_APPLIED);
    return shown;
  }

  /**
   * Returns the fields that the controller has applied and that nobody changed since: what Git
   * states, as of the last sync. Empty if it has never applied the object.
   */
  static Optional<ObjectNode> stated(JsonNode object) {
    JsonNode entries = object.path("metadata").path("managedFields");
    JsonNode fields = ManagedFields.applied(entries, CONTROLLER).select(object);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode shown = identity(object.path("apiVersion"), object.path("kind"), object);
    for (var field : fields.deepCopy().properties()) {
      if (field.getKey().equals("metadata")) {
        shown.withObject("/metadata").setAll((ObjectNode) field.getValue());
      } else {
        shown.set(field.getKey(), field.getValue());
      }
    }
    dropAnnotation(shown.withObject("/metadata"), LAST_APPLIED);
    TRACKING.forEach(mark -> dropAnnotation(shown.withObject("/metadata"), mark));
    return Optional.of(shown);
  }

  /**
   * Returns a Secret with its data keys, of which the metadata tells.
   *
   * @param stated whether only those are shown that Git states
   */
  static ObjectNode secret(AppResource resource, JsonNode metadata, boolean stated) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    ObjectNode object = nodes.objectNode();
    object.set("metadata", metadata);
    ObjectNode shown =
        identity(nodes.textNode(resource.apiVersion()), nodes.textNode(resource.kind()), object);
    ObjectNode shownMetadata = shown.withObject("/metadata");
    if (!metadata.path("labels").isEmpty()) {
      shownMetadata.set("labels", metadata.path("labels").deepCopy());
    }
    metadata
        .path("annotations")
        .properties()
        .forEach(one -> {
          boolean shows = HARMLESS.contains(one.getKey().replaceFirst("/.*", ""));
          if (shows && !(stated && TRACKING.contains(one.getKey()))) {
            shownMetadata.withObject("/annotations").set(one.getKey(), one.getValue());
          }
        });
    for (String key : dataKeys(metadata, stated)) {
      shown.withObject("/data").put(key, MASK);
    }
    return shown;
  }

  private static ObjectNode identity(JsonNode apiVersion, JsonNode kind, JsonNode object) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.set("apiVersion", apiVersion);
    shown.set("kind", kind);
    ObjectNode metadata = shown.putObject("metadata");
    for (String name : List.of("name", "namespace")) {
      if (object.path("metadata").has(name)) {
        metadata.set(name, object.path("metadata").path(name));
      }
    }
    return shown;
  }

  private static Set<String> dataKeys(JsonNode metadata, boolean stated) {
    Set<String> keys = new TreeSet<>();
    for (JsonNode entry : metadata.path("managedFields")) {
      if (!stated || entry.path("manager").asText().equals(CONTROLLER)) {
        for (String map : List.of("f:data", "f:stringData")) {
          entry
              .path("fieldsV1")
              .path(map)
              .fieldNames()
              .forEachRemaining(name -> {
                if (name.startsWith("f:")) {
                  keys.add(name.substring(2));
                }
              });
        }
      }
    }
    return keys;
  }

  private static void dropAnnotation(ObjectNode metadata, String name) {
    if (metadata.path("annotations") instanceof ObjectNode annotations) {
      annotations.remove(name);
      if (annotations.isEmpty()) {
        metadata.remove("annotations");
      }
    }
  }
}
