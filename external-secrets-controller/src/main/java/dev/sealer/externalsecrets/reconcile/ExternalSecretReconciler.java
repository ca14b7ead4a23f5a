package dev.sealer.externalsecrets.reconcile;

import dev.sealer.crds.externalsecrets.ExternalSecret;
import dev.sealer.externalsecrets.deletion.DeletionLimits;
import dev.sealer.externalsecrets.engine.FetchEngine;
import dev.sealer.externalsecrets.engine.FetchLimits;
import dev.sealer.externalsecrets.parse.ParsedSpec;
import dev.sealer.externalsecrets.plan.Owned;
import dev.sealer.externalsecrets.plan.RefreshDecision;
import dev.sealer.externalsecrets.plan.Verdict;
import dev.sealer.externalsecrets.plan.WakeUp;
import dev.sealer.externalsecrets.plan.WritePlan;
import dev.sealer.externalsecrets.plan.WritePlanner;
import dev.sealer.externalsecrets.render.TemplateRenderer;
import dev.sealer.externalsecrets.spec.CreationPolicy;
import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.SyncSpec;
import dev.sealer.externalsecrets.status.SourceReport;
import dev.sealer.externalsecrets.status.SyncMetrics;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.stores.UpstreamDeployment;
import dev.sealer.kube.Condition;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.events.EventRecorder;
import dev.sealer.kube.platform.Time;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.kube.reconcile.Reconciler;
import dev.sealer.kube.watch.ObjectMetadata;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Brings one ExternalSecret's target to where the plan wants it. */
public final class ExternalSecretReconciler implements Reconciler {

  private static final ResourceType TYPE = ResourceType.of(ExternalSecret.class);
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  /** So often in a row a write that somebody else was ahead of is tried again at once. */
  private static final int AT_ONCE_TRIES = 3;

  private final World world;
  private final ClusterObjects objects;
  private final OwnWrites writes;
  private final FetchEngine engine;
  private final ExternalSecretSync refresher;
  private final StatusReport report;
  private final Finalizers finalizers;
  private final FormerTargets formers;
  private final SyncMetrics metrics;
  private final SyncMemory memory;
  private final Time clock;

  /**
   * The dependencies of the reconciler.
   *
   * @param objects for Secrets and status
   * @param events for what changed
   * @param metrics for numbers
   * @param engine asks the stores
   * @param renderer makes Secrets of values
   * @param clock decides when refreshes are due
   * @param wake what to do with ExternalSecrets that should try again
   * @param writes guards the loop that the reconciler runs in
   * @param limits when missing values may be removed
   */
  public record Parts(
      ClusterObjects objects,
      EventRecorder events,
      SyncMetrics metrics,
      FetchEngine engine,
      TemplateRenderer renderer,
      Time clock,
      Consumer<Collection<ObjectKey>> wake,
      OwnWrites writes,
      DeletionLimits limits) {}

  /** Reconciles what it sees in {@code world}. */
  public ExternalSecretReconciler(World world, Parts parts) {
    this.world = world;
    this.writes = parts.writes();
    this.objects = parts.objects();
    ClusterObjects own = writes.recording(objects, ObjectRef::key);
    this.engine = parts.engine();
    this.memory = new SyncMemory(parts.clock()::nanos);
    this.refresher = new ExternalSecretSync(world, memory, parts);
    this.report = new StatusReport(TYPE, own, parts.events(), parts.metrics());
    this.finalizers = new Finalizers(TYPE, own);
    this.formers = new FormerTargets(world, this::secretsOf, this::isCurrent);
    this.metrics = parts.metrics();
    this.clock = parts.clock();
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<ExternalSecretObject> seen = world.externalSecret(key);
    if (seen.isEmpty() || !writes.mustRead(key)) {
      return reconcile(key, seen);
    }
    // The watches may be behind our own writes.
    return switch (writes.recording(objects, target -> key).read(new ObjectRef(TYPE, key))) {
      case ObjectReadResult.Found found ->
          reconcile(
              key,
              Optional.of(
                  ExternalSecretObject.of(Json.typed(found.object(), ExternalSecret.class))));
      case ObjectReadResult.Missing _ -> reconcile(key, Optional.empty());
      case WriteResult.Refused refused -> Outcome.retry(refused.message());
      case WriteResult.Unreachable unreachable -> Outcome.retry(unreachable.message());
    };
  }

