package dev.sealer.externalsecrets.reconcile;

import dev.sealer.externalsecrets.deletion.DeletionLimits;
import dev.sealer.externalsecrets.deletion.DeletionPlanner;
import dev.sealer.externalsecrets.deletion.DeletionReview;
import dev.sealer.externalsecrets.deletion.SourceId;
import dev.sealer.externalsecrets.engine.FetchEngine;
import dev.sealer.externalsecrets.engine.FetchLimits;
import dev.sealer.externalsecrets.fetch.Assembly;
import dev.sealer.externalsecrets.fetch.Fetched;
import dev.sealer.externalsecrets.fetch.GeneratedKeys;
import dev.sealer.externalsecrets.fetch.StoreAnswers;
import dev.sealer.externalsecrets.plan.LastGoodValues;
import dev.sealer.externalsecrets.plan.RefreshDecision;
import dev.sealer.externalsecrets.plan.Verdict;
import dev.sealer.externalsecrets.plan.WritePlan;
import dev.sealer.externalsecrets.render.TemplateRenderer;
import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.SyncSpec;
import dev.sealer.externalsecrets.spec.TemplateSpec;
import dev.sealer.externalsecrets.status.SourceReport;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.kube.redact.KnownSecrets;
import dev.sealer.kube.redact.Redaction;
import dev.sealer.secret.SecretBytes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Fetches, renders and writes one ExternalSecret, once. */
final class ExternalSecretSync {
  private static final long LONGEST_SILENCE_SECONDS = 30;

  /** A quarter of the workers that run by default. */
  private static final int TEMPLATES_PER_NAMESPACE = 8;

  /** Names of data keys in a condition; there may be thousands. */
  private static final int NAMED_KEYS = 10;

  private static final Duration NO_PLACE = Duration.ofSeconds(1);

  private static final RefreshResult.Again BACKOFF = new RefreshResult.Again.Backoff();

  private final World world;
  private final SyncMemory memory;
  private final FetchEngine engine;
  private final TemplateRenderer renderer;
  private final UnchangedTarget unchanged;
  private final Outages outages;
  private final NamespaceShare templates = new NamespaceShare(TEMPLATES_PER_NAMESPACE);
  private final Consumer<Collection<ObjectKey>> wake;
  private final DeletionLimits limits;
  private final OwnWrites writes;
  private final InstantSource clock;

  /** Refreshes what it sees in {@code world}, and keeps in {@code memory} what it found. */
  ExternalSecretSync(World world, SyncMemory memory, ExternalSecretReconciler.Parts parts) {
    this.world = world;
    this.memory = memory;
    this.engine = parts.engine();
    this.renderer = parts.renderer();
    this.unchanged = new UnchangedTarget(world, memory, parts);
    this.limits = parts.limits();
    this.writes = parts.writes();
    this.clock = parts.clock();
    this.outages = new Outages();
    this.wake = parts.wake();
  }

  /** Returns the pause after a store has not answered {@code times} in a row. */
  private static Duration silence(int times) {
    return Duration.ofSeconds(Math.min(LONGEST_SILENCE_SECONDS, 1L << Math.min(times - 1, 5)));
  }

  /** Asks the stores, and returns whether there is anything to wait for. */
  boolean isPending(ExternalSecretObject object, SyncSpec spec, RefreshDecision.Cause cause) {
    return engine.isPending(spec.reads(), ask(object, spec, cause));
  }

  /** New and changed ExternalSecrets go first. A changed one does not get a cached value. */
  private FetchEngine.Ask ask(
      ExternalSecretObject object, SyncSpec spec, RefreshDecision.Cause cause) {
    String version = object.source().version();
    Duration tenth = spec.refresh().retryInterval().dividedBy(10);
    return switch (cause) {
      case FIRST -> new FetchEngine.Ask(object.key(), version, true, tenth);
      // A refresh that failed after the stores had answered does not ask them again.
      case CHANGED ->
          new FetchEngine.Ask(
              object.key(),
              version,
              true,
              memory.hasFetched(object.key(), version) ? tenth : Duration.ZERO);
      case INPUTS, INTERVAL -> new FetchEngine.Ask(object.key(), version, false, tenth);
      // A repair must not cost calls: anyone who may edit the Secret could cause any number.
      case TARGET ->
          new FetchEngine.Ask(object.key(), version, true, spec.refresh().retryInterval());
    };
  }

