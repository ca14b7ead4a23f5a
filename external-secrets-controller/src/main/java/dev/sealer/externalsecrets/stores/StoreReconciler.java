package dev.sealer.externalsecrets.stores;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.SecretStoreSpec;
import dev.sealer.externalsecrets.deletion.LossLedger;
import dev.sealer.externalsecrets.provider.CredentialNeed;
import dev.sealer.externalsecrets.provider.StoreBlueprint;
import dev.sealer.externalsecrets.provider.StoreProvider.Parsed;
import dev.sealer.externalsecrets.status.ConditionJson;
import dev.sealer.externalsecrets.status.SyncMetrics;
import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.gocompat.GoDuration;
import dev.sealer.kube.Condition;
import dev.sealer.kube.Conditions;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.StatusWrite;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.events.Subject;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.kube.reconcile.Reconciler;
import dev.sealer.kube.redact.Redaction;
import dev.sealer.kube.watch.ObjectWatch;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the stores of one kind from time to time, and says in their status how it went. */
public final class StoreReconciler implements Reconciler {

  /** Field manager of everything written to the kinds themselves. */
  public static final String FIELD_MANAGER = "external-secrets-controller";

  private final ResourceType type;
  private final ObjectWatch<StoreObject> stores;
  private final Providers providers;
  private final StoreChecks checks;
  private final Surroundings around;

  /**
   * The dependencies and settings that the checks of all stores share.
   *
   * @param objects writes the status
   * @param events records changes
   * @param clock sets the times of conditions
   * @param controllerClass the class of the stores to check, along with stores of no class
   * @param interval between two checks of a store that sets none
   * @param losses the missing values of each store
   * @param checked records which version of a store was checked
   * @param metrics of this kind
   */
  public record Surroundings(
      ClusterObjects objects,
      EventRecorder events,
      InstantSource clock,
      String controllerClass,
      Duration interval,
      LossLedger losses,
      CheckedStores checked,
      SyncMetrics metrics) {}

  /** Checks the stores in a watch. */
  public StoreReconciler(
      ResourceType type,
      ObjectWatch<StoreObject> stores,
      Providers providers,
      StoreChecks checks,
      Surroundings around) {
    this.type = type;
    this.stores = stores;
    this.providers = providers;
    this.checks = checks;
    this.around = around;
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<StoreObject> found = stores.get(key);
    if (found.isEmpty()) {
      around.checked().remove(type.kind(), key);
      checks.forget(key);
      around.metrics().forget(key);
      return Outcome.done();
    }
    if (!isOurs(found.get())) {
      return Outcome.done();
    }
    Instant began = around.clock().instant();
    Outcome outcome =
        check(found.get())
            .map(verdict -> conclude(found.get(), verdict))
            .orElseGet(() -> Outcome.requeueAfter(StoreChecks.PATIENCE));
    around.metrics().took(key, Duration.between(began, around.clock().instant()));
    return outcome;
  }

  private Outcome conclude(StoreObject store, StoreVerdict verdict) {
    around.metrics().ready(store.key(), verdict.ready());
    Optional<String> problem = report(store, verdict);
    if (problem.isPresent()) {
      return Outcome.retry(problem.get());
    }
    around.checked().put(store);
    if (verdict.ready()) {
      return Outcome.requeueAfter(interval(store));
    }
    return verdict.lasting() ? Outcome.done() : Outcome.retry(verdict.message());
  }

  private boolean isOurs(StoreObject store) {
    String wanted = store.controllerClass();
    return wanted.isEmpty() || wanted.equals(around.controllerClass());
  }

  /** Returns the verdict on a store; empty while its check runs. */
  private Optional<StoreVerdict> check(StoreObject store) {
    SecretStoreSpec spec = store.spec();
    IntOrString interval = spec == null ? null : spec.refreshInterval();
    if (isGiven(interval) && parsed(interval).isEmpty()) {
      return Optional.of(
          StoreVerdict.rejected(
              "spec.refreshInterval", "must be seconds, or a duration such as 5m"));
    }
    return switch (providers.parse(store)) {
      case Parsed.Rejected(String field, String problem) ->
          Optional.of(StoreVerdict.rejected(field, problem));
      case Parsed.Accepted(StoreBlueprint blueprint) ->
          blueprint.credentials().stream().anyMatch(CredentialNeed::referent)
              ? Optional.of(StoreVerdict.unknown())
              : checks.result(store).map(StoreReconciler::verdict);
    };
  }