  private Outcome reconcile(ObjectKey key, Optional<ExternalSecretObject> found) {
    if (found.isEmpty()) {
      memory.forget(key);
      engine.forget(key);
      metrics.forget(key);
      return Outcome.done();
    }
    if (!world.isOurs(found.get())) {
      return Outcome.done();
    }
    Instant began = clock.instant();
    Outcome outcome = reconcile(found.get());
    metrics.took(key, Duration.between(began, clock.instant()));
    return outcome;
  }

  /** Nothing is written while another operator may write it; the end of that is watched. */
  private Outcome reconcile(ExternalSecretObject seen) {
    Optional<UpstreamDeployment> rival = world.rival(seen);
    Optional<ExternalSecretObject.Last> said = report.held(seen, rival, clock.instant());
    Optional<String> unwritten = said.flatMap(status -> report.write(seen, status));
    if (unwritten.isPresent()) {
      return Outcome.retry(unwritten.get());
    }
    if (rival.isPresent()) {
      return Outcome.done();
    }
    // After a write of the status this is an old state, which must not be written again.
    return said.isPresent() ? Outcome.requeueAfter(AT_ONCE) : reconcileOurs(seen);
  }

  private Outcome reconcileOurs(ExternalSecretObject object) {
    if (object.deleting()) {
      return finish(object);
    }
    return switch (object.parsed()) {
      case ParsedSpec.Invalid(String field, String problem) -> {
        Verdict verdict = Verdict.invalid(field, problem);
        yield fail(object, verdict, Optional.empty()).orElseGet(Outcome::done);
      }
      case ParsedSpec.Valid(SyncSpec spec) -> guarded(object, spec);
    };
  }

  private Outcome guarded(ExternalSecretObject object, SyncSpec spec) {
    boolean deletes = spec.target().deletion() == DeletionPolicy.DELETE;
    Optional<WriteResult> written = finalizers.ensure(object, deletes);
    if (written.isEmpty()) {
      return sync(object, spec);
    }
    return written.get() instanceof WriteResult.Applied applied
        ? sync(object.at(applied.resourceVersion()), spec)
        : Outcome.retry("finalizer not written: " + written.get());
  }

  private Outcome sync(ExternalSecretObject object, SyncSpec spec) {
    Optional<Duration> pause = memory.pause(object.key(), state(object, spec));
    if (pause.isPresent()) {
      return wait(object, pause.map(clock.instant()::plus));
    }
    if (isPending(object, spec)) {
      return Outcome.requeueAfter(FetchLimits.PATIENCE);
    }
    TargetSecrets secrets = secretsOf(object.key());
    if (decide(object, spec, true) instanceof RefreshDecision.Due(RefreshDecision.Cause cause)
        && cause == RefreshDecision.Cause.FIRST) {
      // Due whatever the Secret is like.
      return refresh(object, spec, cause, secrets);
    }
    return switch (validity(object, spec, secrets)) {
      case Validity.Unknown(String cause) -> Outcome.retry(cause);
      case Validity.Known(boolean valid) ->
          switch (decide(object, spec, valid)) {
            // The Secret of a deleted ExternalSecret would be made and collected again and again.
            case RefreshDecision.Due(RefreshDecision.Cause cause)
                when cause == RefreshDecision.Cause.TARGET && !isCurrent(object) ->
                Outcome.retry("the ExternalSecret changed meanwhile, or cannot be read");
            case RefreshDecision.Due(RefreshDecision.Cause cause) ->
                refresh(object, spec, cause, secrets);
            case RefreshDecision.NotDue(Optional<Instant> next) ->
                formers
                    .find(object, spec)
                    .filter(former -> hasSecret(object, former.target()))
                    .map(former -> finishRename(object, former, next))
                    .orElseGet(() -> settle(object, next));
          };
    };
  }

