package dev.sealer.sync.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.application.ApplicationWriter;
import dev.sealer.sync.application.DeletionFinalizers;
import dev.sealer.sync.live.Cluster;
import dev.sealer.sync.live.ClusterAwayException;
import dev.sealer.sync.live.LiveCluster;
import dev.sealer.sync.live.LiveReader;
import dev.sealer.sync.live.SyncNames;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.ProjectRules;
import dev.sealer.sync.plan.SyncPhase;
import dev.sealer.sync.plan.operation.SyncOperation;
import dev.sealer.sync.plan.order.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Deletes the objects of an Application that is being deleted, if its finalizer says so: highest
 * wave first, one wave at a time. Definitions and objects with {@code Delete=false} stay.
 */
final class Cascade {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  /** Conflicts may last as long as somebody keeps writing: the pauses between the tries grow. */
  static final String CHANGED = "it was changed while it was worked on";

  private static final Duration SOON = Duration.ofMillis(200);

  private final ClusterObjects objects;
  private final Refresher refresher;
  private final LiveCluster cluster;
  private final LiveReader reader;
  private final Applier applier;
  private final ApplicationWriter writer;
  private final SyncEvents events;
  private final HookRunner hooks;
  private final DeletionHooks deletionHooks;

  Cascade(
      ClusterObjects objects,
      Refresher refresher,
      Cluster destination,
      ApplicationWriter writer,
      SyncEvents events,
      Applier applier,
      HookRunner hooks,
      DeletionHooks deletionHooks) {
    this.objects = objects;
    this.refresher = refresher;
    this.cluster = destination.live();
    this.reader = destination.reader();
    this.applier = applier;
    this.writer = writer;
    this.events = events;
    this.hooks = hooks;
    this.deletionHooks = deletionHooks;
  }

  /**
   * Deletes what is next.
   *
   * @param project what it does not allow is left in the cluster
   */
  Outcome run(ApplicationView view, ProjectRules project) {
    List<String> ours = DeletionFinalizers.ours(view);
    if (ours.isEmpty()) {
      return Outcome.done();
    }
    if (!cluster.watch(view.key(), refresher.typesBefore(view))) {
      return Outcome.requeueAfter(SOON);
    }
    Optional<Outcome> before = deletionHooks.run(view, project, SyncPhase.PRE_DELETE);
    if (before.isPresent()) {
      return before.get();
    }
    SortedMap<Integer, Map<ResourceId, LiveFacts>> waves =
        isWanted(view) ? waves(view, project) : new TreeMap<>();
    if (waves.isEmpty()) {
      return afterObjects(view, project, ours);
    }
    if (!writer.isCurrent(view)) {
      return Outcome.retry(CHANGED);
    }
    boolean background = ours.stream().anyMatch(f -> f.endsWith("/background"));
    return delete(view, List.copyOf(waves.values()).getLast(), background);
  }

  /** The finalizer of the objects goes first, so that it is known that they were deleted. */
  private Outcome afterObjects(ApplicationView view, ProjectRules project, List<String> ours) {
    if (DeletionFinalizers.awaits(view, SyncPhase.POST_DELETE) && isWanted(view)) {
      return release(view, ours.stream().filter(DeletionFinalizers::isOfResources).toList());
    }
    return deletionHooks
        .run(view, project, SyncPhase.POST_DELETE)
        .orElseGet(() -> release(view, ours));
  }

  /** Reports that the objects cannot be deleted before it is known what the project allows. */
  Outcome blocked(ApplicationView view, String why) {
    if (DeletionFinalizers.ours(view).isEmpty()) {
      return Outcome.done();
    }
    events.record(view, EventRecorder.Type.WARNING, "DeletionError", why);
    return Outcome.requeueAfter(LOOK_AGAIN);
  }

  /** Returns whether the objects of an Application go with it. */
  static boolean isWanted(ApplicationView view) {
    return DeletionFinalizers.deletesResources(view);
  }

