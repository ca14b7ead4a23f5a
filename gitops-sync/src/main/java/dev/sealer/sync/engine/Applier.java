package dev.sealer.sync.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.ApplicationStatus.ResourceResult;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.DeleteResult;
import dev.sealer.kube.apply.Target;
import dev.sealer.kube.apply.WriteResult;
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
import dev.sealer.sync.plan.SyncPhase;
import dev.sealer.sync.plan.order.Results;
import dev.sealer.sync.status.Images;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes single objects: applies what Git wants, deletes what left it. */
final class Applier {

  private static final String DEFINITION = "CustomResourceDefinition";

  private final ClusterObjects objects;
  private final ServedKinds kinds;
  private final LiveCluster cluster;
  private final LiveReader reader;

  Applier(ClusterObjects objects, ServedKinds kinds, LiveCluster cluster, LiveReader reader) {
    this.objects = objects;
    this.kinds = kinds;
    this.cluster = cluster;
    this.reader = reader;
  }

  /** Asks the API server whether it would take an object that is not there; why not. */
  Optional<String> refusal(Desired desired) {
    Optional<ResourceType> type = kinds.find(desired.apiVersion(), desired.id().kind());
    if (type.isEmpty()) {
      return Optional.of(notServed(desired));
    }
    ApplyOptions dryRun = ApplyOptions.by(SyncNames.FIELD_MANAGER).forced().asDryRun();
    WriteResult result =
        objects.apply(LiveReader.target(type.get(), desired.id()), desired.object(), dryRun);
    return result instanceof WriteResult.Applied ? Optional.empty() : Optional.of(why(result));
  }

  /** Applies one object. */
  ResourceResult apply(Compared one, Desired desired, LiveReader.Rules rules, SyncOptions options) {
    Optional<ResourceType> type = kinds.find(desired.apiVersion(), desired.id().kind());
    if (type.isEmpty()) {
      return failed(desired, notServed(desired));
    }
    Target target = LiveReader.target(type.get(), desired.id());
    one.live().ifPresent(live -> adopt(target, live, desired, options));
    ObjectNode object = carried(one, desired, type.get(), rules);
    WriteResult result = objects.apply(target, object, fenced(one.live()));
    if (result instanceof WriteResult.Stale) {
      throw new ClusterAwayException(desired.id() + " was made or deleted meanwhile");
    }
    if (!(result instanceof WriteResult.Applied applied)) {
      if (mayBeStored(result)) {
        cluster.wroteUnknown(desired.id());
      }
      return failed(desired, why(result));
    }
    wrote(desired, applied);
    String done = one.live().isEmpty() ? "created" : applied.changed() ? "configured" : "unchanged";
    String drift = one.authors().isEmpty() ? "" : "; undid " + one.authors();
    return result(desired, Results.SYNCED, done + drift);
  }

  /** What is applied: Git's object, with what the rules leave to others as it is in the cluster. */
  private ObjectNode carried(
      Compared one, Desired desired, ResourceType type, LiveReader.Rules rules) {
    if (one.live().isEmpty() || !rules.ignored().concerns(desired.id())) {
      return desired.object();
    }
    return reader
        .object(desired.id(), type)
        .map(live -> rules.ignored().carry(desired.id(), desired.object(), live, rules.respected()))
        .orElse(desired.object());
  }

  /**
   * Writes to the very object that was compared, and makes one only where there was none: what
   * another leader pruned in the meantime must not come back.
   */
  private static ApplyOptions fenced(Optional<LiveFacts> live) {
    ApplyOptions forced = ApplyOptions.by(SyncNames.FIELD_MANAGER).forced();
    return live.map(facts -> forced.since(facts.resourceVersion()).onlyUid(facts.uid()))
        .orElseGet(forced::onlyNew);
  }

  private static boolean mayBeStored(WriteResult failure) {
    return failure instanceof WriteResult.Unreachable
        || (failure instanceof WriteResult.Refused refused && refused.code() >= 500);
  }

  /** Deletes one object that left Git. */
  ResourceResult prune(Compared one, SyncOptions options) {
    LiveFacts live = one.live().orElseThrow();
    Optional<ResourceType> type = cluster.typeOf(one.id());
    if (type.isEmpty()) {
      throw new ClusterAwayException("kind " + one.id().kind() + " is not watched");
    }
    cluster.wroteUnknown(one.id());
    String status = Results.PRUNED;
    String message = "pruned";
    Optional<String> problem =
        delete(LiveReader.target(type.get(), one.id()), live.uid(), propagation(options));
    if (problem.isPresent()) {
      status = Results.FAILED;
      message = problem.get();
    }
    return new ResourceResult(
        one.id().group(),
        one.version(),
        one.id().kind(),
        one.id().namespace(),
        one.id().name(),
        status,
        message,
        null,
        null,
        SyncPhase.SYNC.word(),
        List.of());
  }

  /** Deletes the very object; why it could not be deleted. Gone already is as good. */
  Optional<String> delete(Target target, String uid, DeleteOptions.Propagation propagation) {
    return switch (objects.delete(target, DeleteOptions.with(propagation).onlyUid(uid))) {
      case DeleteResult.Deleted deleted -> Optional.empty();
      case DeleteResult.AlreadyGone gone -> Optional.empty();
      case WriteResult.Stale stale -> Optional.empty();
      case WriteResult.Refused refused -> Optional.of(refused.reason() + ": " + refused.message());
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
      case WriteResult.Refused refused -> refused.reason() + ": " + refused.message();
      case WriteResult.Unreachable away -> throw new ClusterAwayException(away.message());
    };
  }

  /** Fields that another tool applied become ours, so that those Git drops go away. */
  private void adopt(Target target, LiveFacts live, Desired desired, SyncOptions options) {
    boolean off =
        desired.options().is("ClientSideApplyMigration", "false")
            || options.is("ClientSideApplyMigration", "false");
    if (!live.adoptable().isEmpty() && !off) {
      // Stale means that someone was faster: the next comparison sees it and comes here again.
      WriteResult ignored =
          objects.adopt(target, live.resourceVersion(), live.adoptable(), SyncNames.FIELD_MANAGER);
      if (ignored instanceof WriteResult.Unreachable away) {
        throw new ClusterAwayException(away.message());
      }
    }
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

  private static ResourceResult failed(Desired desired, String message) {
    return result(desired, Results.FAILED, message);
  }

  static ResourceResult result(Desired desired, String status, String message) {
    return new ResourceResult(
        desired.id().group(),
        desired.version(),
        desired.id().kind(),
        desired.id().namespace(),
        desired.id().name(),
        status,
        message,
        null,
        null,
        SyncPhase.SYNC.word(),
        Images.of(List.of(desired)));
  }
}