  /** Asks the stores before anything is read, if a refresh is due whatever the Secret is like. */
  private boolean isPending(ExternalSecretObject object, SyncSpec spec) {
    String target = spec.target().name();
    boolean hasNoTarget =
        spec.target().creation() == CreationPolicy.MERGE && !hasSecret(object, target);
    return !hasNoTarget
        && decide(object, spec, true) instanceof RefreshDecision.Due(RefreshDecision.Cause cause)
        && refresher.isPending(object, spec, cause);
  }

  /** Asks the API server whether an ExternalSecret is still what was reconciled. */
  private boolean isCurrent(ExternalSecretObject object) {
    return objects.read(new ObjectRef(TYPE, object.key())) instanceof ObjectReadResult.Found found
        && ExternalSecretObject.of(Json.typed(found.object(), ExternalSecret.class))
            .source()
            .equals(object.source());
  }

  private TargetSecrets secretsOf(ObjectKey key) {
    return new TargetSecrets(writes.recording(objects, target -> key), key);
  }

  /** A failure that is over, such as drift that somebody undid, must not stay in the status. */
  private Outcome settle(ExternalSecretObject object, Optional<Instant> next) {
    Optional<Condition> ready = object.last().conditions().get("Ready");
    if (ready.filter(c -> c.status() == Condition.Status.FALSE).isEmpty()) {
      return wait(object, next);
    }
    ExternalSecretObject.Last status =
        report.failed(object, Verdict.synced(), clock.instant(), object.last().report());
    return report
        .write(object, status)
        .map(Outcome::retry)
        .orElseGet(() -> wait(object.with(status), next));
  }

  private Outcome wait(ExternalSecretObject object, Optional<Instant> next) {
    metrics.ready(object.key(), object.last().conditions().isTrue("Ready"));
    return next.map(at -> Duration.between(clock.instant(), at))
        .map(delay -> Outcome.requeueAfter(delay.isNegative() ? Duration.ZERO : delay))
        .orElseGet(Outcome::done);
  }

  private RefreshDecision decide(ExternalSecretObject object, SyncSpec spec, boolean valid) {
    Optional<SyncMemory.Entry> before = memory.get(object);
    String inputs = world.inputs(object.source().namespace(), spec);
    RefreshDecision.Past past =
        new RefreshDecision.Past(
            before
                .map(SyncMemory.Entry::refreshed)
                .filter(_ -> object.last().refreshTime().isPresent())
                .or(object.last()::refreshTime),
            object.last().synced(),
            object.source().version(),
            before.filter(entry -> !entry.inputs().equals(inputs)).isPresent());
    return RefreshDecision.decide(
        spec.refresh(), past, valid, wakeUp(object, spec), clock.instant());
  }

  private WakeUp wakeUp(ExternalSecretObject object, SyncSpec spec) {
    if (spec.generates()) {
      // A value that was just generated must not be replaced before its time.
      return WakeUp.alone();
    }
    Map.Entry<StoreRef, Set<StoreQuery>> first = spec.reads().entrySet().iterator().next();
    String namespace = object.source().namespace();
    return WakeUp.of(
        world.group(first.getKey(), namespace),
        first.getValue(),
        world.distinctReads(first.getKey(), namespace),
        engine.batchLimit(first.getKey(), namespace));
  }

  private sealed interface Validity {
    record Known(boolean valid) implements Validity {}

    record Unknown(String cause) implements Validity {}
  }

