package dev.sealer.sealedsecrets.reconcile;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Unsealed;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.StatusWrite;
import dev.sealer.kube.apply.Target;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.events.Subject;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.kube.reconcile.Reconciler;
import dev.sealer.kube.redact.KnownSecrets;
import dev.sealer.kube.redact.Redaction;
import dev.sealer.sealedsecrets.keys.SealingKeys;
import dev.sealer.sealedsecrets.keys.plan.KeySet;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.StatusPlanner;
import dev.sealer.sealedsecrets.plan.open.OpenResult;
import dev.sealer.sealedsecrets.plan.open.Opened;
import dev.sealer.sealedsecrets.plan.open.Opening;
import dev.sealer.sealedsecrets.plan.secret.DesiredSecret;
import dev.sealer.sealedsecrets.plan.secret.Desiring;
import dev.sealer.sealedsecrets.plan.secret.TemplateRenderer;
import dev.sealer.sealing.KeyFingerprint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the Secret of one SealedSecret, and says how it went. */
public final class SealedSecretReconciler implements Reconciler {

  private static final ResourceType TYPE = ResourceType.of(SealedSecret.class);
  private static final Duration UNTIL_SEEN = Duration.ofSeconds(1);

  /**
   * What it works with.
   *
   * @param latest the SealedSecret and its Secret, and the way to write them
   */
  public record Parts(
      LatestObjects latest,
      SealingKeys keys,
      TemplateRenderer renderer,
      EventRecorder events,
      UnsealMetrics metrics,
      InputFingerprint fingerprint,
      InstantSource clock) {}

  /**
   * How it behaves; the names are those of the peer's flags.
   *
   * @param fieldManager who owns the fields of the Secrets
   */
  public record Behaviour(
      String fieldManager,
      boolean acceptDeprecatedV1Data,
      boolean updateStatus,
      boolean oldGcBehavior) {}

  private final Parts parts;
  private final Behaviour behaviour;
  private final SecretWriter writer;
  private final Removal removal;
  private final Settled settled = new Settled();

  /** A reconciler of these parts. */
  public SealedSecretReconciler(Parts parts, Behaviour behaviour) {
    this.parts = parts;
    this.behaviour = behaviour;
    this.writer =
        new SecretWriter(
            parts.latest().cluster(), behaviour.fieldManager(), parts.latest()::source);
    this.removal = new Removal(parts.latest().cluster());
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    return switch (parts.latest().object(key)) {
      case LatestObjects.Look.Present(SealedSecret seen) -> present(seen);
      case LatestObjects.Look.Gone _ -> gone(key);
      case LatestObjects.Look.Failed(String cause) -> Outcome.retry(cause);
    };
  }

  /**
   * Whether the status of {@code seen} denies that its Secret was made, which this process made or
   * found. The object is then looked at as if for the first time. Safe for use by other threads.
   */
  public boolean isWrong(SealedSecret seen) {
    SealedObject object = SealedObjects.read(seen);
    boolean denied =
        settled.remembers(object.key()) && !(object.observed() && StatusPlanner.synced(object));
    if (denied) {
      settled.forget(object.key());
    }
    return denied;
  }

  private Outcome present(SealedSecret seen) {
    if (seen.getMetadata().getDeletionTimestamp() != null) {
      return Outcome.done();
    }
    SealedObject object = SealedObjects.read(seen);
    String input = parts.fingerprint().of(object);
    KeySet keys = parts.keys().keys();
    if (settled.holds(object, input, keys, () -> parts.latest().secret(object.key()))) {
      settled.last(object).ifPresent(last -> settled.remember(object.key(), last));
      parts.metrics().succeeded(object);
      return Outcome.done();
    }
    parts.metrics().requested();
    return unseal(object, input);
  }

  private Outcome unseal(SealedObject object, String input) {
    Opening opening = new Opening(parts.keys().unsealer(), behaviour.acceptDeprecatedV1Data());
    return switch (opening.open(object, hint(object))) {
      case OpenResult.Failed(Failure failure) -> failed(object, failure);
      case OpenResult.Success(Opened opened) -> {
        try (opened;
            KnownSecrets.Registration _ = KnownSecrets.during(opened.values())) {
          yield make(object, opened, input);
        }
      }
    };
  }

