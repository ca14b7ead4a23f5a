package dev.sealer.sync.engine;

import dev.sealer.git.GitException;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.sync.access.Projects;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.engine.Refresher.Refreshed;
import dev.sealer.sync.live.ClusterAwayException;
import dev.sealer.sync.live.WriteIdentity;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.plan.ProjectRules;
import dev.sealer.sync.plan.SyncCode;
import dev.sealer.sync.plan.operation.SyncOperation;
import dev.sealer.sync.plan.operation.SyncTarget;
import dev.sealer.sync.plan.spec.SpecRules;
import dev.sealer.sync.poll.GitOutages;
import dev.sealer.sync.render.BuildTroubleException;
import dev.sealer.sync.source.FetchedSources;
import dev.sealer.sync.source.SourceReader;
import dev.sealer.sync.source.SourceRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Brings an Application of one cluster from where it is to where Git says. */
final class ApplicationReconciler {

  private static final Duration LOOK_AGAIN = Duration.ofHours(1);
  private static final Duration UNREAD = Duration.ofSeconds(30);
  private static final double SPREAD = 0.2;

  private final Projects projects;
  private final SourceReader sources;
  private final Refresher refresher;
  private final Cascade cascade;
  private final HookRunner hooks;
  private final DeletionHooks deletionHooks;
  private final SyncPass pass;
  private final Duration pollInterval;
  private final GitOutages outages;
  private final PruneHolds holds;
  private final RandomGenerator random;

  ApplicationReconciler(
      Reads reads,
      Refresher refresher,
      Cascade cascade,
      HookRunner hooks,
      DeletionHooks deletionHooks,
      SyncPass pass) {
    this.projects = reads.projects();
    this.sources = reads.sources();
    this.refresher = refresher;
    this.cascade = cascade;
    this.hooks = hooks;
    this.deletionHooks = deletionHooks;
    this.pass = pass;
    this.pollInterval = reads.pollInterval();
    this.outages = reads.outages();
    this.holds = reads.holds();
    this.random = reads.random();
  }

  /** Where it looks, and how often Git is asked. */
  record Reads(
      Projects projects,
      SourceReader sources,
      Duration pollInterval,
      GitOutages outages,
      PruneHolds holds,
      RandomGenerator random) {}

  /** Forgets an Application that does not exist any more. */
  void forget(ObjectKey key) {
    WriteIdentity.own().run(() -> hooks.releaseAll(key));
    sources.forget(key);
    refresher.forgetApplication(key);
    outages.end(key);
    holds.forget(key);
    pass.forget(key);
  }

  /** Does what is to be done now. */
  Outcome reconcile(ApplicationView view) {
    if (view.isSkipped() && !view.isDeleting()) {
      return Outcome.done();
    }
    try {
      return runUnderProject(view);
    } catch (ClusterAwayException e) {
      throw e;
    } catch (RuntimeException e) {
      throw reported(view, e);
    }
  }