  /** Returns whether the target is as we left it; reads it only if its resourceVersion is new. */
  private Validity validity(ExternalSecretObject object, SyncSpec spec, TargetSecrets secrets) {
    String name = spec.target().name();
    Optional<String> seen =
        world
            .secret(new ObjectKey(object.source().namespace(), name))
            .map(ObjectMetadata::resourceVersion);
    Optional<SyncMemory.Entry> before = memory.get(object);
    if (!writes.mustRead(object.key())
        && before.filter(e -> e.targetVersion().equals(seen.orElse(""))).isPresent()
        && seen.isPresent()) {
      return new Validity.Known(true);
    }
    return switch (secrets.read(name)) {
      case TargetSecrets.Read.Failed(String cause) -> new Validity.Unknown(cause);
      case TargetSecrets.Read.Live live -> {
        try (live) {
          yield new Validity.Known(WritePlanner.isValid(spec.target(), live.secret()));
        }
      }
    };
  }

  private Outcome refresh(
      ExternalSecretObject object,
      SyncSpec spec,
      RefreshDecision.Cause cause,
      TargetSecrets secrets) {
    Instant began = clock.instant();
    String inputs = world.inputs(object.source().namespace(), spec);
    RefreshResult result = refresher.refresh(object, spec, cause, secrets);
    if (result instanceof RefreshResult.Good || result instanceof RefreshResult.Bad) {
      metrics.synced(object.key(), result instanceof RefreshResult.Good);
    }
    return switch (result) {
      case RefreshResult.Pending(Duration again) -> Outcome.requeueAfter(again);
      case RefreshResult.Outdated _ ->
          memory.outdated(object.key()) <= AT_ONCE_TRIES
              ? Outcome.requeueAfter(AT_ONCE)
              : Outcome.retry("the Secret changes all the time");
      case RefreshResult.Bad bad -> {
        Optional<Outcome> unwritten = fail(object, bad.verdict(), bad.sources());
        // The next try asks the store again: it must not come each second.
        unwritten.ifPresentOrElse(
            _ -> memory.pauseUnwritten(object.key(), state(object, spec)),
            () -> memory.wrote(object.key()));
        yield unwritten.orElseGet(() -> again(object, spec, bad));
      }
      case RefreshResult.Good good -> succeed(object, spec, inputs, began, good);
    };
  }

  private Outcome succeed(
      ExternalSecretObject object,
      SyncSpec spec,
      String inputs,
      Instant began,
      RefreshResult.Good good) {
    boolean written = !good.targetVersion().isEmpty();
    Optional<FormerTargets.Former> former = formers.find(object, spec);
    Optional<String> leftover = written ? former.flatMap(formers::delete) : Optional.empty();
    // The former Secret is named until it is deleted, which happens once the new one is there.
    boolean stays = leftover.isPresent() || (!written && former.isPresent());
    String binding = stays ? former.orElseThrow().name() : written ? spec.target().name() : "";
    Optional<Instant> due =
        wakeUp(object, spec)
            .next(began.truncatedTo(ChronoUnit.SECONDS), spec.refresh().interval())
            .filter(_ -> spec.refresh().periodic());
    ExternalSecretObject.Last next = report.succeeded(object, good, began, binding, due);
    // An old time would make a new leader generate values before they are due.
    ExternalSecretObject.Last status =
        spec.generates() ? next : report.withOldTime(object.last(), next);
    world.note(object, spec, next.sources());
    Optional<String> unwritten = report.write(object, status);
    if (unwritten.isPresent()) {
      return Outcome.retry(unwritten.get());
    }
    memory.put(
        object.key(),
        new SyncMemory.Entry(
            object.source().uid(),
            good.targetVersion(),
            inputs,
            began.truncatedTo(ChronoUnit.SECONDS),
            good.content()));
    tell(object, good);
    if (leftover.isPresent()) {
      return Outcome.retry(leftover.get());
    }
    return wait(object.with(status), due);
  }

  private Outcome again(ExternalSecretObject object, SyncSpec spec, RefreshResult.Bad bad) {
    return switch (bad.again()) {
      case RefreshResult.Again.Backoff _ -> Outcome.retry(bad.verdict().message());
      case RefreshResult.Again.OnChange _ -> until(spec);
      case RefreshResult.Again.After(Duration pause) -> {
        memory.pause(object.key(), state(object, spec), pause);
        yield Outcome.requeueAfter(pause);
      }
    };
  }

