package dev.sealer.sync.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.DeleteResult;
import dev.sealer.kube.apply.ManagedFields;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.sync.live.ApplyRefusal;
import dev.sealer.sync.live.Cluster;
import dev.sealer.sync.live.ClusterAwayException;
import dev.sealer.sync.live.LiveCluster;
import dev.sealer.sync.live.LiveReader;
import dev.sealer.sync.live.ServedKinds;
import dev.sealer.sync.live.SyncNames;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Desired;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.SyncOptions;
import dev.sealer.sync.plan.diff.MergeRepair;
import dev.sealer.sync.plan.order.TaskResult;
import dev.sealer.sync.status.Images;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Writes single objects: applies what Git wants, deletes what left it. */
final class Applier {

  private static final int MOST_TRIES = 5;
  private static final int INVALID = 422;
  private static final String DEFINITION = "CustomResourceDefinition";

  private final ClusterObjects objects;
  private final ServedKinds kinds;
  private final LiveCluster cluster;
  private final LiveReader reader;

  Applier(Cluster destination) {
    this.objects = destination.objects();
    this.kinds = destination.kinds();
    this.cluster = destination.live();
    this.reader = destination.reader();
  }

  /**
   * Asks the API server whether it would take an object, and changes nothing.
   *
   * @param options of the Application; those of the object win
   * @return why it would not; empty if it would, or if it cannot tell
   */
  Optional<String> refusal(Desired desired, Optional<LiveFacts> live, SyncOptions options) {
    Optional<ResourceType> type = kinds.find(desired.apiVersion(), desired.id().kind());
    if (type.isEmpty()) {
      return isOn("SkipDryRunOnMissingResource", desired, options)
          ? Optional.empty()
          : Optional.of(notServed(desired));
    }
    ApplyOptions dryRun = forced().asDryRun();
    ObjectRef target = LiveReader.target(type.get(), desired.id());
    WriteResult result =
        objects.apply(
            target,
            desired.object(),
            live.map(facts -> dryRun.onlyUid(facts.uid())).orElse(dryRun));
    boolean judged =
        !(result instanceof WriteResult.Refused refused) || ApplyRefusal.isOfManifest(refused);
    return result instanceof WriteResult.Applied || !judged
        ? Optional.empty()
        : Optional.of(why(result));
  }

  /** Returns whether the cluster serves the kind of an object. */
  boolean isServed(Desired desired) {
    return kinds.find(desired.apiVersion(), desired.id().kind()).isPresent();
  }

  /** Applies one object, to the very state that it was compared in. */
  TaskOutcome apply(Compared one, Desired desired, LiveReader.Rules rules, SyncOptions options) {
    Optional<ResourceType> type = kinds.find(desired.apiVersion(), desired.id().kind());
    if (type.isEmpty()) {
      return new TaskOutcome.Done(failed(desired, notServed(desired)));
    }
    ObjectRef target = LiveReader.target(type.get(), desired.id());
    if (one.live().isEmpty()) {
      return create(one, desired, target, rules);
    }
    LiveFacts live = one.live().get();
    boolean replace = isOn("Replace", desired, options);
    boolean force = isOn("Force", desired, options);
    if (replace && force) {
      return recreate(live, target, desired);
    }
    WriteResult result = applyTo(live, target, desired, rules, replace);
    if (result instanceof WriteResult.Refused refused && refused.code() == INVALID) {
      result = repaired(refused, live, target, desired, rules);
    }
    return force
            && result instanceof WriteResult.Refused refused
            && ApplyRefusal.isImmutable(refused)
        ? recreate(live, target, desired)
        : outcome(one, desired, result, rules);
  }

  private TaskOutcome create(
      Compared one, Desired desired, ObjectRef target, LiveReader.Rules rules) {
    WriteResult created = objects.apply(target, desired.object(), forced().onlyNew());
    TaskOutcome outcome = outcome(one, desired, created, rules);
    return created instanceof WriteResult.Applied applied
            && outcome instanceof TaskOutcome.Done(TaskResult result)
        ? new TaskOutcome.Created(result, target, applied.uid())
        : outcome;
  }

  private static boolean isOn(String option, Desired desired, SyncOptions application) {
    return desired.options().get(option).map("true"::equals).orElse(application.on(option));
  }

