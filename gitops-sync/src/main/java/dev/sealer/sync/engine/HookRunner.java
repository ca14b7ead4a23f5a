package dev.sealer.sync.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.health.Health;
import dev.sealer.sync.health.HealthStatus;
import dev.sealer.sync.live.Cluster;
import dev.sealer.sync.live.ClusterAwayException;
import dev.sealer.sync.live.LiveCluster;
import dev.sealer.sync.live.LiveObject.HookMark;
import dev.sealer.sync.live.LiveReader;
import dev.sealer.sync.live.ServedKinds;
import dev.sealer.sync.live.SyncNames;
import dev.sealer.sync.manifest.Manifest;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.Hook;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.PausedHook;
import dev.sealer.sync.plan.SyncPhase;
import dev.sealer.sync.plan.Tracking;
import dev.sealer.sync.plan.operation.SyncOperation;
import dev.sealer.sync.plan.order.TaskResult;
import dev.sealer.sync.plan.order.TaskResult.HookState;
import dev.sealer.sync.plan.order.TaskResults;
import dev.sealer.sync.status.ApplicationStatusFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the objects of hooks and sees to it that they go when they should. */
final class HookRunner {

  private final ClusterObjects objects;
  private final ServedKinds kinds;
  private final LiveCluster cluster;
  private final LiveReader reader;
  private final Applier applier;

  HookRunner(Cluster destination, Applier applier) {
    this.objects = destination.objects();
    this.kinds = destination.kinds();
    this.cluster = destination.live();
    this.reader = destination.reader();
    this.applier = applier;
  }

  /**
   * A hook with the name it has in an operation: one made of {@code generateName} is told apart.
   */
  static Desired named(Desired hook, SyncOperation operation, String revision) {
    String prefix = hook.object().path("metadata").path("generateName").asText();
    if (!hook.id().name().isEmpty() || prefix.isEmpty()) {
      return hook;
    }
    SyncPhase phase =
        hook.hook().orElseThrow().phases().stream().sorted().findFirst().orElseThrow();
    String name =
        prefix
            + revision.substring(0, Math.min(7, revision.length()))
            + "-"
            + phase.word().toLowerCase(Locale.ROOT)
            + "-"
            + operation.startedAt().getEpochSecond();
    ObjectNode object = hook.object().deepCopy();
    ObjectNode metadata = (ObjectNode) object.path("metadata");
    metadata.remove("generateName");
    metadata.put("name", name);
    Manifest.annotation(object, Tracking.ANNOTATION)
        .flatMap(Tracking::parse)
        .ifPresent(t ->
            metadata
                .withObject("/annotations")
                .put(
                    Tracking.ANNOTATION,
                    new Tracking(t.application(), t.group(), t.kind(), t.namespace(), name)
                        .value()));
    ResourceId id =
        new ResourceId(hook.id().group(), hook.id().kind(), hook.id().namespace(), name);
    return new Desired(
        id, hook.version(), object, hook.origin(), hook.wave(), hook.hook(), hook.marks());
  }

  /**
   * Makes a hook's object; one that this operation made before is taken as it is, so that nothing
   * runs twice after a crash.
   *
   * @return {@link TaskOutcome.Later} while an older object is on its way out
   */
  TaskOutcome start(Desired hook, SyncPhase phase, SyncOperation operation) {
    Optional<ResourceType> type = kinds.find(hook.apiVersion(), hook.id().kind());
    if (type.isEmpty()) {
      return new TaskOutcome.Done(
          result(hook, phase, HookState.FAILED, "the cluster does not serve its kind"));
    }
    ObjectRef target = LiveReader.target(type.get(), hook.id());
    String mark = mark(operation, phase);
    Optional<JsonNode> there = reader.object(hook.id(), type.get());
    if (there.isPresent()) {
      String made = Manifest.annotation(there.get(), SyncNames.OPERATION).orElse("");
      if (made.equals(mark)) {
        return new TaskOutcome.Done(result(hook, phase, HookState.RUNNING, "running"));
      }
      // What an earlier try of this operation made, or what never ran, is of no use to anybody.
      boolean replaced =
          made.startsWith(ApplicationStatusFactory.time(operation.startedAt()) + "/")
              || PausedHook.isPaused(there.get());
      return makeRoom(hook, phase, target, reader.facts(there.get()), replaced)
          .<TaskOutcome>map(TaskOutcome.Done::new)
          .orElseGet(TaskOutcome.Later::new);
    }
    ObjectNode object = hook.object().deepCopy();
    ((ObjectNode) object.path("metadata").path("annotations")).put(SyncNames.OPERATION, mark);
    object.withObject("/metadata").withArray("finalizers").add(SyncNames.HOOK_FINALIZER);
    PausedHook.pause(object);
    WriteResult made =
        objects.create(type.get(), hook.id().namespace(), object, SyncNames.FIELD_MANAGER);
    return made instanceof WriteResult.Applied applied
        ? new TaskOutcome.Created(
            result(hook, phase, HookState.RUNNING, "running"), target, applied.uid())
        : new TaskOutcome.Done(result(hook, phase, HookState.FAILED, Applier.why(made)));
  }

