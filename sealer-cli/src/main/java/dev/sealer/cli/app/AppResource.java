package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An object of an Application, as its status shows it. Pure.
 *
 * @param group empty for the core group
 * @param sync such as {@code OutOfSync}
 * @param health empty for a kind without health
 * @param prune whether it left Git
 */
record AppResource(
    String group,
    String version,
    String kind,
    String namespace,
    String name,
    String sync,
    String health,
    boolean prune) {

  static AppResource of(JsonNode resource) {
    return new AppResource(
        resource.path("group").asText(),
        resource.path("version").asText(),
        resource.path("kind").asText(),
        resource.path("namespace").asText(),
        resource.path("name").asText(),
        resource.path("status").asText(),
        resource.at("/health/status").asText(),
        resource.path("requiresPruning").asBoolean());
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** Returns kind and name as kubectl writes them, such as {@code Deployment.apps/web}. */
  String title() {
    return (group.isEmpty() ? kind : kind + "." + group) + "/" + name;
  }

  boolean isOutOfSync() {
    return !sync.equals("Synced");
  }

  void describe(ObjectNode into) {
    into.put("group", group).put("version", version).put("kind", kind);
    into.put("namespace", namespace).put("name", name).put("status", sync);
    if (!health.isEmpty()) {
      into.put("health", health);
    }
    if (prune) {
      into.put("requiresPruning", true);
    }
  }
}
