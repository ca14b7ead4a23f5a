package dev.sealer.externalsecrets.reconcile;

import dev.sealer.externalsecrets.deletion.DeletionLimits;
import dev.sealer.externalsecrets.deletion.DeletionPlanner;
import dev.sealer.externalsecrets.deletion.DeletionReview;
import dev.sealer.externalsecrets.deletion.SourceState;
import dev.sealer.externalsecrets.engine.FetchAsk;
import dev.sealer.externalsecrets.engine.FetchEngine;
import dev.sealer.externalsecrets.engine.FetchLimits;
import dev.sealer.externalsecrets.fetch.Assembly;
import dev.sealer.externalsecrets.fetch.FetchPlan;
import dev.sealer.externalsecrets.fetch.Fetched;
import dev.sealer.externalsecrets.fetch.FetchedEntry;
import dev.sealer.externalsecrets.plan.Content;
import dev.sealer.externalsecrets.plan.LiveSecret;
import dev.sealer.externalsecrets.plan.RandomContent;
import dev.sealer.externalsecrets.plan.RefreshDecision;
import dev.sealer.externalsecrets.plan.Verdict;
import dev.sealer.externalsecrets.plan.WritePlan;
import dev.sealer.externalsecrets.plan.WritePlanner;
import dev.sealer.externalsecrets.render.Rendered;
import dev.sealer.externalsecrets.render.TemplateRenderer;
import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.SyncSpec;
import dev.sealer.externalsecrets.spec.TemplateSpec;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.redact.KnownSecrets;
import dev.sealer.kube.redact.Redaction;
import dev.sealer.secret.SecretBytes;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Fetches, renders and writes one ExternalSecret, once. */
final class Refresher {
  private static final long LONGEST_SILENCE_SECONDS = 30;

  /** A quarter of the workers that run by default. */
  private static final int TEMPLATES_PER_NAMESPACE = 8;

  private static final Duration NO_PLACE = Duration.ofSeconds(1);

  private static final Again BACKOFF = new Again.Backoff();
  private static final Fetch NOTHING = new Fetch(List.of(), Optional.empty());

  private final World world;
  private final SyncMemory memory;
  private final FetchEngine engine;
  private final TemplateRenderer renderer;
  private final Outages outages;
  private final NamespaceShare templates = new NamespaceShare(TEMPLATES_PER_NAMESPACE);
  private final Consumer<Collection<ObjectKey>> wake;
  private final DeletionLimits limits;
  private final InstantSource clock;

  /** Refreshes what it sees in {@code world}, and keeps in {@code memory} what it found. */
  Refresher(World world, SyncMemory memory, ExternalSecretReconciler.Parts parts) {
    this.world = world;
    this.memory = memory;
    this.engine = parts.engine();
    this.renderer = parts.renderer();
    this.limits = parts.limits();
    this.clock = parts.clock();
    this.outages = new Outages();
    this.wake = parts.wake();
  }

  /** The result of a refresh. */
  sealed interface Result {
    /**
     * The target is as it should be.
     *
     * @param targetVersion of the Secret; empty if there is none
     * @param change to the Secret; empty if nothing was written
     * @param missing what the provider no longer has
     * @param sources what the Secret is made of; empty if nothing was fetched
     */
    record Good(
        Verdict verdict,
        String targetVersion,
        Optional<WriteResult.Change> change,
        List<String> missing,
        Optional<List<SourceState>> sources)
        implements Result {}

    /**
     * It is not.
     *
     * @param again what can help
     * @param sources what the Secret is made of; empty if nothing was fetched
     */
    record Bad(Verdict verdict, Again again, Optional<List<SourceState>> sources)
        implements Result {}

    /** Someone else wrote meanwhile. */
    record Outdated() implements Result {}

    /**
     * It has to wait, and is enqueued when it need not any more.
     *
     * @param again after this time at the latest
     */
    record Pending(Duration again) implements Result {}
  }

  /** Returns the pause after a store has not answered {@code times} in a row. */
  private static Duration silence(int times) {
    return Duration.ofSeconds(Math.min(LONGEST_SILENCE_SECONDS, 1L << Math.min(times - 1, 5)));
  }

  /** What can help after a failure. */
  sealed interface Again {
    /** Time, with growing delays. */
    record Backoff() implements Again {}

    /** A change. */
    record OnChange() implements Again {}

    /** A change, or another call to the provider once so much time has passed. */
    record After(Duration pause) implements Again {}
  }

  /** Asks the stores, and returns whether there is anything to wait for. */
  boolean isPending(ExternalSecretObject object, SyncSpec spec, RefreshDecision.Cause cause) {
    return engine.isPending(FetchPlan.of(spec.entries()), ask(object, spec, cause));
  }

  /** New and changed ExternalSecrets go first. A changed one does not get a cached value. */
  private static FetchAsk ask(
      ExternalSecretObject object, SyncSpec spec, RefreshDecision.Cause cause) {
    String version = object.source().version();
    Duration tenth = spec.refresh().retryInterval().dividedBy(10);
    return switch (cause) {
      case FIRST -> new FetchAsk(object.key(), version, true, tenth);
      case CHANGED -> new FetchAsk(object.key(), version, true, Duration.ZERO);
      case INPUTS, INTERVAL -> new FetchAsk(object.key(), version, false, tenth);
      // A repair must not cost calls: anyone who may edit the Secret could cause any number.
      case TARGET -> new FetchAsk(object.key(), version, true, spec.refresh().retryInterval());
    };
  }