  RefreshResult refresh(
      ExternalSecretObject object,
      SyncSpec spec,
      RefreshDecision.Cause cause,
      TargetSecrets secrets) {
    String namespace = object.source().namespace();
    if (spec.target().template().isEmpty()) {
      return refreshNow(object, spec, cause, secrets);
    }
    if (!templates.enter(namespace)) {
      return new RefreshResult.Pending(NO_PLACE);
    }
    try {
      return refreshNow(object, spec, cause, secrets);
    } finally {
      templates.leave(namespace);
    }
  }

  private RefreshResult refreshNow(
      ExternalSecretObject object,
      SyncSpec spec,
      RefreshDecision.Cause cause,
      TargetSecrets secrets) {
    FetchEngine.Ask ask = ask(object, spec, cause);
    if (cause == RefreshDecision.Cause.INTERVAL) {
      Optional<FetchEngine.Outcome.Answered> same = unchanged.values(object, spec, ask);
      if (same.isPresent()) {
        try (FetchEngine.Outcome.Answered answered = same.get()) {
          noteAnswers(object.key(), answered);
          return unchanged.result(object);
        }
      }
    }
    return switch (target(object, spec, cause, secrets)) {
      case TargetSecrets.Read.Failed(String problem) ->
          new RefreshResult.Bad(
              Verdict.failed("could not get the target secret", problem),
              BACKOFF,
              Optional.empty());
      case TargetSecrets.Read.Live live -> {
        try (live) {
          boolean keeps = keepsGenerated(object, cause);
          RefreshResult result = new Attempt(object, spec, secrets, live, keeps).run(ask);
          if (!keeps && spec.generates() && result instanceof RefreshResult.Good) {
            memory.noteGenerated(object.key(), due(object));
          }
          yield result;
        }
      }
    };
  }

  /**
   * Returns whether generated values stay: this is not the refresh that replaces them, or it was
   * done before and only its status is missing.
   */
  private boolean keepsGenerated(ExternalSecretObject object, RefreshDecision.Cause cause) {
    return switch (cause) {
      case TARGET, INPUTS -> true;
      case FIRST, CHANGED, INTERVAL -> memory.hasGenerated(object.key(), due(object));
    };
  }

  private static String due(ExternalSecretObject object) {
    return object.source().uid()
        + "/"
        + object.source().version()
        + "/"
        + object.last().synced()
        + "/"
        + object.last().refreshTime();
  }

  /** A Secret that was never there is created without a read; the API server refuses a second. */
  private TargetSecrets.Read target(
      ExternalSecretObject object,
      SyncSpec spec,
      RefreshDecision.Cause cause,
      TargetSecrets secrets) {
    String name = spec.target().name();
    boolean isNew =
        cause == RefreshDecision.Cause.FIRST
            && spec.target().creation().creates()
            && world.secret(new ObjectKey(object.source().namespace(), name)).isEmpty()
            && !memory.isOutdated(object.key())
            && !writes.mustRead(object.key());
    return isNew ? TargetSecrets.Read.Live.none() : secrets.read(name);
  }

  private void noteAnswers(ObjectKey reader, FetchEngine.Outcome.Answered answered) {
    answered
        .answers()
        .forEach((store, said) -> {
          Set<ObjectKey> waiting = outages.answered(store, reader, said);
          waiting.forEach(memory::resume);
          wake.accept(waiting);
        });
  }

  /** One refresh against one state of the target. */
  private final class Attempt {

    private final ExternalSecretObject object;
    private final SyncSpec spec;
    private final TargetSecrets.Read.Live live;
    private final boolean keepsGenerated;
    private final PresentValues present;
    private final TargetUpdate update;

    Attempt(
        ExternalSecretObject object,
        SyncSpec spec,
        TargetSecrets secrets,
        TargetSecrets.Read.Live live,
        boolean keepsGenerated) {
      this.object = object;
      this.spec = spec;
      this.live = live;
      this.keepsGenerated = keepsGenerated;
      this.present = new PresentValues(live.secret(), isVerbatim());
      this.update = new TargetUpdate(world, renderer, clock, object, spec, secrets, live);
    }

