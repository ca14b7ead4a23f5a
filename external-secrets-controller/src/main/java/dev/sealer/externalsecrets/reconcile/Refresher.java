package dev.sealer.externalsecrets.reconcile;

import dev.sealer.externalsecrets.fetch.Assembly;
import dev.sealer.externalsecrets.fetch.FetchPlan;
import dev.sealer.externalsecrets.fetch.Fetched;
import dev.sealer.externalsecrets.plan.Content;
import dev.sealer.externalsecrets.plan.LiveSecret;
import dev.sealer.externalsecrets.plan.Verdict;
import dev.sealer.externalsecrets.plan.WritePlan;
import dev.sealer.externalsecrets.plan.WritePlanner;
import dev.sealer.externalsecrets.render.Rendered;
import dev.sealer.externalsecrets.render.TemplateRenderer;
import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.SyncSpec;
import dev.sealer.externalsecrets.stores.StoreReads;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.redact.KnownSecrets;
import dev.sealer.kube.redact.Redaction;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Fetches, renders and writes one ExternalSecret, once. */
final class Refresher {

  private final StoreReads reads;
  private final TemplateRenderer renderer;
  private final Outages outages;
  private final Consumer<Collection<ObjectKey>> wake;

  /**
   * Refreshes through these.
   *
   * @param wake what to do with ExternalSecrets that should try again
   */
  Refresher(
      StoreReads reads,
      TemplateRenderer renderer,
      Outages outages,
      Consumer<Collection<ObjectKey>> wake) {
    this.reads = reads;
    this.renderer = renderer;
    this.outages = outages;
    this.wake = wake;
  }

  /** What a refresh came to. */
  sealed interface Result {
    /**
     * The target is as it should be.
     *
     * @param targetVersion of the Secret; empty if there is none
     * @param change to the Secret; empty if nothing was written
     * @param missing what the provider no longer has
     * @param batchSize of the store
     */
    record Good(
        Verdict verdict,
        String targetVersion,
        Optional<WriteResult.Change> change,
        List<String> missing,
        int batchSize)
        implements Result {}

    /**
     * It is not.
     *
     * @param lasting whether only a change can help, not time
     */
    record Bad(Verdict verdict, boolean lasting) implements Result {}

    /** Someone else wrote meanwhile. */
    record Outdated() implements Result {}
  }

  Result refresh(ExternalSecretObject object, SyncSpec spec, TargetSecrets secrets) {
    return switch (secrets.read(spec.target().name())) {
      case TargetSecrets.Read.Failed(String cause) ->
          new Result.Bad(Verdict.failed("could not get the target secret", cause), false);
      case TargetSecrets.Read.Live live -> {
        try (live) {
          yield new Attempt(object, spec, secrets, live).run();
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

    Result run() {
      if (live.secret().isEmpty()
          && spec.target().creation().keepsForeignKeys()
          && !spec.target().creation().creates()) {
        // Nothing could be written, so nothing is fetched: the target's appearance is watched.
        return good(Verdict.kept(WritePlan.Why.TARGET_MISSING), List.of(), 1);
      }
      String namespace = object.source().namespace();
      return switch (reads.fetch(FetchPlan.of(spec.entries()), namespace)) {
        case StoreReads.Outcome.Failed(String cause) ->
            new Result.Bad(Verdict.notFetched(cause), false);
        case StoreReads.Outcome.Answered answered -> {
          try (answered) {
            answered
                .answers()
                .forEach((store, said) -> wake.accept(outages.answered(store, object.key(), said)));
            yield assemble(answered);
          }
        }
      };
    }

    private Result assemble(StoreReads.Outcome.Answered answered) {
      return switch (Assembly.assemble(
          spec.entries(), answered.answers(), spec.target().deletion())) {
        case Fetched.Failed(String cause) -> new Result.Bad(Verdict.notFetched(cause), false);
        case Fetched.Complete complete -> {
          try (complete;
              KnownSecrets.Registration _ = KnownSecrets.during(complete.data())) {
            yield withoutValues(write(complete, answered.batchSize()));
          }
        }
      };
    }

    /** Messages of templates and of the API server may repeat what they were given. */
    private static Result withoutValues(Result result) {
      return result instanceof Result.Bad(Verdict said, boolean lasting)
          ? new Result.Bad(
              new Verdict(said.ready(), said.reason(), Redaction.text(said.message())), lasting)
          : result;
    }

    private Result write(Fetched.Complete fetched, int batchSize) {
      if (fetched.data().isEmpty()
          && fetched.missing().size() < spec.entries().size()
          && spec.target().deletion() != DeletionPolicy.RETAIN) {
        // An empty object is an answer: only "does not exist" may take values away.
        return new Result.Bad(
            Verdict.notFetched("the provider's values hold no keys; the Secret stays as it is"),
            false);
      }
      if (WritePlanner.leavesNothing(spec.target(), fetched.data())) {
        return carryOut(
            WritePlanner.nothingFetched(object.source(), spec.target(), live.secret()),
            fetched.missing(),
            batchSize);
      }
      return switch (renderer.render(object.source(), spec.target(), fetched.data())) {
        case Rendered.Failed(String field, String problem) ->
            new Result.Bad(
                Verdict.failed("could not apply template", field + ": " + problem), false);
        case Rendered.Complete rendered -> {
          try (rendered) {
            Content content = rendered.content();
            yield carryOut(
                WritePlanner.write(object.source(), spec.target(), live.secret(), content),
                fetched.missing(),
                batchSize);
          }
        }
      };
    }

    private Result carryOut(WritePlan plan, List<String> missing, int batchSize) {
      return switch (plan) {
        case WritePlan.Keep(WritePlan.Why why) -> good(Verdict.kept(why), missing, batchSize);
        case WritePlan.Refuse(String message, String cause) ->
            new Result.Bad(Verdict.failed(message, cause), true);
        case WritePlan.Delete delete ->
            done(secrets.delete(spec.target().name(), delete), missing, batchSize);
        case WritePlan.Write write -> done(secrets.write(write, live), missing, batchSize);
      };
    }

    private Result done(TargetSecrets.Done done, List<String> missing, int batchSize) {
      return switch (done) {
        case TargetSecrets.Done.Written(String version, WriteResult.Change change) ->
            new Result.Good(Verdict.synced(), version, Optional.of(change), missing, batchSize);
        case TargetSecrets.Done.Deleted _ ->
            new Result.Good(Verdict.deleted(), "", Optional.empty(), missing, batchSize);
        case TargetSecrets.Done.Outdated _ -> new Result.Outdated();
        case TargetSecrets.Done.Failed(String cause) ->
            new Result.Bad(Verdict.failed("could not update secret", cause), false);
      };
    }

    private Result good(Verdict verdict, List<String> missing, int batchSize) {
      String version = live.secret().map(LiveSecret::resourceVersion).orElse("");
      return new Result.Good(verdict, version, Optional.empty(), missing, batchSize);
    }
  }
}
