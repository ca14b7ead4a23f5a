package dev.sealer.kube.reconcile;

import java.time.Duration;

/** The result of one reconcile of one key. */
public sealed interface Outcome {

  /** The reconcile succeeded. The key runs again when it is enqueued. */
  record Done() implements Outcome {}

  /**
   * The reconcile succeeded. The key is requeued after a delay.
   *
   * @param delay from the end of this run; the key runs earlier if it is enqueued
   */
  record RequeueAfter(Duration delay) implements Outcome {
    /** Throws for a negative delay. */
    public RequeueAfter {
      if (delay.isNegative()) {
        throw new IllegalArgumentException("delay is negative: " + delay);
      }
    }
  }

  /**
   * The reconcile failed. The key is requeued with capped backoff and jitter, without a retry
   * limit.
   *
   * @param reason is logged; never holds a secret
   */
  record Retry(String reason) implements Outcome {}

  /** Returns the outcome of a reconcile that succeeded. */
  static Outcome done() {
    return new Done();
  }

  /** Returns the outcome of a reconcile that succeeded and has to run again after {@code delay}. */
  static Outcome requeueAfter(Duration delay) {
    return new RequeueAfter(delay);
  }

  /**
   * Returns the outcome of a reconcile that failed; {@code reason} is logged and holds no secret.
   */
  static Outcome retry(String reason) {
    return new Retry(reason);
  }
}