  /**
   * Lets the hooks run that the status says were created. Anyone who resumes one later than that
   * finds another object, or none.
   *
   * @return whether any runs from now on
   */
  boolean resume(Map<Desired, Optional<LiveFacts>> hooked, SyncOperation stored) {
    TaskResults results = new TaskResults(stored.results());
    boolean any = false;
    for (Map.Entry<Desired, Optional<LiveFacts>> one : hooked.entrySet()) {
      Desired hook = one.getKey();
      if (one.getValue().filter(LiveFacts::paused).isPresent()) {
        for (SyncPhase phase : hook.hook().orElseThrow().phases()) {
          boolean runs = results.ofHook(hook.id(), phase).filter(TaskResult::isRunning).isPresent();
          any |= runs && resume(hook, mark(stored, phase));
        }
      }
    }
    return any;
  }

  private boolean resume(Desired hook, String mark) {
    Optional<ResourceType> type = kinds.find(hook.apiVersion(), hook.id().kind());
    Optional<JsonNode> live =
        type.flatMap(kind -> reader.object(hook.id(), kind)).filter(PausedHook::isPaused);
    if (live.isEmpty()) {
      return false;
    }
    ObjectRef target = LiveReader.target(type.orElseThrow(), hook.id());
    if (!Manifest.annotation(live.get(), SyncNames.OPERATION).equals(Optional.of(mark))) {
      // A former leader created it where this sync had one.
      delete(target, reader.facts(live.get()));
      release(hook.id());
      return false;
    }
    // Where it does not work now, the object is still paused, and it is tried again.
    return objects.mergePatch(target, PausedHook.resume(live.get()), SyncNames.FIELD_MANAGER)
        instanceof WriteResult.Applied;
  }

  private static String mark(SyncOperation operation, SyncPhase phase) {
    return ApplicationStatusFactory.time(operation.startedAt())
        + "/"
        + tryOf(operation)
        + phase.word();
  }

  /**
   * Returns the part of a mark that names the retry: each retry runs the hooks again, and their
   * marks differ. The first try has none.
   */
  private static String tryOf(SyncOperation operation) {
    long retries = operation.retries();
    return retries == 0 ? "" : "retry-" + retries + "/";
  }

  /**
   * Looks how a running hook does.
   *
   * @return its result, with another phase when it has ended
   */
  TaskResult settle(Desired hook, SyncPhase phase, TaskResult running, Optional<LiveFacts> live) {
    if (live.isEmpty()) {
      return result(hook, phase, HookState.FAILED, "its object was deleted before it ended");
    }
    if (live.get().paused() && !live.get().deleting()) {
      return running;
    }
    Health health = live.get().health().orElse(Health.HEALTHY);
    return switch (health.status()) {
      case HEALTHY -> result(hook, phase, HookState.SUCCEEDED, health.message());
      case DEGRADED, UNKNOWN -> result(hook, phase, HookState.FAILED, health.message());
      case SUSPENDED, PROGRESSING, MISSING ->
          live.get().deleting()
              ? result(hook, phase, HookState.FAILED, "its object was deleted before it ended")
              : running;
    };
  }

  /** Releases hooks whose result is stored: deleting them now loses nothing. */
  void releaseEnded(Map<Desired, Optional<LiveFacts>> hooked, TaskResults stored) {
    hooked.forEach((hook, live) -> {
      if (live.isPresent() && isOver(hook, stored)) {
        release(hook.id());
      }
    });
  }

