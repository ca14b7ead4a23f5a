package dev.sealer.cli.app.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An Application as the commands show it. Pure.
 *
 * @param sources repository, path and revision of each that it follows
 * @param sync the commit that it was compared with, and the result
 * @param health of the whole, such as {@code Healthy}
 * @param operation the sync that runs, or the last one
 * @param conditions problems and warnings
 * @param resources its objects
 * @param requests what the controller has not answered yet
 */
public record ApplicationSummary(
    ObjectKey key,
    List<Source> sources,
    Sync sync,
    String health,
    Operation operation,
    List<Condition> conditions,
    List<AppResource> resources,
    Requests requests) {

  /** The annotation by which people ask for a refresh. */
  public static final String REFRESHES = "argocd.argoproj.io/refresh";

  /** The requests that an annotation and the operation field hold. */
  public record Requests(boolean refresh, boolean sync) {}

  /** Where its manifests are; each part may be empty. */
  public record Source(String repository, String path, String revision) {}

  /**
   * The result of the last comparison.
   *
   * @param status such as {@code Synced}
   * @param revision the commit; of several sources all of them, with commas between
   */
  public record Sync(String status, String revision, boolean automated) {}

  /**
   * A sync.
   *
   * @param phase such as {@code Running}; empty if there was none
   */
  public record Operation(String phase, String message, String revision) {
    /** Returns how far it is, in one line. */
    public String progress() {
      return phase.isEmpty() ? "has not begun" : (phase + " " + message).strip();
    }

    /** Returns whether it has begun and not ended. */
    public boolean isRunning() {
      return phase.equals("Running") || phase.equals("Terminating");
    }

    /** Returns whether it ended, and not well. */
    public boolean hasFailed() {
      return phase.equals("Failed") || phase.equals("Error");
    }
  }

  /** A problem or a warning. */
  public record Condition(String type, String message) {}

  /** Reads an Application. */
  public static ApplicationSummary of(JsonNode application) {
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
        sources(spec),
        new Sync(
            status.at("/sync/status").asText(),
            commits(status.path("sync")),
            isAutomated(spec.at("/syncPolicy/automated"))),
        status.at("/health/status").asText(),
        new Operation(
            state.path("phase").asText(),
            state.path("message").asText(),
            commits(state.path("syncResult"))),
        conditions,
        resources,
        new Requests(metadata.path("annotations").has(REFRESHES), application.has("operation")));
  }

  private static List<Source> sources(JsonNode spec) {
    List<Source> sources = new ArrayList<>();
    for (JsonNode one :
        spec.path("sources").isEmpty() ? List.of(spec.path("source")) : spec.path("sources")) {
      sources.add(
          new Source(
              shown(one.path("repoURL").asText()),
              one.path("path").asText(),
              one.path("targetRevision").asText()));
    }
    return sources;
  }

  /** Returns the commit, or those of several sources with commas between them. */
  static String commits(JsonNode of) {
    List<String> all = new ArrayList<>();
    of.path("revisions").forEach(one -> all.add(one.asText()));
    return all.isEmpty() ? of.path("revision").asText() : String.join(",", all);
  }

  private static boolean isAutomated(JsonNode automated) {
    return automated.isObject() && automated.path("enabled").asBoolean(true);
  }

  /** Leaves out credentials that a URL may hold. */
  private static String shown(String url) {
    return url.replaceFirst("://[^/@]*@", "://");
  }

  /** Returns the first seven digits of each commit. */
  public static String shortened(String commits) {
    return Arrays.stream(commits.split(",", -1))
        .map(one -> one.matches("[0-9a-f]{40}") ? one.substring(0, 7) : one)
        .collect(Collectors.joining(","));
  }

  /** Returns whether a refresh was asked for and has not been done. */
  public boolean isRefreshing() {
    return requests.refresh();
  }

  /** Returns whether a sync was asked for and has not begun. */
  public boolean isRequested() {
    return requests.sync();
  }

  /** Returns whether it is as Git says, healthy and at rest. */
  public boolean isSettled() {
    return sync.status().equals("Synced") && health.equals("Healthy") && !operation.isRunning();
  }

  /** Returns the types of its conditions, in one cell. */
  public String conditionTypes() {
    return conditions.stream().map(Condition::type).collect(Collectors.joining(","));
  }

  /** Writes its fields, except its objects. */
  public void describe(ObjectNode into) {
    into.put("namespace", key.namespace()).put("name", key.name());
    for (Source one : sources) {
      ObjectNode node =
          sources.size() == 1 ? into.putObject("source") : into.withArray("sources").addObject();
      node.put("repository", one.repository())
          .put("path", one.path())
          .put("revision", one.revision());
    }
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
