package dev.sealer.cli.app.model;

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
public record AppResource(
    String group,
    String version,
    String kind,
    String namespace,
    String name,
    String sync,
    String health,
    boolean prune) {

  /** Reads an entry of {@code status.resources}. */
  public static AppResource of(JsonNode resource) {
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

  /** Returns a Pod that an object of an Application has created. */
  public static AppResource ofPod(OwnedObjects.Place pod) {
    return new AppResource("", "v1", "Pod", pod.namespace(), pod.name(), "", "", false);
  }

  /** Returns group and version, such as {@code apps/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** Returns kind and name as kubectl writes them, such as {@code Deployment.apps/web}. */
  public String title() {
    return (group.isEmpty() ? kind : kind + "." + group) + "/" + name;
  }

  /** Returns whether it differs from Git, or cannot be compared. */
  public boolean isOutOfSync() {
    return !sync.equals("Synced");
  }

  /** Returns group and kind, such as {@code apps/Deployment}; of the core group {@code /Pod}. */
  public String groupKind() {
    return group + "/" + kind;
  }

  /** Returns whether it is a Secret, whose content is never read. */
  public boolean isSecret() {
    return groupKind().equals("/Secret");
  }

  /** Returns namespace and title, for a message. */
  public String place() {
    return (namespace.isEmpty() ? "" : namespace + " ") + title();
  }

  /** Writes its fields. */
  public void describe(ObjectNode into) {
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
