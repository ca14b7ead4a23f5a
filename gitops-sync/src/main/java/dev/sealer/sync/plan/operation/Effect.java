package dev.sealer.sync.plan.operation;

import java.time.Duration;

/** An action that follows from a decision. The shell carries out actions in the order given. */
public sealed interface Effect {

  /**
   * Announce a sync that begins, or is tried again, and store it before anything is written.
   *
   * @param takesRequest whether it is what somebody asked for, which is then taken off
   */
  record Begin(boolean takesRequest) implements Effect {}

  /** Announce the end of the sync. */
  record End() implements Effect {}

  /** Add the sync to the history. */
  record Remember() implements Effect {}

  /** Carry the sync on, step by step. */
  record Drive() implements Effect {}

  /** Let go of hooks that nobody waits for. */
  record ReleaseHooks() implements Effect {}

  /** Report why no sync begins. */
  record Refuse(String message) implements Effect {}

  /** Report until when no sync begins by itself. */
  record Hold(String message) implements Effect {}

  /** Reconcile again after {@code delay}, at the latest. */
  record WakeAfter(Duration delay) implements Effect {}
}