  private static StoreVerdict verdict(StoreClients.Use<StoreHealth> result) {
    return switch (result) {
      case StoreClients.Use.Failed<StoreHealth>(String cause) -> StoreVerdict.notOpened(cause);
      case StoreClients.Use.Done<StoreHealth>(StoreHealth health) -> StoreVerdict.of(health);
    };
  }

  /** Writes the status if it says something new; returns what kept it from doing so. */
  private Optional<String> report(StoreObject store, StoreVerdict verdict) {
    Conditions present = ConditionJson.ofStore(store.conditions());
    Condition ready =
        new Condition(
            StoreObject.READY,
            verdict.ready() ? Condition.Status.TRUE : Condition.Status.FALSE,
            verdict.reason(),
            Redaction.text(verdict.message()),
            0,
            around.clock().instant());
    Conditions next = held(store, present.set(ready));
    String capabilities = providers.traits(store).capabilities();
    if (next == present && store.capabilities().equals(capabilities)) {
      return Optional.empty();
    }
    ObjectNode status = Json.object();
    status.put("capabilities", capabilities);
    status.set("conditions", ConditionJson.of(next));
    WriteResult written =
        around
            .objects()
            .writeStatus(
                new ObjectRef(type, store.key()), status, StatusWrite.apply(FIELD_MANAGER));
    if (!(written instanceof WriteResult.Applied)) {
      return Optional.of("status not written: " + written);
    }
    tell(store, verdict, present, next);
    return Optional.empty();
  }

  private void tell(StoreObject store, StoreVerdict verdict, Conditions present, Conditions next) {
    Subject subject = Subject.of(type, store.key(), store.uid());
    if (!next.get(StoreObject.READY).equals(present.get(StoreObject.READY))) {
      EventRecorder.Type severity =
          verdict.ready() ? EventRecorder.Type.NORMAL : EventRecorder.Type.WARNING;
      around.events().record(subject, severity, verdict.reason(), verdict.message());
    }
    if (next.isTrue(StoreObject.HELD) && !present.isTrue(StoreObject.HELD)) {
      String message = next.get(StoreObject.HELD).map(Condition::message).orElse("");
      around.events().record(subject, EventRecorder.Type.WARNING, "TooManyMissing", message);
    }
  }

  private Conditions held(StoreObject store, Conditions conditions) {
    Instant now = around.clock().instant();
    LossLedger.Tally tally =
        around.losses().tally(store.ref(), store.namespace(), store.hold(), now);
    if (!tally.held()) {
      return conditions.without(StoreObject.HELD);
    }
    String message =
        tally.missing()
            + " of "
            + tally.total()
            + " keys are missing at the provider and "
            + tally.removed()
            + " were removed lately, so none is removed; restore them, or annotate the store with "
            + StoreObject.RELEASE
            + "=<time, RFC 3339> to let go what was missing by then";
    return conditions.set(
        new Condition(StoreObject.HELD, Condition.Status.TRUE, "TooManyMissing", message, 0, now));
  }

  private Duration interval(StoreObject store) {
    SecretStoreSpec spec = store.spec();
    return parsed(spec == null ? null : spec.refreshInterval())
        .filter(Duration::isPositive)
        .orElse(around.interval());
  }

  private static boolean isGiven(@Nullable IntOrString value) {
    return value != null && (value.getIntVal() != null || !"".equals(value.getStrVal()));
  }

  private static Optional<Duration> parsed(@Nullable IntOrString given) {
    if (given == null) {
      return Optional.empty();
    }
    Integer seconds = given.getIntVal();
    return seconds != null
        ? Optional.of(Duration.ofSeconds(seconds))
        : GoDuration.parse(given.getStrVal() == null ? "" : given.getStrVal());
  }
}