    RefreshResult run(FetchEngine.Ask ask) {
      if (live.secret().isEmpty()
          && spec.target().creation().keepsForeignKeys()
          && !spec.target().creation().creates()) {
        // Nothing could be written, so nothing is fetched: the target's appearance is watched.
        return update.keep(WritePlan.Why.TARGET_MISSING);
      }
      return switch (engine.fetch(spec.reads(), ask)) {
        case FetchEngine.Outcome.Pending _ -> new RefreshResult.Pending(FetchLimits.PATIENCE);
        case FetchEngine.Outcome.Failed(String cause) ->
            new RefreshResult.Bad(Verdict.notFetched(cause), BACKOFF, Optional.empty());
        case FetchEngine.Outcome.Answered answered -> {
          try (answered) {
            noteAnswers(object.key(), answered);
            memory.noteFetched(object.key(), object.source().version());
            yield assemble(answered);
          }
        }
      };
    }

    private RefreshResult assemble(FetchEngine.Outcome.Answered answered) {
      String namespace = object.source().namespace();
      List<GeneratedKeys> made = object.last().report().generated();
      Fetched fetched =
          Assembly.assemble(
              spec.entries(),
              answered.answers(),
              generator -> {
                Map<String, SecretBytes> last =
                    keepsGenerated ? present.of(generator, made) : Map.of();
                return last.isEmpty() ? world.generators().generate(generator, namespace) : last;
              });
      try (fetched) {
        if (keepsGenerated) {
          present.keepGenerated(fetched);
        }
        DeletionReview review = review(fetched, answered.answers());
        if (!fetched.data().isEmpty()) {
          review.dropped().values().forEach(key -> present.keep(key, fetched.data()));
        }
        try (KnownSecrets.Registration _ = KnownSecrets.during(fetched.data())) {
          return withoutValues(settle(fetched, review));
        }
      }
    }

    private RefreshResult settle(Fetched fetched, DeletionReview review) {
      Optional<UnreadValues> failure = failure(fetched, review);
      if (failure.isEmpty()) {
        return held(fetched, review).orElseGet(() -> update.write(fetched, review));
      }
      RefreshResult.Bad nothing =
          bad(
              failure.get().cause() + whatHappensNext(review),
              failure.get(),
              report(fetched, review));
      Optional<LastGoodValues.Decision> last = lastGoodValues(fetched, review);
      if (last.isEmpty()) {
        return nothing;
      }
      present.keep(last.get(), fetched.data());
      if (last.get().isFailure()) {
        // Tried again soon, and each time would give other values.
        present.keepGenerated(fetched);
      }
      if (last.get().isFailure() && !present.differsFrom(fetched.data(), last.get().kept())) {
        return last.get().kept().containsAll(fetched.data().keySet())
            ? nothing
            : bad(
                failure.get().cause() + keptNote(last.get()),
                failure.get(),
                report(fetched, review));
      }
      RefreshResult result = held(fetched, review).orElseGet(() -> update.write(fetched, review));
      return last.get().isFailure() && result instanceof RefreshResult.Good good
          ? new RefreshResult.Bad(
              Verdict.notFetched(failure.get().cause() + keptNote(last.get())),
              failure.get().again(),
              good.sources())
          : result;
    }

    private Optional<LastGoodValues.Decision> lastGoodValues(
        Fetched fetched, DeletionReview review) {
      if (!isVerbatim()) {
        // A template needs all of its values.
        return Optional.empty();
      }
      return LastGoodValues.decide(
          fetched.entries(),
          entry ->
              entry.is(Fetched.Item.State.BROKEN)
                  || entry.is(Fetched.Item.State.UNAVAILABLE)
                  || entry
                      .remote()
                      .map(SourceId::of)
                      .filter(review.waiting()::containsKey)
                      .isPresent(),
          entry ->
              object.last().sources().stream()
                  .filter(state -> state.id().equals(SourceId.of(entry)))
                  .flatMap(state -> state.keys().stream())
                  .collect(Collectors.toUnmodifiableSet()),
          present.ourKeys(),
          LastGoodValues.optionalKeys(object.source()));
    }