  private Outcome make(SealedObject object, Opened opened, String input) {
    return switch (Desiring.of(object, opened, parts.renderer())) {
      case Desiring.Result.Failed(Failure failure) -> failed(object, failure);
      case Desiring.Result.Desired(DesiredSecret desired) -> {
        try (desired) {
          yield switch (writer.write(object, desired, isFirst(object))) {
            case SecretWriter.Written.Failed(Failure failure) -> failed(object, failure);
            // The watch is about to show what changed, and wakes the key then.
            case SecretWriter.Written.Outdated _ -> Outcome.requeueAfter(UNTIL_SEEN);
            case SecretWriter.Written.Gone _ -> Outcome.done();
            case SecretWriter.Written.Done done ->
                succeeded(
                    object,
                    new Unsealed(
                        List.copyOf(opened.keys()), input, done.uid(), done.resourceVersion()),
                    done.changed());
          };
        }
      }
    };
  }

  private boolean isFirst(SealedObject object) {
    return settled.last(object).isEmpty() && parts.latest().seemsMissing(object.key());
  }

  private Outcome succeeded(SealedObject object, Unsealed unsealed, boolean changed) {
    Optional<SealedSecretStatus> status =
        StatusPlanner.success(object, unsealed, parts.clock().instant());
    boolean wasSynced = StatusPlanner.synced(object);
    if (changed || !wasSynced) {
      tell(object, EventRecorder.Type.NORMAL, "Unsealed", "SealedSecret unsealed successfully");
    }
    parts.metrics().succeeded(object);
    if (!written(object, status)) {
      return Outcome.retry("the status is not written yet");
    }
    settled.remember(object.key(), unsealed);
    return Outcome.done();
  }

  private Outcome failed(SealedObject object, Failure cause) {
    Failure failure = new Failure(cause.reason(), Redaction.text(cause.message()));
    settled.forget(object.key());
    Optional<SealedSecretStatus> status =
        StatusPlanner.failure(object, failure, parts.clock().instant());
    if (status.isPresent()) {
      switch (failure.reason().phase()) {
        case UNSEAL ->
            tell(
                object,
                EventRecorder.Type.WARNING,
                "ErrUnsealFailed",
                "Failed to unseal: " + failure.message());
        case UPDATE ->
            // As the peer: the condition says which step it was, the event's reason already does.
            tell(
                object,
                EventRecorder.Type.WARNING,
                "ErrUpdateFailed",
                failure.message().replaceFirst("^failed update: ", ""));
      }
    }
    parts.metrics().failed(object, failure);
    boolean _ = written(object, status);
    return Outcome.retry(failure.reason().wire() + ": " + failure.message());
  }

  private Outcome gone(ObjectKey key) {
    settled.forget(key);
    parts.metrics().gone(key);
    return behaviour.oldGcBehavior()
        ? removal.remove(key, parts.latest().secret(key))
        : Outcome.done();
  }

  private @Nullable KeyFingerprint hint(SealedObject object) {
    return settled
        .last(object)
        .flatMap(last -> last.keys().stream().findFirst())
        .map(KeyFingerprint::new)
        .orElse(null);
  }

  private boolean written(SealedObject object, Optional<SealedSecretStatus> status) {
    if (!behaviour.updateStatus() || status.isEmpty()) {
      return true;
    }
    var tree = Json.tree(status.get());
    if (status.get().unsealed() == null) {
      tree.putNull("unsealed");
    }
    WriteResult result =
        parts
            .latest()
            .cluster()
            .writeStatus(
                new Target(TYPE, object.key()),
                tree,
                StatusWrite.merge(behaviour.fieldManager()).onlyAt(object.resourceVersion()));
    return switch (result) {
      case WriteResult.Applied _ -> true;
      case WriteResult.Refused refused when refused.notFound() -> true;
      case WriteResult.Refused _, WriteResult.Stale _, WriteResult.Conflict _ -> notWritten(object);
      case WriteResult.Unreachable _ -> notWritten(object);
    };
  }

  private boolean notWritten(SealedObject object) {
    parts.metrics().statusNotWritten(object.key());
    return false;
  }

  private void tell(SealedObject object, EventRecorder.Type type, String reason, String message) {
    parts.events().record(Subject.of(TYPE, object.key(), object.uid()), type, reason, message);
  }
}
