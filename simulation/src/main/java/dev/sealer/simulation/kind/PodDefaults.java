package dev.sealer.simulation.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The defaults of pod templates. */
final class PodDefaults {

  private static final int FILE_MODE = 420;
  private static final List<String> WITH_FILE_MODE =
      List.of("secret", "configMap", "downwardAPI", "projected");
  private static final Map<String, Integer> PROBE_DEFAULTS =
      Map.of(
          "timeoutSeconds", 1, "periodSeconds", 10, "successThreshold", 1, "failureThreshold", 3);

  private PodDefaults() {}

  /** Fills in what {@code spec}, the spec of a pod, leaves open. */
  static void fillIn(ObjectNode spec) {
    text(spec, "restartPolicy", "Always");
    text(spec, "dnsPolicy", "ClusterFirst");
    text(spec, "schedulerName", "default-scheduler");
    if (!spec.has("terminationGracePeriodSeconds")) {
      spec.put("terminationGracePeriodSeconds", 30);
    }
    if (!spec.has("securityContext")) {
      spec.putObject("securityContext");
    }
    // The same under its old name.
    if (spec.has("serviceAccountName")) {
      spec.set("serviceAccount", spec.get("serviceAccountName"));
    } else if (spec.has("serviceAccount")) {
      spec.set("serviceAccountName", spec.get("serviceAccount"));
    }
    for (String list : List.of("initContainers", "containers")) {
      objects(spec.path(list)).forEach(PodDefaults::container);
    }
    objects(spec.path("volumes")).forEach(PodDefaults::volume);
  }

  private static void container(ObjectNode container) {
    text(container, "imagePullPolicy", pullPolicy(container.path("image").asText()));
    text(container, "terminationMessagePath", "/dev/termination-log");
    text(container, "terminationMessagePolicy", "File");
    for (String name : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.get(name) instanceof ObjectNode probe) {
        PROBE_DEFAULTS.forEach((field, standard) -> {
          if (!probe.has(field)) {
            probe.put(field, standard);
          }
        });
        if (probe.get("httpGet") instanceof ObjectNode get) {
          text(get, "path", "/");
          text(get, "scheme", "HTTP");
        }
      }
    }
    for (JsonNode variable : container.path("env")) {
      if (variable.path("valueFrom").path("fieldRef") instanceof ObjectNode field) {
        text(field, "apiVersion", "v1");
      }
    }
  }

  private static String pullPolicy(String image) {
    String name = image.substring(image.lastIndexOf('/') + 1);
    boolean isPinned = name.contains("@") || (name.contains(":") && !name.endsWith(":latest"));
    return isPinned ? "IfNotPresent" : "Always";
  }

  private static void volume(ObjectNode volume) {
    if (volume.size() == 1) {
      volume.putObject("emptyDir");
    }
    for (String source : WITH_FILE_MODE) {
      if (volume.get(source) instanceof ObjectNode files && !files.has("defaultMode")) {
        files.put("defaultMode", FILE_MODE);
      }
    }
  }

  private static void text(ObjectNode object, String field, String standard) {
    if (!object.has(field)) {
      object.put(field, standard);
    }
  }

  private static List<ObjectNode> objects(JsonNode list) {
    return list.valueStream()
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .toList();
  }
}
