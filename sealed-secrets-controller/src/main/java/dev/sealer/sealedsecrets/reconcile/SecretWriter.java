package dev.sealer.sealedsecrets.reconcile;

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
import org.jspecify.annotations.Nullable;

/** Brings a Secret to what is desired, by the plan for it. */
final class SecretWriter {

  /** How it went. */
  sealed interface Written {

    /** The Secret is as desired. */
    record Done(String uid, String resourceVersion, boolean changed) implements Written {}

    /** It is not. */
    record Failed(Failure failure) implements Written {}
  }

  private static final int UNPROCESSABLE = 422;

  private final ClusterObjects cluster;
  private final String fieldManager;

  SecretWriter(ClusterObjects cluster, String fieldManager) {
    this.cluster = cluster;
    this.fieldManager = fieldManager;
  }

  Written write(SealedObject object, DesiredSecret desired) {
    return switch (cluster.read(Target.secret(object.key()))) {
      case ReadResult.Missing _ -> carryOut(object, desired, null);
      case ReadResult.Found found -> carryOut(object, desired, SecretManifest.read(found.object()));
      case WriteResult.Refused refused -> failed(Reason.REFUSED, refused.message());
      case WriteResult.Unreachable unreachable -> failed(Reason.UNAVAILABLE, unreachable.message());
    };
  }

  private Written carryOut(SealedObject object, DesiredSecret desired, @Nullable LiveSecret live) {
    return carryOut(SecretPlanner.plan(object, desired, live), object, desired, live);
  }

  private Written carryOut(
      SecretPlan plan, SealedObject object, DesiredSecret desired, @Nullable LiveSecret live) {
    return switch (plan) {
      case SecretPlan.Create _ -> create(object, desired);
      case SecretPlan.Refuse(Failure failure) -> new Written.Failed(failure);
      case SecretPlan.Recreate recreate -> recreate(recreate, object, desired);
      case SecretPlan.Update update -> update(update, object, desired, live);
    };
  }

  private Written create(SealedObject object, DesiredSecret desired) {
    boolean immutable = Boolean.TRUE.equals(desired.blueprint().immutable());
    ObjectNode fields = SecretManifest.write(desired, object, desired.owned(), immutable);
    // Without force: a Secret that someone made since we looked is theirs.
    WriteResult result =
        cluster.apply(Target.secret(object.key()), fields, ApplyOptions.by(fieldManager));
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

  private Written update(
      SecretPlan.Update plan,
      SealedObject object,
      DesiredSecret desired,
      @Nullable LiveSecret live) {
    ObjectNode fields = SecretManifest.write(desired, object, plan.setOwner(), plan.immutable());
    WriteResult result =
        cluster.apply(
            Target.secret(object.key()),
            fields,
            ApplyOptions.by(fieldManager).forced().onlyAt(plan.resourceVersion()));
    if (result instanceof WriteResult.Applied applied) {
      return removeForeign(plan, object, desired, applied);
    }
    return live != null && live.immutable() && invalid(result)
        ? carryOut(SecretPlanner.afterImmutable(object, live), object, desired, live)
        : failed(result);
  }

  private static boolean invalid(WriteResult result) {
    return result instanceof WriteResult.Refused refused && refused.code() == UNPROCESSABLE;
  }

  private Written removeForeign(
      SecretPlan.Update plan,
      SealedObject object,
      DesiredSecret desired,
      WriteResult.Applied applied) {
    List<List<String>> foreign =
        SecretPlanner.foreignFields(plan, object, desired, SecretManifest.read(applied.object()));
    if (foreign.isEmpty()) {
      return done(applied, applied.changed());
    }
    WriteResult removed =
        cluster.removeKeys(
            Target.secret(object.key()), applied.resourceVersion(), foreign, fieldManager);
    return removed instanceof WriteResult.Applied last ? done(last, true) : failed(removed);
  }

  private static Written done(WriteResult.Applied applied, boolean changed) {
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
