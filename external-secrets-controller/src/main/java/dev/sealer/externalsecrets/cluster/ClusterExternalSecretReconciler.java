package dev.sealer.externalsecrets.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.reconcile.ExternalSecretObject;
import dev.sealer.externalsecrets.status.SyncMetrics;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.stores.ControllerClaim;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.StatusWrite;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.kube.reconcile.Reconciler;
import dev.sealer.kube.redact.Redaction;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.kube.watch.ObjectWatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Creates the ExternalSecrets of ClusterExternalSecrets, and removes those that are not wanted any
 * more. Owner references let the API server delete all of them with the ClusterExternalSecret, so
 * no finalizer is needed, neither there nor on Namespaces.
 */
public final class ClusterExternalSecretReconciler implements Reconciler {

  /** The finalizer that External Secrets Operator leaves behind. */
  static final String FINALIZER =
      "externalsecrets.external-secrets.io/clusterexternalsecret-cleanup";

  private static final String FIELD_MANAGER = "external-secrets-controller";
  private static final String BLOCKED = "external secret already exists in namespace";
  private static final int LONGEST_REASON = 512;
  private static final Duration WHILE_HELD = Duration.ofMinutes(1);
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  private final Watched watched;
  private final ControllerClaim claim;
  private final ClusterObjects objects;
  private final FanOutWriter writer;
  private final SyncMetrics metrics;
  private final InstantSource clock;
  private final Set<String> served;

  /**
   * A read-only view of the watched objects. It can lag behind the API server.
   *
   * @param clusterExternalSecrets the ClusterExternalSecrets
   * @param externalSecrets the ExternalSecrets of all namespaces that are served
   * @param namespaces metadata of all Namespaces
   */
  public record Watched(
      ObjectWatch<ClusterExternalSecretObject> clusterExternalSecrets,
      ObjectWatch<ExternalSecretObject> externalSecrets,
      ObjectWatch<ObjectMetadata> namespaces) {}

  /**
   * Reconciles what it sees in {@code watched}.
   *
   * @param claim which of them are ours
   * @param metrics of this kind
   * @param clock measures reconciles
   * @param served the namespaces that are served; empty for all
   */
  public ClusterExternalSecretReconciler(
      Watched watched,
      ControllerClaim claim,
      ClusterObjects objects,
      SyncMetrics metrics,
      InstantSource clock,
      Collection<String> served) {
    this.watched = watched;
    this.claim = claim;
    this.objects = objects;
    this.writer = new FanOutWriter(objects);
    this.metrics = metrics;
    this.clock = clock;
    this.served = Set.copyOf(served);
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<ClusterExternalSecretObject> found = watched.clusterExternalSecrets().get(key);
    if (found.isEmpty()) {
      metrics.forget(key);
      return Outcome.done();
    }
    if (!isOurs(found.get())) {
      return Outcome.done();
    }
    if (claim.rival(found.get().named().stores(), "").isPresent()) {
      // Its ExternalSecrets say why.
      return Outcome.requeueAfter(WHILE_HELD);
    }
    Instant began = clock.instant();
    Outcome outcome = reconcile(found.get());
    metrics.took(key, Duration.between(began, clock.instant()));
    return outcome;
  }

  private Outcome reconcile(ClusterExternalSecretObject object) {
    if (object.deleting()) {
      return releaseFinalizer(object).map(Outcome::retry).orElseGet(Outcome::done);
    }
    return switch (object.wanted()) {
      case ClusterExternalSecretObject.Wanted.Invalid(String problem) ->
          report(object, object.last().refused(problem))
              .map(Outcome::retry)
              .orElseGet(Outcome::done);
      case ClusterExternalSecretObject.Wanted.Valid(FanOut fanOut) -> carryOut(object, fanOut);
    };
  }

  /** A missing store may be ours; SecretStores differ from namespace to namespace. */
  private boolean isOurs(ClusterExternalSecretObject object) {
    return object.named().stores().stream()
        .filter(ref -> ref.kind() == StoreKind.CLUSTER_SECRET_STORE)
        .allMatch(ref -> claim.isOurs(ref, ""));
  }

