package dev.sealer.sealedsecrets.reconcile;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Unsealed;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.StatusWrite;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.events.Subject;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.kube.reconcile.Reconciler;
import dev.sealer.kube.redact.KnownSecrets;
import dev.sealer.kube.redact.Redaction;
import dev.sealer.sealedsecrets.keys.KeySettings;
import dev.sealer.sealedsecrets.keys.OpenKeys;
import dev.sealer.sealedsecrets.plan.Failure;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.StatusPlanner;
import dev.sealer.sealedsecrets.plan.secret.DeclaredSecret;
import dev.sealer.sealedsecrets.plan.secret.ExistingSecret;
import dev.sealer.sealedsecrets.plan.unseal.SealedSecretUnsealer;
import dev.sealer.sealedsecrets.plan.unseal.UnsealedValues;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.template.SecretDataTemplates;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the Secret of one SealedSecret, and reports the result in status, event and metrics. */
public final class SealedSecretReconciler implements Reconciler {

  private static final ResourceType TYPE = ResourceType.of(SealedSecret.class);
  private static final Duration UNTIL_SEEN = Duration.ofSeconds(1);

  private final UnsealSettings settings;
  private final LatestObjects latest;
  private final OpenKeys keys;
  private final SecretDataTemplates templates;
  private final InputFingerprint fingerprint;
  private final UnsealMemory memory;
  private final UnsealMetrics metrics;
  private final ControllerContext context;
  private final SecretWriter writer;
  private final OrphanDeletion orphans;

  /**
   * Creates a reconciler.
   *
   * @param latest the SealedSecrets and their Secrets, and the way to write them
   */
  public SealedSecretReconciler(
      UnsealSettings settings,
      LatestObjects latest,
      OpenKeys keys,
      SecretDataTemplates templates,
      InputFingerprint fingerprint,
      UnsealMemory memory,
      UnsealMetrics metrics,
      ControllerContext context) {
    this.settings = settings;
    this.latest = latest;
    this.keys = keys;
    this.templates = templates;
    this.fingerprint = fingerprint;
    this.memory = memory;
    this.metrics = metrics;
    this.context = context;
    this.writer = new SecretWriter(latest.cluster(), KeySettings.FIELD_MANAGER, latest::source);
    this.orphans = new OrphanDeletion(latest.cluster());
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    return switch (latest.object(key)) {
      case LatestObjects.Look.Present(SealedSecret seen) -> present(seen);
      case LatestObjects.Look.Gone _ -> gone(key);
      case LatestObjects.Look.Failed(String cause) -> Outcome.retry(cause);
    };
  }

  private Outcome present(SealedSecret seen) {
    if (seen.getMetadata().getDeletionTimestamp() != null) {
      return Outcome.done();
    }
    SealedObject object = SealedObject.of(seen);
    String input = fingerprint.of(object);
    if (memory.isUpToDate(object, input, keys.keys(), () -> latest.secret(object.key()))) {
      memory.last(object).ifPresent(last -> memory.remember(object.key(), last));
      metrics.succeeded(object);
      return Outcome.done();
    }
    metrics.requested();
    return unseal(object, input);
  }

  private Outcome unseal(SealedObject object, String input) {
    SealedSecretUnsealer unsealer =
        new SealedSecretUnsealer(keys.unsealer(), settings.acceptDeprecatedV1Data());
    return switch (unsealer.unseal(object, hint(object))) {
      case SealedSecretUnsealer.Result.Failed(Failure failure) -> failed(object, failure);
      case SealedSecretUnsealer.Result.Unsealed(UnsealedValues unsealed) -> {
        try (unsealed;
            KnownSecrets.Registration _ = KnownSecrets.during(unsealed.values())) {
          yield write(object, unsealed, input);
        }
      }
    };
  }

