package dev.sealer.externalsecrets.reconcile;

import dev.sealer.externalsecrets.engine.FetchEngine;
import dev.sealer.externalsecrets.fetch.Assembly;
import dev.sealer.externalsecrets.fetch.Fetched;
import dev.sealer.externalsecrets.plan.Verdict;
import dev.sealer.externalsecrets.render.Rendered;
import dev.sealer.externalsecrets.render.TemplateFailure;
import dev.sealer.externalsecrets.render.TemplateRenderer;
import dev.sealer.externalsecrets.spec.SyncSpec;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.reconcile.OwnWrites;
import dev.sealer.kube.watch.ObjectMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out that a periodic refresh has nothing to write, without a call to the API server: the
 * values are those of the last refresh, and the watch shows the Secret as that refresh left it.
 */
final class UnchangedTarget {

  private final World world;
  private final SyncMemory memory;
  private final FetchEngine engine;
  private final TemplateRenderer renderer;
  private final OwnWrites writes;

  /** Compares what it sees in {@code world} with {@code memory}. */
  UnchangedTarget(World world, SyncMemory memory, ExternalSecretReconciler.Parts parts) {
    this.world = world;
    this.memory = memory;
    this.engine = parts.engine();
    this.renderer = parts.renderer();
    this.writes = parts.writes();
  }

  /**
   * Returns the values of a refresh that has nothing to write.
   *
   * @return empty if there is or may be something to write; the caller must close the answers
   */
  Optional<FetchEngine.Outcome.Answered> values(
      ExternalSecretObject object, SyncSpec spec, FetchEngine.Ask ask) {
    Optional<SyncMemory.Entry> last =
        memory.get(object).filter(entry -> isAsWeLeftIt(object, spec, entry));
    if (last.isEmpty()) {
      return Optional.empty();
    }
    Optional<FetchEngine.Outcome.Answered> answers = engine.known(spec.reads(), ask);
    if (answers.isEmpty()) {
      return Optional.empty();
    }
    boolean same = content(object, spec, answers.get()).equals(Optional.of(last.get().content()));
    if (!same) {
      answers.get().close();
      return Optional.empty();
    }
    engine.forget(object.key());
    return answers;
  }

  /** The result of such a refresh. */
  RefreshResult result(ExternalSecretObject object) {
    SyncMemory.Entry last = memory.get(object).orElseThrow();
    return new RefreshResult.Good(
        Verdict.synced(),
        last.targetVersion(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        last.content());
  }

  private boolean isAsWeLeftIt(ExternalSecretObject object, SyncSpec spec, SyncMemory.Entry entry) {
    String namespace = object.source().namespace();
    Optional<String> seen =
        world
            .secret(new ObjectKey(namespace, spec.target().name()))
            .map(ObjectMetadata::resourceVersion);
    return !entry.content().isEmpty()
        && !spec.generates()
        && !writes.mustRead(object.key())
        && seen.filter(entry.targetVersion()::equals).isPresent()
        && entry.inputs().equals(world.inputs(namespace, spec))
        && object.last().synced().equals(object.source().version())
        && object.last().conditions().isTrue("Ready")
        && object.last().sources().stream()
            .allMatch(state -> state.absence().isEmpty() && state.lastGood().isEmpty());
  }

  /** Returns the fingerprint of what would be written; empty if a value or template is missing. */
  private Optional<String> content(
      ExternalSecretObject object, SyncSpec spec, FetchEngine.Outcome.Answered answers) {
    try (Fetched fetched = Assembly.assemble(spec.entries(), answers.answers(), _ -> Map.of())) {
      if (!fetched.entries().stream().allMatch(entry -> entry.is(Fetched.Item.State.FOUND))) {
        return Optional.empty();
      }
      try (Rendered rendered = renderer.render(object.source(), spec.target(), fetched.data())) {
        return Optional.of(rendered.content().fingerprint(rendered.inputs()));
      } catch (TemplateFailure failure) {
        return Optional.empty();
      }
    }
  }
}