    private boolean isVerbatim() {
      return spec.target().template().filter(TemplateSpec::makesData).isEmpty();
    }

    private String keptNote(LastGoodValues.Decision last) {
      String names =
          last.kept().stream()
              .limit(NAMED_KEYS)
              .map(key -> "\"" + key + "\"")
              .collect(Collectors.joining(", "));
      int more = last.kept().size() - NAMED_KEYS;
      return "; data keys that keep their last value, of "
          + object.last().refreshTime().map(Object::toString).orElse("an earlier refresh")
          + ": "
          + names
          + (more > 0 ? " and " + more + " more" : "");
    }

    private DeletionReview review(Fetched fetched, Map<StoreRef, StoreAnswers> answers) {
      Map<StoreRef, String> origins = new HashMap<>();
      Map<StoreRef, Long> asked = new HashMap<>();
      answers.forEach((store, said) -> {
        origins.put(store, said.origin());
        asked.put(store, said.askedNanos());
      });
      DeletionPlanner.Past past =
          new DeletionPlanner.Past(
              object.last().sources(),
              present.ourKeys(),
              memory.seenMissing(object.key(), asked),
              object.last().refreshTime(),
              object.last().binding().equals(spec.target().name()));
      DeletionReview review =
          DeletionPlanner.review(
              fetched.entries(),
              origins,
              past,
              new DeletionPlanner.Rules(
                  spec.refresh(), spec.target().deletion(), isVerbatim(), limits),
              clock.instant());
      memory.sawMissing(object.key(), review.states());
      world.note(object, spec, review.states());
      return review;
    }

    /**
     * Values that cannot be refreshed now.
     *
     * @param cause of the first of them
     * @param again what can help
     */
    private record UnreadValues(String cause, RefreshResult.Again again) {}

    private Optional<UnreadValues> failure(Fetched fetched, DeletionReview review) {
      Optional<String> cause =
          fetched
              .first(Fetched.Item.State.BROKEN)
              .or(() -> fetched.first(Fetched.Item.State.UNAVAILABLE));
      if (cause.isPresent()) {
        boolean waits = fetched.first(Fetched.Item.State.UNAVAILABLE).isPresent();
        Duration pause =
            waits ? silence(memory.unanswered(object.key())) : spec.refresh().retryInterval();
        return Optional.of(new UnreadValues(cause.get(), new RefreshResult.Again.After(pause)));
      }
      return review
          .again()
          .map(pause ->
              new UnreadValues(
                  fetched.first(Fetched.Item.State.MISSING).orElse(""),
                  new RefreshResult.Again.After(pause)));
    }

    private Optional<RefreshResult> held(Fetched fetched, DeletionReview review) {
      return world
          .heldStore(review, object.source().namespace(), clock.instant())
          .map(store ->
              new RefreshResult.Bad(
                  Verdict.held(store),
                  new RefreshResult.Again.After(spec.refresh().retryInterval()),
                  Optional.of(report(fetched, review))));
    }

    private static SourceReport report(Fetched fetched, DeletionReview review) {
      return new SourceReport(review.states(), fetched.generated());
    }

    private String whatHappensNext(DeletionReview review) {
      if (review.waiting().isEmpty() || spec.target().deletion() == DeletionPolicy.RETAIN) {
        return "";
      }
      return spec.refresh().periodic()
          ? "; the Secret stays as it is until another refresh confirms that"
          : "; the Secret stays as it is, because there is no refreshInterval to confirm that";
    }

    private static RefreshResult.Bad bad(String cause, UnreadValues failure, SourceReport sources) {
      return new RefreshResult.Bad(
          Verdict.notFetched(cause), failure.again(), Optional.of(sources));
    }

    /** Messages of templates and of the API server may repeat what they were given. */
    private static RefreshResult withoutValues(RefreshResult result) {
      return result
              instanceof RefreshResult.Bad(Verdict said, RefreshResult.Again again, var sources)
          ? new RefreshResult.Bad(
              new Verdict(said.ready(), said.reason(), Redaction.text(said.message())),
              again,
              sources)
          : result;
    }
  }
}
