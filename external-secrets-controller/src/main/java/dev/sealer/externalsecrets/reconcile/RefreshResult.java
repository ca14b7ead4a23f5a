package dev.sealer.externalsecrets.reconcile;

import dev.sealer.externalsecrets.plan.Verdict;
import dev.sealer.externalsecrets.status.SourceReport;
import dev.sealer.kube.apply.WriteResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The result of a refresh. */
sealed interface RefreshResult {
  /**
   * The target is as it should be.
   *
   * @param targetVersion of the Secret; empty if there is none
   * @param change to the Secret; empty if nothing was written
   * @param missing what the provider no longer has
   * @param sources what the Secret is made of; empty if nothing was fetched
   * @param content fingerprint of what was written; empty if nothing was
   */
  record Good(
      Verdict verdict,
      String targetVersion,
      Optional<WriteResult.Change> change,
      List<String> missing,
      Optional<SourceReport> sources,
      String content)
      implements RefreshResult {}

  /**
   * It is not.
   *
   * @param again what can help
   * @param sources what the Secret is made of; empty if nothing was fetched
   */
  record Bad(Verdict verdict, Again again, Optional<SourceReport> sources)
      implements RefreshResult {}

  /** Someone else wrote meanwhile. */
  record Outdated() implements RefreshResult {}

  /**
   * It has to wait, and is enqueued when it need not any more.
   *
   * @param again after this time at the latest
   */
  record Pending(Duration again) implements RefreshResult {}

  /** The condition for another try after a failure. */
  sealed interface Again {
    /** Time, with growing delays. */
    record Backoff() implements Again {}

    /** A change. */
    record OnChange() implements Again {}

    /** A change, or another call to the provider once so much time has passed. */
    record After(Duration pause) implements Again {}
  }
}