  private Outcome carryOut(ClusterExternalSecretObject object, FanOut wanted) {
    FanOutPlan plan = plan(object, wanted);
    Map<String, WriteResult> problems = apply(object, wanted, plan);
    if (problems.values().stream().anyMatch(WriteResult.Stale.class::isInstance)) {
      // Somebody else was faster, or the watch is behind: the next look decides.
      return Outcome.requeueAfter(AT_ONCE);
    }
    Optional<String> left = removeUnwanted(plan);
    Set<String> provisioned = new TreeSet<>(plan.apply().keySet());
    provisioned.removeAll(problems.keySet());
    Map<String, String> failed = new TreeMap<>();
    plan.blocked().forEach(namespace -> failed.put(namespace, BLOCKED));
    problems.forEach((namespace, problem) -> failed.put(namespace, reason(problem)));
    Optional<String> unwritten =
        report(object, FanOutStatus.of(wanted.externalSecretName(), provisioned, failed));
    return unwritten
        .or(() -> left)
        .or(() -> problems.isEmpty() ? Optional.empty() : Optional.of("some namespaces failed"))
        .map(Outcome::retry)
        .orElseGet(() -> next(wanted));
  }

  private FanOutPlan plan(ClusterExternalSecretObject object, FanOut wanted) {
    return FanOutPlan.of(
        object.uid(),
        wanted,
        watched.namespaces().list().stream()
            .filter(namespace -> served.isEmpty() || served.contains(namespace.key().name()))
            .toList(),
        watched.externalSecrets().list());
  }

  /** Returns what went wrong, by namespace. */
  private Map<String, WriteResult> apply(
      ClusterExternalSecretObject object, FanOut wanted, FanOutPlan plan) {
    ObjectNode manifest = wanted.manifest(object);
    Map<String, WriteResult> problems = new TreeMap<>();
    plan.apply()
        .forEach((namespace, there) ->
            writer
                .apply(new ObjectKey(namespace, wanted.externalSecretName()), manifest, there)
                .ifPresent(problem -> problems.put(namespace, problem)));
    return problems;
  }

  private static Outcome next(FanOut wanted) {
    return wanted.refresh().isPositive() ? Outcome.requeueAfter(wanted.refresh()) : Outcome.done();
  }

  private static String reason(WriteResult problem) {
    return switch (problem) {
      case WriteResult.Refused refused -> Redaction.text(refused.message(), LONGEST_REASON);
      case WriteResult.Unreachable unreachable ->
          Redaction.text(unreachable.message(), LONGEST_REASON);
      case WriteResult.Conflict conflict -> Redaction.text(conflict.message(), LONGEST_REASON);
      case WriteResult.Stale stale -> Redaction.text(stale.message(), LONGEST_REASON);
      case WriteResult.Applied _ ->
          throw new IllegalStateException("an applied write did not fail");
    };
  }

  private Optional<String> removeUnwanted(FanOutPlan plan) {
    Optional<String> problem = Optional.empty();
    for (ExternalSecretObject child : plan.remove()) {
      Optional<String> kept = writer.delete(child);
      problem = problem.or(() -> kept);
    }
    return problem;
  }

  /**
   * Writes a status if it differs from the present one.
   *
   * @return what kept it from being written
   */
  private Optional<String> report(ClusterExternalSecretObject object, FanOutStatus next) {
    metrics.ready(object.key(), next.ready().equals("True"));
    if (next.equals(object.last())) {
      return Optional.empty();
    }
    WriteResult result =
        objects.writeStatus(
            new ObjectRef(ClusterExternalSecretObject.TYPE, object.key()),
            next.json(),
            StatusWrite.apply(FIELD_MANAGER));
    return result instanceof WriteResult.Applied
        ? Optional.empty()
        : Optional.of("status not written: " + result);
  }

  /** Removes the finalizer of External Secrets Operator, which nobody else would remove. */
  private Optional<String> releaseFinalizer(ClusterExternalSecretObject object) {
    if (!object.finalizers().contains(FINALIZER)) {
      return Optional.empty();
    }
    ObjectNode patch = Json.object();
    ObjectNode metadata = patch.putObject("metadata");
    // A merge patch replaces the whole list: it must be the list that was read.
    metadata.put("resourceVersion", object.resourceVersion());
    ArrayNode finalizers = metadata.putArray("finalizers");
    object.finalizers().stream().filter(f -> !f.equals(FINALIZER)).forEach(finalizers::add);
    WriteResult result =
        objects.mergePatch(
            new ObjectRef(ClusterExternalSecretObject.TYPE, object.key()), patch, FIELD_MANAGER);
    return result instanceof WriteResult.Applied
        ? Optional.empty()
        : Optional.of("finalizer not written: " + result);
  }
}