  /**
   * Says in the Application that Sealer itself failed. The message of the exception may hold a
   * value, so only its class is shown; the caller logs it and tries again.
   */
  private RuntimeException reported(ApplicationView view, RuntimeException failure) {
    String problem =
        "internal error (" + failure.getClass().getSimpleName() + "); see the operator's log";
    try {
      Outcome _ =
          view.isDeleting()
              ? cascade.blocked(view, problem)
              : pass.broken(view, SyncTarget.of(view.sources()), problem);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private Outcome runUnderProject(ApplicationView view) {
    String project = view.hasSpec() ? view.project() : "default";
    return switch (projects.find(project, view.key().namespace())) {
      case Projects.Away away -> Outcome.retry(away.message());
      case Projects.Refused refused -> {
        // Nothing may be read for it, with whatever credentials the project has.
        sources.forget(view.key());
        yield refuse(view, refused.message());
      }
      case Projects.Rules(ProjectRules rules) -> run(view, rules);
    };
  }

  private Outcome run(ApplicationView view, ProjectRules rules) {
    Optional<String> problem =
        rules
            .settings()
            .problem()
            .or(() -> view.isDeleting() ? rules.unreadable() : problem(view, rules));
    if (problem.isPresent()) {
      return refuse(view, problem.get());
    }
    WriteIdentity identity;
    try {
      identity = identity(view, rules);
    } catch (IllegalArgumentException | ManifestException e) {
      return refuse(view, String.valueOf(e.getMessage()));
    }
    return identity.during(() -> view.isDeleting() ? cascade.run(view, rules) : sync(view, rules));
  }

  private static WriteIdentity identity(ApplicationView view, ProjectRules rules) {
    if (view.hasSpec()) {
      return new WriteIdentity(rules.writesAs(view.spec().destination(), view.key().namespace()));
    }
    if (rules.settings().impersonation()) {
      throw new IllegalArgumentException("the Application has no spec, so nobody may write for it");
    }
    return WriteIdentity.own();
  }

  private Outcome refuse(ApplicationView view, String problem) {
    return view.isDeleting() ? cascade.blocked(view, problem) : pass.invalid(view, problem);
  }

  private Optional<String> problem(ApplicationView view, ProjectRules rules) {
    try {
      return SpecRules.problem(view.hasSpec() ? view.spec() : null, rules)
          .or(() -> sources.markProblem(view, rules))
          .or(() ->
              view.operation().flatMap(operation -> SpecRules.problem(operation, view.spec())));
    } catch (ManifestException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Outcome sync(ApplicationView view, ProjectRules rules) {
    Duration maxAge = view.refresh().isPresent() ? Duration.ZERO : sources.maxAge();
    if (view.refresh().filter("hard"::equals).isPresent()) {
      sources.forgetAll();
      refresher.forgetRemembered(view.key());
    }
    SourceRequest request = SourceRequest.of(view, maxAge);
    Optional<String> problem = SpecRules.problem(request.sources(), "operation.sync", rules);
    if (problem.isPresent()) {
      return pass.broken(view, request.target(), problem.get());
    }
    long begun = holds.now();
    FetchedSources fetched;
    try {
      fetched = fetch(view, request, rules);
      Optional<Refreshed> refreshed = refresher.compare(view, request, fetched);
      refreshed.ifPresent(found -> holds.compared(view, found, begun));
      if (refreshed.isEmpty()) {
        return pass.notReady(view);
      }
      Optional<ApplicationView> announced = deletionHooks.announce(view, refreshed.get());
      return announced.isEmpty()
          ? Outcome.retry(Cascade.CHANGED)
          : pass.run(
              announced.get(),
              refreshed.get(),
              newest(view, maxAge),
              again -> refresher.compare(again, request, fetched),
              pause(view, refreshed.get()));
    } catch (GitException | ManifestException | BuildTroubleException e) {
      return pass.broken(view, request.target(), String.valueOf(e.getMessage()));
    }
  }

  /** Nothing tells of the end of an outage, or that an object can be read again. */
  private Duration pause(ApplicationView view, Refreshed refreshed) {
    boolean isUnknown =
        refreshed.comparison().resources().stream().anyMatch(one -> one.code() == SyncCode.UNKNOWN);
    if (isUnknown) {
      return pollInterval.compareTo(UNREAD) < 0 ? pollInterval : UNREAD;
    }
    return outages.isAway(view.key()) ? pollInterval : lookAgain();
  }

  /** Watches and polls tell of every change; this is for what they may have missed. */
  private Duration lookAgain() {
    return Duration.ofNanos((long) (LOOK_AGAIN.toNanos() * (1 + SPREAD * random.nextDouble())));
  }

  /**
   * Reads the requested commits, or those that were compared last while Git gives no answer: an
   * outage of Git must not stop self-heal. It is reported once it lasts.
   */
  private FetchedSources fetch(ApplicationView view, SourceRequest request, ProjectRules rules) {
    try {
      FetchedSources fetched = sources.fetch(view, request, rules);
      outages.end(view.key());
      return fetched;
    } catch (GitException e) {
      Optional<SourceRequest> last =
          GitOutages.isOutage(e) ? last(view, request) : Optional.empty();
      if (last.isEmpty()) {
        throw e;
      }
      boolean reported = outages.isReported(view.key(), view.refresh().isPresent());
      FetchedSources known = sources.fetch(view, last.get(), rules);
      return reported ? known.during(String.valueOf(e.getMessage())) : known;
    }
  }

  /**
   * Returns what was compared last, if that will do: a sync that was asked for, or that runs, is of
   * the commits that it names and of no others.
   */
  private static Optional<SourceRequest> last(ApplicationView view, SourceRequest request) {
    boolean syncs =
        view.operation().isPresent()
            || view.lastOperation().filter(SourceRequest::isPinned).isPresent();
    return syncs
        ? Optional.empty()
        : view.comparedCommits(request.sources())
            .filter(commits -> !commits.equals(request.revisions()))
            .map(commits -> new SourceRequest(request.sources(), commits, request.maxAge()));
  }

  /**
   * Returns the commits that an automated sync should be of by now, if those are others than the
   * ones it began with.
   */
  private Optional<String> newest(ApplicationView view, Duration maxAge) {
    Optional<SyncOperation> running =
        view.lastOperation().filter(SyncOperation::isAutomated).filter(SourceRequest::isPinned);
    if (running.isEmpty()) {
      return Optional.empty();
    }
    try {
      SyncTarget current = running.get().target();
      SyncTarget newest = sources.target(view, SourceRequest.ofSpec(view, maxAge), current);
      return current.isSameAs(newest) ? Optional.empty() : Optional.of(newest.shown());
    } catch (GitException e) {
      // Then the sync that runs stays the newest that is known.
      return Optional.empty();
    }
  }
}