  Result refresh(
      ExternalSecretObject object,
      SyncSpec spec,
      RefreshDecision.Cause cause,
      TargetSecrets secrets) {
    String namespace = object.source().namespace();
    if (spec.target().template().isEmpty()) {
      return refreshNow(object, spec, cause, secrets);
    }
    if (!templates.enter(namespace)) {
      return new Result.Pending(NO_PLACE);
    }
    try {
      return refreshNow(object, spec, cause, secrets);
    } finally {
      templates.leave(namespace);
    }
  }

  private Result refreshNow(
      ExternalSecretObject object,
      SyncSpec spec,
      RefreshDecision.Cause cause,
      TargetSecrets secrets) {
    return switch (secrets.read(spec.target().name())) {
      case TargetSecrets.Read.Failed(String problem) ->
          new Result.Bad(
              Verdict.failed("could not get the target secret", problem),
              BACKOFF,
              Optional.empty());
      case TargetSecrets.Read.Live live -> {
        try (live) {
          yield new Attempt(object, spec, secrets, live).run(ask(object, spec, cause));
        }
      }
    };
  }

  /** One refresh against one state of the target. */
  private final class Attempt {

    private final ExternalSecretObject object;
    private final SyncSpec spec;
    private final TargetSecrets secrets;
    private final TargetSecrets.Read.Live live;

    Attempt(
        ExternalSecretObject object,
        SyncSpec spec,
        TargetSecrets secrets,
        TargetSecrets.Read.Live live) {
      this.object = object;
      this.spec = spec;
      this.secrets = secrets;
      this.live = live;
    }

    Result run(FetchAsk ask) {
      if (live.secret().isEmpty()
          && spec.target().creation().keepsForeignKeys()
          && !spec.target().creation().creates()) {
        // Nothing could be written, so nothing is fetched: the target's appearance is watched.
        return good(Verdict.kept(WritePlan.Why.TARGET_MISSING), NOTHING);
      }
      return switch (engine.fetch(FetchPlan.of(spec.entries()), ask)) {
        case FetchEngine.Outcome.Pending _ -> new Result.Pending(FetchLimits.PATIENCE);
        case FetchEngine.Outcome.Failed(String cause) ->
            new Result.Bad(Verdict.notFetched(cause), BACKOFF, Optional.empty());
        case FetchEngine.Outcome.Answered answered -> {
          try (answered) {
            answered
                .answers()
                .forEach((store, said) -> resume(outages.answered(store, object.key(), said)));
            yield assemble(answered);
          }
        }
      };
    }

    private void resume(Set<ObjectKey> waiting) {
      waiting.forEach(memory::resume);
      wake.accept(waiting);
    }

    private Result assemble(FetchEngine.Outcome.Answered answered) {
      Fetched fetched = Assembly.assemble(spec.entries(), answered.answers());
      try (fetched) {
        Map<StoreRef, String> origins = new HashMap<>();
        answered.answers().forEach((store, said) -> origins.put(store, said.origin()));
        DeletionReview review = review(fetched, origins);
        if (!fetched.data().isEmpty()) {
          review.dropped().values().forEach(key -> keep(key, fetched.data()));
        }
        try (KnownSecrets.Registration _ = KnownSecrets.during(fetched.data())) {
          return withoutValues(blocked(fetched, review).orElseGet(() -> write(fetched, review)));
        }
      }
    }

    /** Keeps the last value of a key. */
    private void keep(String key, Map<String, SecretBytes> data) {
      SecretBytes last = live.secret().map(secret -> secret.data().get(key)).orElse(null);
      if (last != null) {
        data.computeIfAbsent(key, _ -> last.copy());
      }
    }

    private DeletionReview review(Fetched fetched, Map<StoreRef, String> origins) {
      DeletionPlanner.Past past =
          new DeletionPlanner.Past(
              object.last().sources(),
              live.secret().map(LiveSecret::ourKeys).orElse(Set.of()),
              memory.seenMissing(object.key()));
      DeletionReview review =
          DeletionPlanner.review(
              fetched.entries(),
              origins,
              past,
              new DeletionPlanner.Rules(
                  spec.refresh(),
                  spec.target().deletion(),
                  spec.target().template().filter(TemplateSpec::makesData).isEmpty(),
                  limits),
              clock.instant());
      memory.sawMissing(object.key(), review.states());
      world.note(object, spec, review.states());
      return review;
    }

