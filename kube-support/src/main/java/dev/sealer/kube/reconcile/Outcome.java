package dev.sealer.kube.reconcile;

import java.time.Duration;

/** How one run for one key ended. */
public sealed interface Outcome {

  /** Nothing more to do until the next wake. */
  record Done() implements Outcome {}

  /**
   * All is well; run again later even if nothing wakes the key.
   *
   * @param delay from the end of this run; an earlier wake still comes through
   */
  record RequeueAfter(Duration delay) implements Outcome {
    /** Refuses a negative delay. */
    public RequeueAfter {
      if (delay.isNegative()) {
        throw new IllegalArgumentException("a delay is not negative");
      }
    }
  }

  /**
   * It did not work this time. Retried for ever, with a growing, capped and spread delay.
   *
   * @param reason for the log; never holds a secret
   */
  record Retry(String reason) implements Outcome {}

  /** Nothing more to do until the next wake. */
  static Outcome done() {
    return new Done();
  }

  /** All is well; run again after {@code delay}. */
  static Outcome requeueAfter(Duration delay) {
    return new RequeueAfter(delay);
  }

  /** It did not work; {@code reason} goes to the log and never holds a secret. */
  static Outcome retry(String reason) {
    return new Retry(reason);
  }
}