  private Outcome write(SealedObject object, UnsealedValues unsealed, String input) {
    return switch (DeclaredSecret.create(object, unsealed, templates)) {
      case DeclaredSecret.Result.Failed(Failure failure) -> failed(object, failure);
      case DeclaredSecret.Result.Created(DeclaredSecret desired) -> {
        try (desired) {
          yield switch (writer.write(object, desired, isFirst(object))) {
            case SecretWriter.Written.Failed(Failure failure) -> failed(object, failure);
            // The watch is about to show what changed, and enqueues the key then.
            case SecretWriter.Written.Outdated _ -> Outcome.requeueAfter(UNTIL_SEEN);
            case SecretWriter.Written.Gone _ -> Outcome.done();
            case SecretWriter.Written.Done(ExistingSecret secret, boolean changed) ->
                succeeded(
                    object,
                    new Unsealed(
                        List.copyOf(unsealed.keys()),
                        input,
                        secret.uid(),
                        secret.resourceVersion()),
                    changed);
          };
        }
      }
    };
  }

  private boolean isFirst(SealedObject object) {
    return memory.last(object).isEmpty() && latest.seemsMissing(object.key());
  }

  private Outcome succeeded(SealedObject object, Unsealed unsealed, boolean changed) {
    Optional<SealedSecretStatus> status =
        StatusPlanner.success(object, unsealed, context.platform().time().instant());
    boolean wasSynced = StatusPlanner.synced(object);
    if (changed || !wasSynced) {
      tell(object, EventRecorder.Type.NORMAL, "Unsealed", "SealedSecret unsealed successfully");
    }
    metrics.succeeded(object);
    if (!written(object, status)) {
      return Outcome.retry("the status is not written yet");
    }
    memory.remember(object.key(), unsealed);
    return Outcome.done();
  }

  private Outcome failed(SealedObject object, Failure cause) {
    Failure failure = new Failure(cause.reason(), Redaction.text(cause.message()));
    memory.forget(object.key());
    Optional<SealedSecretStatus> status =
        StatusPlanner.failure(object, failure, context.platform().time().instant());
    if (status.isPresent()) {
      switch (failure.reason().phase()) {
        case UNSEAL ->
            tell(
                object,
                EventRecorder.Type.WARNING,
                "ErrUnsealFailed",
                "Failed to unseal: " + failure.message());
        case UPDATE ->
            // Like upstream: only the condition names the step, because the event's reason does.
            tell(
                object,
                EventRecorder.Type.WARNING,
                "ErrUpdateFailed",
                failure.message().replaceFirst("^failed update: ", ""));
      }
    }
    metrics.failed(object, failure);
    boolean _ = written(object, status);
    return Outcome.retry(failure.reason().wire() + ": " + failure.message());
  }

  private Outcome gone(ObjectKey key) {
    memory.forget(key);
    metrics.gone(key);
    return settings.oldGcBehavior() ? orphans.delete(key, latest.secret(key)) : Outcome.done();
  }

  private @Nullable KeyFingerprint hint(SealedObject object) {
    return memory
        .last(object)
        .flatMap(last -> last.keys().stream().findFirst())
        .map(KeyFingerprint::new)
        .orElse(null);
  }

  private boolean written(SealedObject object, Optional<SealedSecretStatus> status) {
    if (!settings.updateStatus() || status.isEmpty()) {
      return true;
    }
    var tree = Json.tree(status.get());
    if (status.get().unsealed() == null) {
      tree.putNull("unsealed");
    }
    WriteResult result =
        latest
            .cluster()
            .writeStatus(
                new ObjectRef(TYPE, object.key()),
                tree,
                StatusWrite.merge(KeySettings.FIELD_MANAGER).onlyAt(object.resourceVersion()));
    return switch (result) {
      case WriteResult.Applied _ -> true;
      case WriteResult.Refused refused when refused.notFound() -> true;
      case WriteResult.Refused _, WriteResult.Stale _, WriteResult.Conflict _ -> notWritten(object);
      case WriteResult.Unreachable _ -> notWritten(object);
    };
  }

  private boolean notWritten(SealedObject object) {
    metrics.statusNotWritten(object.key());
    return false;
  }

  private void tell(SealedObject object, EventRecorder.Type type, String reason, String message) {
    context.events().record(Subject.of(TYPE, object.key(), object.uid()), type, reason, message);
  }
}