    /** Returns why nothing may be written, if so. */
    private Optional<Result> blocked(Fetched fetched, DeletionReview review) {
      Optional<String> cause =
          fetched
              .first(FetchedEntry.State.BROKEN)
              .or(() -> fetched.first(FetchedEntry.State.UNAVAILABLE));
      if (cause.isPresent()) {
        boolean waits = fetched.first(FetchedEntry.State.UNAVAILABLE).isPresent();
        Again again =
            new Again.After(
                waits ? silence(memory.unanswered(object.key())) : spec.refresh().retryInterval());
        return Optional.of(bad(Verdict.notFetched(cause.get()), again, review));
      }
      if (!review.waiting().isEmpty()) {
        String missing = fetched.first(FetchedEntry.State.MISSING).orElse("");
        return Optional.of(
            bad(
                Verdict.notFetched(missing + whatHappensNext()),
                new Again.After(review.again().orElse(spec.refresh().retryInterval())),
                review));
      }
      return world
          .heldStore(review, object.source().namespace(), clock.instant())
          .map(store ->
              bad(Verdict.held(store), new Again.After(spec.refresh().retryInterval()), review));
    }

    private String whatHappensNext() {
      if (spec.target().deletion() == DeletionPolicy.RETAIN) {
        return "";
      }
      return spec.refresh().periodic()
          ? "; the Secret stays as it is until another refresh confirms that"
          : "; the Secret stays as it is, because there is no refreshInterval to confirm that";
    }

    private static Result bad(Verdict verdict, Again again, DeletionReview review) {
      return new Result.Bad(verdict, again, Optional.of(review.states()));
    }

    /** Messages of templates and of the API server may repeat what they were given. */
    private static Result withoutValues(Result result) {
      return result instanceof Result.Bad(Verdict said, Again again, var sources)
          ? new Result.Bad(
              new Verdict(said.ready(), said.reason(), Redaction.text(said.message())),
              again,
              sources)
          : result;
    }

    private Result write(Fetched fetched, DeletionReview review) {
      List<String> missing = fetched.all(FetchedEntry.State.MISSING);
      Fetch fetch = new Fetch(missing, Optional.of(review));
      if (fetched.data().isEmpty()
          && missing.size() < spec.entries().size()
          && spec.target().deletion() != DeletionPolicy.RETAIN) {
        // An empty object is an answer: only "does not exist" may take values away.
        return bad(
            Verdict.notFetched("the provider's values hold no keys; the Secret stays as it is"),
            new Again.After(spec.refresh().retryInterval()),
            review);
      }
      if (WritePlanner.leavesNothing(spec.target(), fetched.data())) {
        return carryOut(
            WritePlanner.nothingFetched(object.source(), spec.target(), live.secret()), fetch);
      }
      return switch (renderer.render(object.source(), spec.target(), fetched.data())) {
        case Rendered.Failed(String field, String problem) ->
            bad(
                Verdict.failed("could not apply template", field + ": " + problem),
                new Again.After(spec.refresh().retryInterval()),
                review);
        case Rendered.Complete rendered -> {
          try (rendered) {
            Content content =
                RandomContent.settle(rendered.content(), rendered.inputs(), live.secret());
            yield carryOut(
                WritePlanner.write(
                    object.source(),
                    spec.target(),
                    live.secret(),
                    content,
                    world.otherWriters(object.key(), spec.target().name())),
                fetch);
          }
        }
      };
    }

    private Result carryOut(WritePlan plan, Fetch fetch) {
      return switch (plan) {
        case WritePlan.Keep(WritePlan.Why why) -> good(Verdict.kept(why), fetch);
        case WritePlan.Refuse(String message, String cause) ->
            new Result.Bad(Verdict.failed(message, cause), new Again.OnChange(), fetch.states());
        case WritePlan.Delete delete -> done(secrets.delete(spec.target().name(), delete), fetch);
        case WritePlan.Write write -> done(secrets.write(write, live), fetch);
      };
    }

    private Result done(TargetSecrets.Done done, Fetch fetch) {
      return switch (done) {
        case TargetSecrets.Done.Written(String version, WriteResult.Change change) ->
            new Result.Good(
                Verdict.synced(),
                version,
                Optional.of(change),
                fetch.missing(),
                fetch.removed(clock));
        case TargetSecrets.Done.Deleted _ ->
            new Result.Good(
                Verdict.deleted(), "", Optional.empty(), fetch.missing(), fetch.removed(clock));
        case TargetSecrets.Done.Outdated _ -> new Result.Outdated();
        case TargetSecrets.Done.Failed(String cause) ->
            new Result.Bad(
                Verdict.failed("could not update secret", cause), BACKOFF, fetch.states());
      };
    }

    private Result good(Verdict verdict, Fetch fetch) {
      String version = live.secret().map(LiveSecret::resourceVersion).orElse("");
      return new Result.Good(verdict, version, Optional.empty(), fetch.missing(), fetch.states());
    }
  }

  /**
   * What a refresh fetched.
   *
   * @param missing what the provider no longer has
   * @param review what may be removed; empty if nothing was fetched
   */
  private record Fetch(List<String> missing, Optional<DeletionReview> review) {
    Optional<List<SourceState>> states() {
      return review.map(DeletionReview::states);
    }

    Optional<List<SourceState>> removed(InstantSource clock) {
      return review.map(r -> r.removedAt(clock.instant().truncatedTo(ChronoUnit.SECONDS)));
    }
  }
}