  private SortedMap<Integer, Map<ResourceId, LiveFacts>> waves(
      ApplicationView view, ProjectRules project) {
    SortedMap<Integer, Map<ResourceId, LiveFacts>> waves = new TreeMap<>();
    for (ResourceId id : candidates(view)) {
      boolean definition = id.is("apiextensions.k8s.io", "CustomResourceDefinition");
      Optional<LiveFacts> live =
          definition
                  || view.isItself(id)
                  || isCreatedNamespace(view, id)
                  || project.refuseObject(id).isPresent()
              ? Optional.empty()
              : cluster.typeOf(id).flatMap(type -> reader.ownFacts(view.key(), id, type));
      live.filter(facts -> !stays(view, facts))
          .ifPresent(
              facts -> waves.computeIfAbsent(facts.wave(), wave -> new TreeMap<>()).put(id, facts));
    }
    return waves;
  }

  /**
   * Returns what may be an object of the Application. A watch may show late what the last operation
   * created, so that is looked for by its name, too.
   */
  private Set<ResourceId> candidates(ApplicationView view) {
    Set<ResourceId> ids = new TreeSet<>(cluster.tracked(view.key()));
    view.lastOperation().map(SyncOperation::results).orElse(List.of()).stream()
        .filter(result -> result.hook().isPresent() || cluster.mayBeBehind(result.id()))
        .map(TaskResult::id)
        .forEach(ids::add);
    return ids;
  }

  /** The sync option made it, or would make it: what is in it may be anybody's. */
  private static boolean isCreatedNamespace(ApplicationView view, ResourceId id) {
    return id.is("", "Namespace") && id.name().equals(view.createdNamespace());
  }

  private static boolean stays(ApplicationView view, LiveFacts facts) {
    return deletes(view, facts, "false") || facts.kept();
  }

  /** Returns what the object, or else the Application, says about the deletion of objects. */
  private static boolean deletes(ApplicationView view, LiveFacts facts, String value) {
    return facts
        .options()
        .get("Delete")
        .or(() -> view.hasSpec() ? view.options().get("Delete") : Optional.empty())
        .map(value::equals)
        .orElse(false);
  }

  private Outcome delete(
      ApplicationView view, Map<ResourceId, LiveFacts> wave, boolean background) {
    DeleteOptions.Propagation propagation =
        background ? DeleteOptions.Propagation.BACKGROUND : DeleteOptions.Propagation.FOREGROUND;
    for (Map.Entry<ResourceId, LiveFacts> one : wave.entrySet()) {
      LiveFacts facts = one.getValue();
      boolean asks =
          deletes(view, facts, "confirm")
              && !view.deletionsApproved(view.deletingSince().orElse(Instant.MAX));
      if (asks) {
        events.record(
            view,
            EventRecorder.Type.WARNING,
            "DeletionNeedsApproval",
            one.getKey()
                + " is deleted once the Application is annotated with"
                + " argocd.argoproj.io/deletion-approved, set to the time of the approval, such as"
                + " 2026-01-31T12:00:00Z");
      } else if (!facts.deleting()) {
        ResourceType type = cluster.typeOf(one.getKey()).orElseThrow();
        applier
            .delete(LiveReader.target(type, one.getKey()), facts.uid(), propagation)
            .ifPresent(problem ->
                events.record(
                    view,
                    EventRecorder.Type.WARNING,
                    "DeletionError",
                    one.getKey() + ": " + problem));
      }
    }
    hooks.releaseAll(view.key());
    // The watch triggers a reconcile when an object is deleted; this is for slow deletions.
    return Outcome.requeueAfter(LOOK_AGAIN);
  }

  private Outcome release(ApplicationView view, List<String> ours) {
    ObjectNode patch = Json.object();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", view.resourceVersion());
    ArrayNode left = metadata.putArray("finalizers");
    view.finalizers().stream().filter(f -> !ours.contains(f)).forEach(left::add);
    return switch (objects.mergePatch(view.target(), patch, SyncNames.STATUS_MANAGER)) {
      case WriteResult.Applied applied ->
          left.isEmpty() ? Outcome.done() : Outcome.requeueAfter(SOON);
      case WriteResult.Stale _ -> Outcome.retry(CHANGED);
      case WriteResult.Refused refused when refused.notFound() -> Outcome.done();
      case WriteResult.Refused refused -> Outcome.retry(refused.message());
      case WriteResult.Conflict _ -> Outcome.retry(CHANGED);
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
  }
}
