package dev.sealer.sync.plan.order;

import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.SyncPhase;

/**
 * Something to do in a sync, and how far it is.
 *
 * @param wave within the phase
 * @param message what is wrong or what is waited for; empty when there is nothing to say
 */
public record Task(
    Action action, ResourceId id, SyncPhase phase, int wave, State state, String message) {

  /** The action of a task. */
  public enum Action {
    /** Apply an object that is to stay. */
    APPLY,
    /** Make a hook's object and see it through. */
    HOOK,
    /** Delete an object that left Git. */
    PRUNE
  }

  /** The progress of a task. */
  public enum State {
    /** Nothing was done yet. */
    PENDING,
    /** Nothing was done yet, and a gate keeps it from beginning. */
    HELD,
    /** Done, and not healthy or not gone yet. */
    WAITING,
    /** Deleted, but something has held the object for longer than a sync waits. */
    STUCK,
    /** Done, and the object does badly. */
    UNHEALTHY,
    /** Done. */
    DONE,
    /** Refused, or a hook that failed. */
    FAILED
  }

  /** Returns this task, which may not begin. */
  Task held(String reason) {
    return new Task(action, id, phase, wave, State.HELD, reason);
  }

  /** Returns this task at another place in the order. */
  Task at(SyncPhase otherPhase, int otherWave) {
    return new Task(action, id, otherPhase, otherWave, state, message);
  }
}
