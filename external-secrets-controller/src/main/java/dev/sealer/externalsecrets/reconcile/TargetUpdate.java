package dev.sealer.externalsecrets.reconcile;

import dev.sealer.externalsecrets.deletion.DeletionReview;
import dev.sealer.externalsecrets.fetch.Fetched;
import dev.sealer.externalsecrets.fetch.GeneratedKeys;
import dev.sealer.externalsecrets.plan.Content;
import dev.sealer.externalsecrets.plan.LiveSecret;
import dev.sealer.externalsecrets.plan.RandomContent;
import dev.sealer.externalsecrets.plan.Verdict;
import dev.sealer.externalsecrets.plan.WritePlan;
import dev.sealer.externalsecrets.plan.WritePlanner;
import dev.sealer.externalsecrets.render.Rendered;
import dev.sealer.externalsecrets.render.TemplateFailure;
import dev.sealer.externalsecrets.render.TemplateRenderer;
import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.SyncSpec;
import dev.sealer.externalsecrets.status.SourceReport;
import dev.sealer.kube.apply.WriteResult;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Renders values and writes them to the target, once, against one state of the target. */
final class TargetUpdate {

  private final World world;
  private final TemplateRenderer renderer;
  private final InstantSource clock;
  private final ExternalSecretObject object;
  private final SyncSpec spec;
  private final TargetSecrets secrets;
  private final TargetSecrets.Read.Live live;

  /** Updates the target of {@code object}, which is {@code live}; the caller must close that. */
  TargetUpdate(
      World world,
      TemplateRenderer renderer,
      InstantSource clock,
      ExternalSecretObject object,
      SyncSpec spec,
      TargetSecrets secrets,
      TargetSecrets.Read.Live live) {
    this.world = world;
    this.renderer = renderer;
    this.clock = clock;
    this.object = object;
    this.spec = spec;
    this.secrets = secrets;
    this.live = live;
  }

  /** Leaves the target as it is, without values. */
  RefreshResult keep(WritePlan.Why why) {
    return good(Verdict.kept(why), new Fetch(List.of(), List.of(), Optional.empty(), ""));
  }

  /** Writes {@code fetched}, which the caller must close. */
  RefreshResult write(Fetched fetched, DeletionReview review) {
    List<String> missing = fetched.all(Fetched.Item.State.MISSING);
    Fetch fetch = new Fetch(missing, fetched.generated(), Optional.of(review), "");
    if (fetched.data().isEmpty()
        && missing.size() < spec.entries().size()
        && spec.target().deletion() != DeletionPolicy.RETAIN) {
      // An empty object is an answer: only "does not exist" may take values away.
      return new RefreshResult.Bad(
          Verdict.notFetched("the provider's values hold no keys; the Secret stays as it is"),
          new RefreshResult.Again.After(spec.refresh().retryInterval()),
          fetch.states());
    }
    if (WritePlanner.leavesNothing(spec.target(), fetched.data())) {
      return carryOut(
          WritePlanner.nothingFetched(object.source(), spec.target(), live.secret()), fetch);
    }
    try (Rendered rendered = renderer.render(object.source(), spec.target(), fetched.data())) {
      Content content = RandomContent.settle(rendered.content(), rendered.inputs(), live.secret());
      return carryOut(
          WritePlanner.write(
              object.source(),
              spec.target(),
              live.secret(),
              content,
              world.otherWriters(object.key(), spec.target().name())),
          fetch.of(rendered));
    } catch (TemplateFailure failure) {
      return new RefreshResult.Bad(
          Verdict.failed("could not apply template", failure.field() + ": " + failure.problem()),
          new RefreshResult.Again.After(spec.refresh().retryInterval()),
          fetch.states());
    }
  }

  private RefreshResult carryOut(WritePlan plan, Fetch fetch) {
    return switch (plan) {
      case WritePlan.Keep(WritePlan.Why why) -> good(Verdict.kept(why), fetch);
      case WritePlan.Refuse(String message, String cause) ->
          new RefreshResult.Bad(
              Verdict.failed(message, cause), new RefreshResult.Again.OnChange(), fetch.states());
      case WritePlan.Delete delete -> done(secrets.delete(spec.target().name(), delete), fetch);
      case WritePlan.Write write -> done(secrets.write(write, live), fetch);
    };
  }

  private RefreshResult done(TargetSecrets.Done done, Fetch fetch) {
    return switch (done) {
      case TargetSecrets.Done.Written(String version, WriteResult.Change change) ->
          new RefreshResult.Good(
              Verdict.synced(),
              version,
              Optional.of(change),
              fetch.missing(),
              fetch.removed(clock),
              fetch.content());
      case TargetSecrets.Done.Deleted _ ->
          new RefreshResult.Good(
              Verdict.deleted(), "", Optional.empty(), fetch.missing(), fetch.removed(clock), "");
      case TargetSecrets.Done.Outdated _ -> new RefreshResult.Outdated();
      case TargetSecrets.Done.Failed(String cause) ->
          new RefreshResult.Bad(
              Verdict.failed("could not update secret", cause),
              new RefreshResult.Again.Backoff(),
              fetch.states());
    };
  }

  private RefreshResult good(Verdict verdict, Fetch fetch) {
    String version = live.secret().map(LiveSecret::resourceVersion).orElse("");
    return new RefreshResult.Good(
        verdict, version, Optional.empty(), fetch.missing(), fetch.states(), "");
  }

  /**
   * The findings of a fetch about missing values.
   *
   * @param missing the values that the provider no longer has
   * @param generated the keys of each generator
   * @param review what may be removed; empty if nothing was fetched
   * @param content fingerprint of what is written; empty before it is rendered
   */
  private record Fetch(
      List<String> missing,
      List<GeneratedKeys> generated,
      Optional<DeletionReview> review,
      String content) {
    Fetch of(Rendered rendered) {
      return new Fetch(
          missing, generated, review, rendered.content().fingerprint(rendered.inputs()));
    }

    Optional<SourceReport> states() {
      return review.map(r -> new SourceReport(r.states(), generated));
    }

    Optional<SourceReport> removed(InstantSource clock) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      return review.map(r -> new SourceReport(r.removedAt(now), generated));
    }
  }
}
