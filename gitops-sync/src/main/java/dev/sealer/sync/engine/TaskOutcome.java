package dev.sealer.sync.engine;

import dev.sealer.sync.plan.order.TaskResult;

/** The result of carrying out one task of a sync. */
sealed interface TaskOutcome {

  /** The task was carried out or refused, as {@code result} says. */
  record Done(TaskResult result) implements TaskOutcome {}

  /** The cluster has to finish something first; the task is tried again when it has. */
  record Later() implements TaskOutcome {}

  /** The cluster does not serve the kind yet that a definition of the same sync brings. */
  record NotServed() implements TaskOutcome {}

  /** The object has changed since it was compared: nothing was written, and it is planned again. */
  record Moved() implements TaskOutcome {}
}