  /** Everything that a refresh depends on, but the provider's values. */
  private String state(ExternalSecretObject object, SyncSpec spec) {
    return String.join(
        ",",
        object.source().uid(),
        object.source().version(),
        world.inputs(object.source().namespace(), spec),
        String.valueOf(world.index().nudges(object.key())));
  }

  /** A refusal lasts until something changes, which is watched, or until the next refresh. */
  private static Outcome until(SyncSpec spec) {
    return spec.refresh().periodic()
        ? Outcome.requeueAfter(spec.refresh().interval())
        : Outcome.done();
  }

  private void tell(ExternalSecretObject object, RefreshResult.Good good) {
    good.change()
        .ifPresent(change -> {
          switch (change) {
            case CREATED ->
                report.event(object, EventRecorder.Type.NORMAL, "Created", "secret created");
            case UPDATED ->
                report.event(object, EventRecorder.Type.NORMAL, "Updated", "secret updated");
            case UNCHANGED -> {}
          }
        });
    if (good.verdict().equals(Verdict.deleted()) && !object.last().binding().isEmpty()) {
      report.event(
          object, EventRecorder.Type.NORMAL, "Deleted", "secret deleted due to DeletionPolicy");
    }
    for (String missing : good.missing()) {
      report.event(object, EventRecorder.Type.NORMAL, "MissingProviderSecret", missing);
    }
  }

  private boolean hasSecret(ExternalSecretObject object, String name) {
    return world.secret(new ObjectKey(object.source().namespace(), name)).isPresent();
  }

  private Outcome finishRename(
      ExternalSecretObject object, FormerTargets.Former former, Optional<Instant> next) {
    Optional<String> problem = formers.delete(former);
    if (problem.isEmpty()) {
      problem = report.write(object, object.last().bound(former.target()));
    }
    return problem.map(Outcome::retry).orElseGet(() -> wait(object, next));
  }

  /** Reports a failure; returns an outcome only if even that failed. */
  private Optional<Outcome> fail(
      ExternalSecretObject object, Verdict verdict, Optional<SourceReport> sources) {
    ExternalSecretObject.Last status =
        report.failed(object, verdict, clock.instant(), sources.orElse(object.last().report()));
    Optional<String> unwritten = report.write(object, status);
    report.event(object, EventRecorder.Type.WARNING, "UpdateFailed", verdict.message());
    return unwritten.map(Outcome::retry);
  }

  private Outcome finish(ExternalSecretObject object) {
    if (!object.finalizers().contains(Owned.FINALIZER)) {
      metrics.forget(object.key());
      return Outcome.done();
    }
    if (object.parsed() instanceof ParsedSpec.Valid(SyncSpec spec)) {
      Optional<String> problem = deleteTarget(object, spec);
      if (problem.isPresent()) {
        return Outcome.retry(problem.get());
      }
    }
    return finalizers
        .ensure(object, false)
        .filter(result -> !(result instanceof WriteResult.Applied))
        .map(result -> Outcome.retry("finalizer not written: " + result))
        .orElseGet(Outcome::done);
  }

  private Optional<String> deleteTarget(ExternalSecretObject object, SyncSpec spec) {
    TargetSecrets secrets = secretsOf(object.key());
    return switch (secrets.read(spec.target().name())) {
      case TargetSecrets.Read.Failed(String cause) -> Optional.of(cause);
      case TargetSecrets.Read.Live live -> {
        try (live) {
          WritePlan plan =
              WritePlanner.sourceDeleted(object.source(), spec.target(), live.secret());
          yield plan instanceof WritePlan.Delete delete
              ? secrets.delete(spec.target().name(), delete).problem()
              : Optional.empty();
        }
      }
    };
  }
}
