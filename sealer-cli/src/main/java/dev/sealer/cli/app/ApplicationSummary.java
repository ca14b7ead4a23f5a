package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An Application as the commands show it. Pure.
 *
 * @param source repository, path and revision that it follows
 * @param sync the commit that it was compared with, and the result
 * @param health of the whole, such as {@code Healthy}
 * @param operation the sync that runs, or the last one
 * @param conditions problems and warnings
 * @param resources its objects
 * @param requests what the controller has not answered yet
 */
record ApplicationSummary(
    ObjectKey key,
    Source source,
    Sync sync,
    String health,
    Operation operation,
    List<Condition> conditions,
    List<AppResource> resources,
    Requests requests) {

  /** The requests that an annotation and the operation field hold. */
  record Requests(boolean refresh, boolean sync) {}

  /** Where its manifests are; each part may be empty. */
  record Source(String repository, String path, String revision) {}

  /** The result of the last comparison: the status, such as {@code Synced}, and the commit. */
  record Sync(String status, String revision, boolean automated) {}

  /**
   * A sync.
   *
   * @param phase such as {@code Running}; empty if there was none
   */
  record Operation(String phase, String message, String revision) {
    String progress() {
      return phase.isEmpty() ? "has not begun" : (phase + " " + message).strip();
    }

    boolean isRunning() {
      return phase.equals("Running") || phase.equals("Terminating");
    }

    boolean hasFailed() {
      return phase.equals("Failed") || phase.equals("Error");
    }
  }

  /** A problem or a warning. */
  record Condition(String type, String message) {}

  static ApplicationSummary of(JsonNode application) {
    JsonNode metadata = application.path("metadata");
    JsonNode spec = application.path("spec");
    JsonNode status = application.path("status");
    List<Condition> conditions = new ArrayList<>();
    status
        .path("conditions")
        .forEach(one ->
            conditions.add(new Condition(one.path("type").asText(), one.path("message").asText())));
    List<AppResource> resources = new ArrayList<>();
    status.path("resources").forEach(one -> resources.add(AppResource.of(one)));
    JsonNode state = status.path("operationState");
    return new ApplicationSummary(
        new ObjectKey(metadata.path("namespace").asText(), metadata.path("name").asText()),
        new Source(
            shown(spec.at("/source/repoURL").asText()),
            spec.at("/source/path").asText(),
            spec.at("/source/targetRevision").asText()),
        new Sync(
            status.at("/sync/status").asText(),
            status.at("/sync/revision").asText(),
            isAutomated(spec.at("/syncPolicy/automated"))),
        status.at("/health/status").asText(),
        new Operation(
            state.path("phase").asText(),
            state.path("message").asText(),
            state.at("/syncResult/revision").asText()),
        conditions,
        resources,
        new Requests(
            metadata.path("annotations").has(AppRequest.REFRESHES), application.has("operation")));
  }

  private static boolean isAutomated(JsonNode automated) {
    return automated.isObject() && automated.path("enabled").asBoolean(true);
  }

  /** Leaves out credentials that a URL may hold. */
  private static String shown(String url) {
    return url.replaceFirst("://[^/@]*@", "://");
  }

  /** Returns the first seven digits of a commit. */
  static String shortened(String revision) {
    return revision.matches("[0-9a-f]{40}") ? revision.substring(0, 7) : revision;
  }

  boolean isRefreshing() {
    return requests.refresh();
  }

  boolean isRequested() {
    return requests.sync();
  }

  /** Returns whether it is as Git says, healthy and at rest. */
  boolean isSettled() {
    return sync.status().equals("Synced") && health.equals("Healthy") && !operation.isRunning();
  }

  /** Returns the types of its conditions, in one cell. */
  String conditionTypes() {
    return conditions.stream().map(Condition::type).collect(Collectors.joining(","));
  }

  void describe(ObjectNode into) {
    into.put("namespace", key.namespace()).put("name", key.name());
    into.putObject("source")
        .put("repository", source.repository())
        .put("path", source.path())
        .put("revision", source.revision());
    into.putObject("sync")
        .put("status", sync.status())
        .put("revision", sync.revision())
        .put("automated", sync.automated());
    into.put("health", health);
    into.putObject("operation")
        .put("phase", operation.phase())
        .put("message", operation.message())
        .put("revision", operation.revision());
    for (Condition one : conditions) {
      into.withArray("conditions")
          .addObject()
          .put("type", one.type())
          .put("message", one.message());
    }
  }
}
