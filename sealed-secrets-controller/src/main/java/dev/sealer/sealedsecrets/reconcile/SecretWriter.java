package dev.sealer.sealedsecrets.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.DeleteResult;
import dev.sealer.kube.apply.ManagedFields;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.Failure.Reason;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.secret.DeclaredSecret;
import dev.sealer.sealedsecrets.plan.secret.ExistingSecret;
import dev.sealer.sealedsecrets.plan.secret.SecretManifest;
import dev.sealer.sealedsecrets.plan.secret.SecretPlan;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a Secret what its SealedSecret declares: reads it once, plans, and carries out the plan. If
 * a step finds the Secret changed, it starts over from a new read, up to {@link #MOST_READS} reads.
 */
final class SecretWriter {

  /** The result of a write. */
  sealed interface Written {

    /** The Secret is as desired. */
    record Done(ExistingSecret secret, boolean changed) implements Written, StepResult {}

    /** The Secret is not as desired. */
    record Failed(Failure failure) implements Written, StepResult {}

    /** The SealedSecret is no longer what was planned for; nothing was written. */
    record Outdated() implements Written {}

    /** The SealedSecret was deleted; nothing was written. */
    record Gone() implements Written {}
  }

  /** The result of one step of a plan. */
  sealed interface StepResult {

    /** Somebody else changed the Secret since it was read. */
    record Changed() implements StepResult {}

    /** The API server does not accept the change. */
    record Invalid(Failure failure) implements StepResult {}
  }

  /** The largest number of reads and plans while others change the Secret. */
  static final int MOST_READS = 3;

  private static final int UNPROCESSABLE = 422;
  private static final ExistingSecret NONE = ExistingSecret.of(MissingNode.getInstance());

  private final ClusterObjects cluster;
  private final String fieldManager;
  private final Function<SealedObject, LatestObjects.Source> source;

  /**
   * Creates a writer.
   *
   * @param source asks the API server whether a SealedSecret is still the same
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
   * Writes the Secret. It is read before the SealedSecret is compared with the API server, and only
   * written as it was read: anyone who wrote from a newer SealedSecret in between wins.
   *
   * @param isFirst whether there was never a Secret, as far as is known: then none is read. A wrong
   *     guess costs a call and does nothing to a Secret that exists.
   */
  Written write(SealedObject object, DeclaredSecret desired, boolean isFirst) {
    Optional<Written> written =
        isFirst ? carryOut(object, desired, SecretPlan.toCreate(desired), NONE) : Optional.empty();
    for (int reads = 0; written.isEmpty() && reads < MOST_READS; reads++) {
      written = attempt(object, desired);
    }
    return written.orElseGet(
        () -> failed(Reason.UNAVAILABLE, "the Secret changed while it was written"));
  }

  /** Returns nothing if somebody else changed the Secret meanwhile. */
  private Optional<Written> attempt(SealedObject object, DeclaredSecret desired) {
    return switch (cluster.read(ObjectRef.secret(object.key()))) {
      case ObjectReadResult.Missing _ -> ifCurrent(object, desired, MissingNode.getInstance());
      case ObjectReadResult.Found found -> ifCurrent(object, desired, found.object());
      case WriteResult.Refused refused -> Optional.of(failed(Reason.REFUSED, refused.message()));
      case WriteResult.Unreachable unreachable ->
          Optional.of(failed(Reason.UNAVAILABLE, unreachable.message()));
    };
  }

  private Optional<Written> ifCurrent(SealedObject object, DeclaredSecret desired, JsonNode live) {
    return switch (source.apply(object)) {
      case LatestObjects.Source.Current _ -> {
        SecretPlan plan =
            live.isMissingNode()
                ? SecretPlan.toCreate(desired)
                : SecretPlan.toUpdate(object, desired, live, fieldManager);
        yield carryOut(object, desired, plan, ExistingSecret.of(live));
      }
      case LatestObjects.Source.Changed _ -> Optional.of(new Written.Outdated());
      case LatestObjects.Source.Deleted _ -> Optional.of(new Written.Gone());
      case LatestObjects.Source.Failed(Failure failure) -> Optional.of(new Written.Failed(failure));
    };
  }

  private Optional<Written> carryOut(
      SealedObject object, DeclaredSecret desired, SecretPlan plan, ExistingSecret live) {
    return switch (plan) {
      case SecretPlan.Refuse(Failure failure) -> Optional.of(new Written.Failed(failure));
      case SecretPlan.Write write -> {
        StepResult last = new Written.Done(live, false);
        for (SecretPlan.Step step : write.steps()) {
          if (last instanceof Written.Done done) {
            last = carryOut(object, desired, step, done);
          }
        }
        yield switch (last) {
          case Written.Done done -> Optional.of(done);
          case Written.Failed failed -> Optional.of(failed);
          case StepResult.Changed _ -> Optional.empty();
          case StepResult.Invalid(Failure failure) ->
              write.ifImmutable().isPresent()
                  ? carryOut(object, desired, write.ifImmutable().get(), live)
                  : Optional.of(new Written.Failed(failure));
        };
      }
    };
  }

  /** Carries out one step on the Secret as the step before left it. */
  private StepResult carryOut(
      SealedObject object, DeclaredSecret desired, SecretPlan.Step step, Written.Done before) {
    ObjectRef target = ObjectRef.secret(object.key());
    String version = before.secret().resourceVersion();
    return switch (step) {
      case SecretPlan.Step.Create create -> {
        ObjectNode fields =
            SecretManifest.write(desired, object, create.setOwner(), create.immutable());
        ApplyOptions options = ApplyOptions.by(fieldManager).onlyNew().answeringMetadata();
        yield applied(cluster.apply(target, fields, options), true);
      }
      case SecretPlan.Step.Delete delete -> delete(target, delete, before);
      case SecretPlan.Step.Adopt(ManagedFields.Adoption adoption) ->
          switch (cluster.adopt(target, version, adoption, fieldManager)) {
            case WriteResult.Applied now ->
                new Written.Done(before.secret().at(now.resourceVersion()), before.changed());
            case WriteResult other -> notApplied(other);
          };
      case SecretPlan.Step.Apply apply -> {
        ObjectNode fields =
            SecretManifest.write(desired, object, apply.setOwner(), apply.immutable());
        ApplyOptions options = ApplyOptions.by(fieldManager).forced().onlyAt(version);
        WriteResult result = cluster.apply(target, fields, options);
        yield result instanceof WriteResult.Refused refused && refused.code() == UNPROCESSABLE
            ? new StepResult.Invalid(new Failure(Reason.REFUSED, refused.message()))
            : applied(result, before.changed());
      }
      case SecretPlan.Step.RemoveForeign(SecretPlan.Foreign foreign) -> {
        List<List<String>> fields =
            SecretPlan.foreignFields(foreign, object, desired, before.secret());
        yield fields.isEmpty()
            ? before
            : applied(cluster.removeKeys(target, version, fields, fieldManager), true);
      }
    };
  }

  private StepResult delete(ObjectRef target, SecretPlan.Step.Delete step, Written.Done before) {
    DeleteOptions options =
        DeleteOptions.with(DeleteOptions.Propagation.BACKGROUND)
            .onlyUid(step.uid())
            .onlyAt(step.resourceVersion());
    return switch (cluster.delete(target, options)) {
      case DeleteResult.Deleted _ -> before;
      case DeleteResult.AlreadyGone _ -> before;
      case WriteResult.Stale _ -> new StepResult.Changed();
      case WriteResult.Refused refused -> failed(Reason.REFUSED, refused.message());
      case WriteResult.Unreachable unreachable -> failed(Reason.UNAVAILABLE, unreachable.message());
    };
  }

  private static StepResult applied(WriteResult result, boolean isChanged) {
    return result instanceof WriteResult.Applied applied
        ? new Written.Done(ExistingSecret.of(applied.object()), isChanged || applied.changed())
        : notApplied(result);
  }

  /** A Secret that appeared where there was none is stale or in conflict; so is a changed one. */
  private static StepResult notApplied(WriteResult result) {
    return switch (result) {
      case WriteResult.Stale _ -> new StepResult.Changed();
      case WriteResult.Conflict _ -> new StepResult.Changed();
      case WriteResult.Refused refused -> failed(Reason.REFUSED, refused.message());
      case WriteResult.Unreachable unreachable -> failed(Reason.UNAVAILABLE, unreachable.message());
      case WriteResult.Applied _ -> throw new IllegalArgumentException("applied is not a failure");
    };
  }

  private static Written.Failed failed(Reason reason, String message) {
    return new Written.Failed(new Failure(reason, message));
  }
}
