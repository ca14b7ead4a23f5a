package dev.sealer.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sync.health.Health;
import dev.sealer.sync.health.HealthChecks;
import dev.sealer.sync.health.HealthRules;
import dev.sealer.sync.manifest.Manifest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The facts about a live object that a plan needs, without its content, which may be secret.
 *
 * @param uid the very object
 * @param resourceVersion the state that was looked at
 * @param deletion since when it is being deleted; empty when it is not
 * @param role whether it was created as a hook
 * @param health empty for a kind without a rule
 * @param countsForHealth whether it takes part in the Application's health
 * @param options the sync options it carries
 * @param ignoreExtraneous whether it may be there without being in Git
 * @param kept whether it outlives its Application
 * @param wave the wave it asks for
 * @param managers who owns fields of it in its API version, subresources aside
 */
public record LiveFacts(
    String uid,
    String resourceVersion,
    Optional<Deletion> deletion,
    Role role,
    Optional<Health> health,
    boolean countsForHealth,
    SyncOptions options,
    boolean ignoreExtraneous,
    boolean kept,
    int wave,
    Set<String> managers) {

  private static final String COMPARE_OPTIONS = "argocd.argoproj.io/compare-options";

  private static final String RESOURCE_POLICY = "helm.sh/resource-policy";

  /**
   * A deletion that has begun and not ended.
   *
   * @param since when it began, by the clock of the API server
   * @param finalizers what it waits for; may be empty
   */
  public record Deletion(Instant since, List<String> finalizers) {
    /** Copies the finalizers. */
    public Deletion {
      finalizers = List.copyOf(finalizers);
    }

    static Optional<Deletion> of(JsonNode metadata) {
      if (!metadata.hasNonNull("deletionTimestamp")) {
        return Optional.empty();
      }
      List<String> finalizers = new ArrayList<>();
      metadata.path("finalizers").forEach(name -> finalizers.add(name.asText()));
      try {
        return Optional.of(
            new Deletion(Instant.parse(metadata.path("deletionTimestamp").asText()), finalizers));
      } catch (DateTimeParseException e) {
        return Optional.of(new Deletion(Instant.EPOCH, finalizers));
      }
    }
  }

  /** Copies the managers. */
  public LiveFacts {
    managers = Collections.unmodifiableSet(new TreeSet<>(managers));
  }

  /** The role of an object in a sync. */
  public enum Role {
    /** It is to stay. */
    RESOURCE,
    /** It was created as a hook, and may run. */
    HOOK,
    /** It was created as a hook, and does not run before the status says so. */
    PAUSED_HOOK;

    static Role of(JsonNode live) {
      if (!Hook.isHook(live)) {
        return RESOURCE;
      }
      return PausedHook.isPaused(live) ? PAUSED_HOOK : HOOK;
    }
  }

  /** Returns whether it was created as a hook. */
  public boolean hook() {
    return role != Role.RESOURCE;
  }

  /** Returns whether it is a hook that does not run yet. */
  public boolean paused() {
    return role == Role.PAUSED_HOOK;
  }

  /** Returns whether it is being deleted. */
  public boolean deleting() {
    return deletion.isPresent();
  }

  /** Returns the same without a health, for an object whose health follows from the whole. */
  public LiveFacts withoutHealth() {
    return new LiveFacts(
        uid,
        resourceVersion,
        deletion,
        role,
        Optional.empty(),
        false,
        options,
        ignoreExtraneous,
        kept,
        wave,
        managers);
  }

  /**
   * Reads a live object.
   *
   * @param checks tell its health
   */
  public static LiveFacts of(JsonNode live, HealthChecks checks) {
    JsonNode metadata = live.path("metadata");
    boolean extraneous =
        Manifest.annotation(live, COMPARE_OPTIONS)
            .map(text -> text.contains("IgnoreExtraneous"))
            .orElse(false);
    return new LiveFacts(
        metadata.path("uid").asText(),
        metadata.path("resourceVersion").asText(),
        Deletion.of(metadata),
        Role.of(live),
        checks.of(Hook.isHook(live) ? withoutDeletion(live) : live),
        !HealthRules.isIgnored(live),
        SyncOptions.ofObject(live),
        extraneous,
        Manifest.annotation(live, RESOURCE_POLICY).filter("keep"::equals).isPresent(),
        Desired.waveOf(live),
        managers(live));
  }

  /** A hook that ended keeps its result, also while something deletes its object. */
  private static JsonNode withoutDeletion(JsonNode live) {
    if (!live.path("metadata").hasNonNull("deletionTimestamp")) {
      return live;
    }
    ObjectNode copy = live.deepCopy();
    copy.withObject("/metadata").remove("deletionTimestamp");
    return copy;
  }

  private static Set<String> managers(JsonNode live) {
    Set<String> found = new TreeSet<>();
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      if (entry.path("subresource").asText().isEmpty()
          && entry.path("apiVersion").equals(live.path("apiVersion"))) {
        found.add(entry.path("manager").asText());
      }
    }
    return found;
  }
}
