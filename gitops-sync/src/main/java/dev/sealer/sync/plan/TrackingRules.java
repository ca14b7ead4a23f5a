package dev.sealer.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sync.manifest.Manifest;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.settings.TrackingSettings;
import dev.sealer.sync.plan.settings.TrackingSettings.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the marks by which an object says which Application it belongs to, and reads them. A
 * CustomResourceDefinition has none, so it is never deleted by itself: all objects of its kind
 * would be deleted with it.
 */
public record TrackingRules(TrackingSettings settings) {

  private static final String INSTALLATION = "argocd.argoproj.io/installation-id";
  private static final int LONGEST_LABEL = 63;

  /** Returns the rules of a cluster without settings. */
  public static TrackingRules standard() {
    return new TrackingRules(TrackingSettings.standard());
  }

  /** Returns why an Application of a tracking name cannot be tracked; empty if it can. */
  public Optional<String> refuse(String application) {
    return settings.method() == Method.LABEL && application.length() > LONGEST_LABEL
        ? Optional.of(
            "the name of Application "
                + application
                + " does not fit into the label "
                + settings.labelKey()
                + ", whose values have at most "
                + LONGEST_LABEL
                + " characters; give it a shorter name, or set"
                + " application.resourceTrackingMethod in argocd-cm to annotation+label")
        : Optional.empty();
  }

  /** Marks an object of Git as part of an Application. What Git says of it does not count. */
  public void mark(
      ObjectNode metadata, String application, ResourceId id, String destinationNamespace) {
    if (isDefinition(id)) {
      return;
    }
    if (settings.method() == Method.LABEL) {
      if (metadata.path("annotations") instanceof ObjectNode annotations) {
        annotations.remove(List.of(Tracking.ANNOTATION, INSTALLATION));
      }
    } else {
      ObjectNode annotations = child(metadata, "annotations");
      annotations.put(
          Tracking.ANNOTATION, Tracking.of(application, id, destinationNamespace).value());
      if (settings.installation().isEmpty()) {
        annotations.remove(INSTALLATION);
      } else {
        annotations.put(INSTALLATION, settings.installation());
      }
    }
    if (settings.method() != Method.ANNOTATION) {
      child(metadata, "labels").put(settings.labelKey(), shortened(application));
    }
  }

  private static ObjectNode child(ObjectNode metadata, String name) {
    return metadata.path(name) instanceof ObjectNode existing ? existing : metadata.putObject(name);
  }

  /** Of a label that does not count, as much as fits, as Argo CD writes it. */
  private static String shortened(String application) {
    return application.length() <= LONGEST_LABEL
        ? application
        : application.substring(0, LONGEST_LABEL).replaceFirst("[-_.]+$", "");
  }

  /** Returns the JSON pointers of the marks of an object. */
  public Set<String> pointers() {
    return Set.of(
        pointer("annotations", Tracking.ANNOTATION),
        pointer("annotations", INSTALLATION),
        pointer("labels", settings.labelKey()));
  }

  private static String pointer(String parent, String key) {
    return "/metadata/" + parent + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /**
   * Returns the tracking name of the Application that a live object says it belongs to; empty if it
   * names none, or one of another installation.
   *
   * @param object its managed fields included
   * @param ours Sealer's field manager
   */
  public Optional<String> application(ResourceId id, JsonNode object, String ours) {
    Optional<String> annotated =
        Manifest.annotation(object, Tracking.ANNOTATION)
            .flatMap(Tracking::parse)
            .filter(tracking -> tracking.describes(id) && !tracking.application().isEmpty())
            .map(Tracking::application);
    if (settings.method() != Method.LABEL) {
      String installation = Manifest.annotation(object, INSTALLATION).orElse("");
      return annotated.filter(_ -> installation.equals(settings.installation()));
    }
    return labelled(id, object, ours)
        // Until it is synced, an object stays with the Application that it was tracked by before.
        .filter(name -> annotated.isEmpty() || annotated.get().equals(name));
  }

  /**
   * Many programs write this label, and controllers copy it: to the PersistentVolumeClaims of a
   * StatefulSet, for example. So it counts only where a sync engine wrote it, and never on an
   * object that another one owns.
   */
  private Optional<String> labelled(ResourceId id, JsonNode object, String ours) {
    JsonNode metadata = object.path("metadata");
    String name = metadata.path("labels").path(settings.labelKey()).asText();
    boolean counts =
        !name.isEmpty()
            && !isDefinition(id)
            && metadata.path("ownerReferences").isEmpty()
            && isWrittenByEngine(object, ours);
    return counts ? Optional.of(name) : Optional.empty();
  }

  private boolean isWrittenByEngine(JsonNode object, String ours) {
    for (JsonNode entry : object.path("metadata").path("managedFields")) {
      String manager = entry.path("manager").asText();
      JsonNode labels = entry.path("fieldsV1").path("f:metadata").path("f:labels");
      if ((manager.equals(ours) || manager.startsWith("argocd-"))
          && labels.has("f:" + settings.labelKey())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDefinition(ResourceId id) {
    return id.is("apiextensions.k8s.io", "CustomResourceDefinition");
  }
}
