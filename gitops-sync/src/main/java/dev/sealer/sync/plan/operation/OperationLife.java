package dev.sealer.sync.plan.operation;

import java.time.Instant;

/** Where a sync is in its life. */
public sealed interface OperationLife {

  /** The sync runs. */
  record Running() implements OperationLife {}

  /** Somebody asked the sync to end. */
  record Terminating() implements OperationLife {}

  /**
   * The last try failed, and another one follows.
   *
   * @param since when it failed
   */
  record AwaitingRetry(Instant since) implements OperationLife {}

  /** The sync is over. */
  record Ended(Outcome outcome, Instant at) implements OperationLife {}

  /** The outcome of a sync. */
  enum Outcome {
    /** Everything was done. */
    SUCCEEDED("Succeeded"),
    /** Something in the cluster refused it. */
    FAILED("Failed"),
    /** It could not be carried out. */
    ERROR("Error");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** Returns the word in a status. */
    public String word() {
      return word;
    }
  }
}