  /**
   * Lets go of the hooks of an Application that has no sync running, or that does not exist any
   * more. They would keep their namespace from being deleted. One that has not run, because its
   * sync has ended before, is deleted.
   */
  void releaseAll(ObjectKey application) {
    for (ResourceId id : cluster.held(application)) {
      Optional<ResourceType> type = cluster.typeOf(id);
      if (type.isPresent() && isMarked(id, HookMark.IS_PAUSED)) {
        reader
            .object(id, type.get())
            .filter(PausedHook::isPaused)
            .map(reader::facts)
            .filter(live -> !live.deleting())
            .ifPresent(live -> delete(LiveReader.target(type.get(), id), live));
      }
      release(id);
    }
  }

  private void release(ResourceId id) {
    Optional<ResourceType> type = cluster.typeOf(id);
    if (type.isEmpty() || !isMarked(id, HookMark.HAS_FINALIZER)) {
      return;
    }
    letGo(LiveReader.target(type.get(), id));
  }

  /** Takes the finalizer of hooks off an object. */
  void letGo(ObjectRef target) {
    if (objects.readMetadata(target) instanceof ObjectReadResult.Found found) {
      ObjectNode patch = Json.object();
      ObjectNode metadata = patch.putObject("metadata");
      metadata.put("resourceVersion", found.resourceVersion());
      ArrayNode left = metadata.putArray("finalizers");
      for (JsonNode finalizer : found.object().path("metadata").path("finalizers")) {
        if (!finalizer.asText().equals(SyncNames.HOOK_FINALIZER)) {
          left.add(finalizer);
        }
      }
      // Where it does not work now, the watch still shows the finalizer, and it is tried again.
      WriteResult _ = objects.mergePatch(target, patch, SyncNames.FIELD_MANAGER);
    }
  }

  private boolean isMarked(ResourceId id, HookMark mark) {
    return cluster.find(id).filter(live -> live.marks().contains(mark)).isPresent();
  }

  private static boolean isOver(Desired hook, TaskResults results) {
    List<TaskResult> own =
        hook.hook().orElseThrow().phases().stream()
            .flatMap(phase -> results.ofHook(hook.id(), phase).stream())
            .toList();
    return !own.isEmpty() && own.stream().noneMatch(TaskResult::isRunning);
  }

  /**
   * Deletes the objects of hooks that ask for it, once the whole sync has ended: a ServiceAccount
   * that a later hook runs under is a hook that has succeeded from the start.
   */
  void cleanUp(
      Map<Desired, Optional<LiveFacts>> hooked, TaskResults results, Hook.DeletePolicy policy) {
    hooked.forEach((hook, live) -> {
      Hook facts = hook.hook().orElseThrow();
      if (isOver(hook, results) && live.isPresent() && facts.deletePolicies().contains(policy)) {
        kinds
            .find(hook.apiVersion(), hook.id().kind())
            .ifPresent(type -> delete(LiveReader.target(type, hook.id()), live.get()));
      }
    });
  }

  private Optional<TaskResult> makeRoom(
      Desired hook, SyncPhase phase, ObjectRef target, LiveFacts old, boolean replaced) {
    boolean running =
        old.health()
            .map(Health::status)
            .filter(
                status -> status == HealthStatus.PROGRESSING || status == HealthStatus.SUSPENDED)
            .isPresent();
    // What has ended is in the way of nobody but this hook, whatever its delete policy waits for.
    boolean allowed =
        replaced
            || !running
            || hook.hook()
                .orElseThrow()
                .deletePolicies()
                .contains(Hook.DeletePolicy.BEFORE_CREATION);
    if (!allowed) {
      return Optional.of(
          result(
              hook,
              phase,
              HookState.FAILED,
              "its object of an earlier sync still runs, and its delete policy keeps it"));
    }
    if (!old.deleting()) {
      delete(target, old);
    }
    release(hook.id());
    return Optional.empty();
  }

  private void delete(ObjectRef target, LiveFacts live) {
    Optional<String> problem =
        applier.delete(target, live.uid(), DeleteOptions.Propagation.BACKGROUND);
    if (problem.isPresent()) {
      throw new ClusterAwayException(target + " cannot be deleted: " + problem.get());
    }
  }

  private static TaskResult result(Desired hook, SyncPhase phase, HookState state, String message) {
    return TaskResult.hook(hook, phase, state, message);
  }
}
