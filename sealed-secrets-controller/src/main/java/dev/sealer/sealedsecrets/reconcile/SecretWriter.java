package dev.sealer.sealedsecrets.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.DeleteResult;
import dev.sealer.kube.apply.ReadResult;
import dev.sealer.kube.apply.Target;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.Failure.Reason;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.secret.DesiredSecret;
import dev.sealer.sealedsecrets.plan.secret.LiveSecret;
import dev.sealer.sealedsecrets.plan.secret.SecretPlan;
import dev.sealer.sealedsecrets.plan.secret.SecretPlanner;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Brings a Secret to what is desired, by the plan for it. */
final class SecretWriter {

  /** How it went. */
  sealed interface Written {

    /** The Secret is as desired. */
    record Done(String uid, String resourceVersion, boolean changed) implements Written {}

    /** It is not. */
    record Failed(Failure failure) implements Written {}

    /** The SealedSecret is no longer what was planned for; nothing was written. */
    record Outdated() implements Written {}

    /** The SealedSecret was deleted; nothing was written. */
    record Gone() implements Written {}
  }

  /** An update and what it is of. */
  private record Change(SecretPlan.Update plan, SealedObject object, DesiredSecret desired) {
    Target target() {
      return Target.secret(object.key());
    }

    ObjectNode fields() {
      return SecretManifest.write(desired, object, plan.setOwner(), plan.immutable());
    }
  }

  private static final int UNPROCESSABLE = 422;

  private final ClusterObjects cluster;
  private final String fieldManager;
  private final Function<SealedObject, LatestObjects.Source> source;

  /**
   * A writer.
   *
   * @param source asks whether a SealedSecret is still the same
   */
  SecretWriter(
      ClusterObjects cluster,
      String fieldManager,
      Function<SealedObject, LatestObjects.Source> source) {
    this.cluster = cluster;
    this.fieldManager = fieldManager;
    this.source = source;
  }

  /**
   * Makes it so. The Secret is read before the SealedSecret, and only written as it was read:
   * whoever wrote from a newer SealedSecret in between wins.
   *
   * @param isFirst whether there was never a Secret, as far as is known: then none is asked for. A
   *     wrong guess costs a call and does nothing to a Secret that is there.
   */
  Written write(SealedObject object, DesiredSecret desired, boolean isFirst) {
    if (isFirst) {
      WriteResult result = make(object, desired);
      boolean isThere =
          result instanceof WriteResult.Stale || result instanceof WriteResult.Conflict;
      if (!isThere) {
        return created(result);
      }
    }
    return switch (cluster.read(Target.secret(object.key()))) {
      case ReadResult.Missing _ -> ifCurrent(object, desired, null);
      case ReadResult.Found found -> ifCurrent(object, desired, found.object());
      case WriteResult.Refused refused -> failed(Reason.REFUSED, refused.message());
      case WriteResult.Unreachable unreachable -> failed(Reason.UNAVAILABLE, unreachable.message());
    };
  }

  private Written ifCurrent(SealedObject object, DesiredSecret desired, @Nullable JsonNode live) {
    return switch (source.apply(object)) {
      case LatestObjects.Source.Current _ -> carryOut(object, desired, live);
      case LatestObjects.Source.Changed _ -> new Written.Outdated();
      case LatestObjects.Source.Deleted _ -> new Written.Gone();
      case LatestObjects.Source.Failed(Failure failure) -> new Written.Failed(failure);
    };
  }

  private Written carryOut(SealedObject object, DesiredSecret desired, @Nullable JsonNode live) {
    LiveSecret read = live == null ? null : SecretManifest.read(live);
    return switch (SecretPlanner.plan(object, desired, read)) {
      case SecretPlan.Update update when live != null ->
          update(new Change(update, object, desired), live);
      case SecretPlan other -> carryOut(other, object, desired);
    };
  }

  private Written carryOut(SecretPlan plan, SealedObject object, DesiredSecret desired) {
    return switch (plan) {
      case SecretPlan.Create _ -> create(object, desired);
      case SecretPlan.Refuse(Failure failure) -> new Written.Failed(failure);
      case SecretPlan.Recreate recreate -> recreate(recreate, object, desired);
      case SecretPlan.Update _ -> throw new IllegalArgumentException("nothing is there to update");
    };
  }

  private Written create(SealedObject object, DesiredSecret desired) {
    return created(make(object, desired));
  }