  private TaskOutcome outcome(
      Compared one, Desired desired, WriteResult result, LiveReader.Rules rules) {
    if (result instanceof WriteResult.Applied applied) {
      reader.applied(desired, applied.object(), rules);
    }
    return result instanceof WriteResult.Stale
        ? new TaskOutcome.Moved()
        : new TaskOutcome.Done(told(one, desired, result));
  }

  private TaskResult told(Compared one, Desired desired, WriteResult result) {
    if (!(result instanceof WriteResult.Applied applied)) {
      if (mayBeStored(result)) {
        cluster.wroteUnknown(desired.id());
      }
      return failed(desired, why(result));
    }
    wrote(desired, applied);
    String done = one.live().isEmpty() ? "created" : applied.changed() ? "configured" : "unchanged";
    String drift = one.authors().isEmpty() ? "" : "; undid " + one.authors();
    return result(desired, TaskResult.Status.SYNCED, done + drift);
  }

  /** Deletes the object, so that it is created again from Git; both only if it is as compared. */
  private TaskOutcome recreate(LiveFacts live, ObjectRef target, Desired desired) {
    if (live.deleting()) {
      return new TaskOutcome.Later();
    }
    cluster.wroteUnknown(desired.id());
    DeleteOptions how =
        DeleteOptions.with(DeleteOptions.Propagation.BACKGROUND)
            .onlyUid(live.uid())
            .onlyAt(live.resourceVersion());
    return switch (objects.delete(target, how)) {
      case DeleteResult.Deleted _, DeleteResult.AlreadyGone _ -> new TaskOutcome.Later();
      case WriteResult.Stale _ -> new TaskOutcome.Moved();
      case WriteResult.Refused refused ->
          new TaskOutcome.Done(failed(desired, ApplyRefusal.describe(refused)));
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
  }

  /**
   * Writes Git's object, with what the rules leave to others as it is in the cluster. Only the
   * object that was compared is written to, and only while nothing of it changed but its status.
   *
   * @param replace whether fields that Git does not declare are removed, no matter who owns them
   */
  private WriteResult applyTo(
      LiveFacts live, ObjectRef target, Desired desired, LiveReader.Rules rules, boolean replace) {
    String version = live.resourceVersion();
    for (ManagedFields.Adoption adoption : adoptions(live, desired, rules, replace)) {
      WriteResult adopted = objects.adopt(target, version, adoption, SyncNames.FIELD_MANAGER);
      if (!(adopted instanceof WriteResult.Applied applied)) {
        return adopted;
      }
      version = applied.resourceVersion();
    }
    WriteResult result = new WriteResult.Stale("changed");
    for (int i = 0; i < MOST_TRIES && result instanceof WriteResult.Stale; i++) {
      ObjectNode object = desired.object();
      if (rules.ignored().concerns(desired.id()) || i > 0) {
        Optional<JsonNode> current = reader.unmoved(desired.id(), target, live.uid());
        if (current.isEmpty()) {
          return result;
        }
        version = current.get().path("metadata").path("resourceVersion").asText();
        object = rules.ignored().carry(desired.id(), object, current.get(), rules.respected());
      }
      result = objects.apply(target, object, forced().onlyAt(version).onlyUid(live.uid()));
    }
    return result;
  }

  /** Returns the fields to adopt first, so that fields that Git does not declare are removed. */
  private List<ManagedFields.Adoption> adoptions(
      LiveFacts live, Desired desired, LiveReader.Rules rules, boolean replace) {
    List<ManagedFields.Adoption> all = new ArrayList<>();
    Set<String> managers = replace ? live.managers() : rules.adopted().find(live, desired);
    if (!managers.isEmpty()) {
      all.add(ManagedFields.Adoption.all(managers));
    }
    reader
        .shared(desired.id())
        .ifPresent(
            shared -> all.add(ManagedFields.Adoption.of(shared.managers(), shared.fields())));
    return all;
  }

  /** Applies again without what makes the merge invalid; the same refusal if nothing does. */
  private WriteResult repaired(
      WriteResult.Refused refused,
      LiveFacts live,
      ObjectRef target,
      Desired desired,
      LiveReader.Rules rules) {
    Optional<JsonNode> current = reader.unmoved(desired.id(), target, live.uid());
    if (current.isEmpty()) {
      return new WriteResult.Stale("changed");
    }
    ObjectNode object =
        rules.ignored().carry(desired.id(), desired.object(), current.get(), rules.respected());
    List<String> fields = refused.causes().stream().map(WriteResult.Cause::field).toList();
    Optional<MergeRepair> found =
        MergeRepair.find(object, current.get(), fields, SyncNames.FIELD_MANAGER);
    if (found.isEmpty()) {
      return refused;
    }
    String version = current.get().path("metadata").path("resourceVersion").asText();
    MergeRepair repair = found.get();
    WriteResult adopted =
        objects.adopt(
            target,
            version,
            ManagedFields.Adoption.of(repair.managers(), repair.fields())
                .claiming(repair.defaults()),
            SyncNames.FIELD_MANAGER);
    return adopted instanceof WriteResult.Applied applied
        ? objects.apply(
            target,
            repair.withoutNulls(object),
            forced().onlyAt(applied.resourceVersion()).onlyUid(live.uid()))
        : adopted;
  }

  private static ApplyOptions forced() {
    return ApplyOptions.by(SyncNames.FIELD_MANAGER).forced();
  }

  private static boolean mayBeStored(WriteResult failure) {
    return failure instanceof WriteResult.Unreachable
        || (failure instanceof WriteResult.Refused refused && refused.code() >= 500);
  }

  /** Deletes one object that left Git. */
  TaskOutcome prune(Compared one, SyncOptions options) {
    LiveFacts live = one.live().orElseThrow();
    Optional<ResourceType> type = cluster.typeOf(one.id());
    if (type.isEmpty()) {
      throw new ClusterAwayException("kind " + one.id().kind() + " is not watched");
    }
    cluster.wroteUnknown(one.id());
    TaskResult.Status status = TaskResult.Status.PRUNED;
    String message = "pruned";
    DeleteOptions how =
        DeleteOptions.with(propagation(options)).onlyUid(live.uid()).onlyAt(live.resourceVersion());
    switch (objects.delete(LiveReader.target(type.get(), one.id()), how)) {
      case DeleteResult.Deleted _, DeleteResult.AlreadyGone _ -> {}
      case WriteResult.Stale _ -> {
        return new TaskOutcome.Moved();
      }
      case WriteResult.Refused refused -> {
        status = TaskResult.Status.FAILED;
        message = ApplyRefusal.describe(refused);
      }
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    }
    return new TaskOutcome.Done(TaskResult.left(one, status, message));
  }

  /** Deletes the very object; why it could not be deleted. Gone already is as good. */
  Optional<String> delete(ObjectRef target, String uid, DeleteOptions.Propagation propagation) {
    return switch (objects.delete(target, DeleteOptions.with(propagation).onlyUid(uid))) {
      case DeleteResult.Deleted deleted -> Optional.empty();
      case DeleteResult.AlreadyGone gone -> Optional.empty();
      case WriteResult.Stale stale -> Optional.empty();
      case WriteResult.Refused refused -> Optional.of(ApplyRefusal.describe(refused));
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
  }

  static DeleteOptions.Propagation propagation(SyncOptions options) {
    String wanted = options.get("PrunePropagationPolicy").orElse("foreground");
    return switch (wanted.toLowerCase(Locale.ROOT)) {
      case "background" -> DeleteOptions.Propagation.BACKGROUND;
      case "orphan" -> DeleteOptions.Propagation.ORPHAN;
      default -> DeleteOptions.Propagation.FOREGROUND;
    };
  }

  static String why(WriteResult result) {
    return switch (result) {
      case WriteResult.Applied applied -> "applied";
      case WriteResult.Conflict conflict -> conflict.message();
      case WriteResult.Stale stale -> stale.message();
      case WriteResult.Refused refused -> ApplyRefusal.describe(refused);
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
  }

  private void wrote(Desired desired, WriteResult.Applied applied) {
    ResourceId id = desired.id();
    cluster.wrote(id, applied.resourceVersion());
    if (id.kind().equals(DEFINITION)) {
      kinds.forget(desired.object().path("spec").path("group").asText());
    }
  }

  private static String notServed(Desired desired) {
    return "the cluster does not serve kind "
        + desired.id().kind()
        + " of "
        + desired.apiVersion()
        + "; install its CustomResourceDefinition first";
  }

  private static TaskResult failed(Desired desired, String message) {
    return result(desired, TaskResult.Status.FAILED, message);
  }

  static TaskResult result(Desired desired, TaskResult.Status status, String message) {
    return TaskResult.applied(desired, status, message, Images.of(List.of(desired)));
  }
}