  /** Stale or a conflict when there is one: a Secret made since we looked is somebody's. */
  private WriteResult make(SealedObject object, DesiredSecret desired) {
    boolean immutable = Boolean.TRUE.equals(desired.blueprint().immutable());
    ObjectNode fields = SecretManifest.write(desired, object, desired.owned(), immutable);
    return cluster.apply(
        Target.secret(object.key()),
        fields,
        ApplyOptions.by(fieldManager).onlyNew().answeringMetadata());
  }

  private static Written created(WriteResult result) {
    return result instanceof WriteResult.Applied applied ? done(applied, true) : failed(result);
  }

  private Written recreate(SecretPlan.Recreate plan, SealedObject object, DesiredSecret desired) {
    DeleteResult deleted =
        cluster.delete(
            Target.secret(object.key()),
            DeleteOptions.with(DeleteOptions.Propagation.BACKGROUND)
                .onlyUid(plan.uid())
                .onlyAt(plan.resourceVersion()));
    return switch (deleted) {
      case DeleteResult.Deleted _ -> create(object, desired);
      case DeleteResult.AlreadyGone _ -> create(object, desired);
      case WriteResult.Stale stale -> failed(Reason.UNAVAILABLE, stale.message());
      case WriteResult.Refused refused -> failed(Reason.REFUSED, refused.message());
      case WriteResult.Unreachable unreachable -> failed(Reason.UNAVAILABLE, unreachable.message());
    };
  }

  /** What is as desired already is not applied: at most the ownership of its fields changes. */
  private Written update(Change change, JsonNode live) {
    ObjectNode fields = change.fields();
    Ownership ownership = Ownership.of(live, SecretManifest.fields(fields), fieldManager);
    boolean asDesired = SecretManifest.holds(live, fields) && ownership.claimable();
    String version = change.plan().resourceVersion();
    if (asDesired ? !ownership.settled() : ownership.sharedWithPeer()) {
      WriteResult adopted =
          cluster.adopt(change.target(), version, ownership.adoption(asDesired), fieldManager);
      if (!(adopted instanceof WriteResult.Applied now)) {
        return failed(adopted);
      }
      version = now.resourceVersion();
    }
    LiveSecret read = SecretManifest.read(live);
    return asDesired
        ? removeForeign(change, read, new Written.Done(read.uid(), version, false))
        : apply(change, read, fields, version);
  }

  private Written apply(Change change, LiveSecret live, ObjectNode fields, String version) {
    WriteResult result =
        cluster.apply(
            change.target(), fields, ApplyOptions.by(fieldManager).forced().onlyAt(version));
    if (result instanceof WriteResult.Applied applied) {
      return removeForeign(
          change, SecretManifest.read(applied.object()), done(applied, applied.changed()));
    }
    return live.immutable() && invalid(result)
        ? carryOut(
            SecretPlanner.afterImmutable(change.object(), live), change.object(), change.desired())
        : failed(result);
  }

  private static boolean invalid(WriteResult result) {
    return result instanceof WriteResult.Refused refused && refused.code() == UNPROCESSABLE;
  }

  /** Takes away what the SealedSecret does not state, and is not ours to leave out. */
  private Written removeForeign(Change change, LiveSecret now, Written.Done before) {
    List<List<String>> foreign =
        SecretPlanner.foreignFields(change.plan(), change.object(), change.desired(), now);
    if (foreign.isEmpty()) {
      return before;
    }
    WriteResult removed =
        cluster.removeKeys(change.target(), before.resourceVersion(), foreign, fieldManager);
    return removed instanceof WriteResult.Applied last ? done(last, true) : failed(removed);
  }

  private static Written.Done done(WriteResult.Applied applied, boolean changed) {
    return new Written.Done(applied.uid(), applied.resourceVersion(), changed);
  }

  private static Written failed(WriteResult result) {
    return switch (result) {
      case WriteResult.Refused refused -> failed(Reason.REFUSED, refused.message());
      case WriteResult.Stale stale -> failed(Reason.UNAVAILABLE, stale.message());
      case WriteResult.Conflict conflict -> failed(Reason.UNAVAILABLE, conflict.message());
      case WriteResult.Unreachable unreachable -> failed(Reason.UNAVAILABLE, unreachable.message());
      case WriteResult.Applied _ -> throw new IllegalArgumentException("applied is no failure");
    };
  }

  private static Written failed(Reason reason, String message) {
    return new Written.Failed(new Failure(reason, message));
  }
}
