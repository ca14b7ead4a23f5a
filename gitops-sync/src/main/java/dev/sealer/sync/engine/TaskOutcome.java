package dev.sealer.sync.engine;

import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.sync.plan.order.TaskResult;
import java.util.Optional;

/** The result of carrying out one task of a sync. */
sealed interface TaskOutcome {

  /** Returns what is stored about the task; empty if it is to be done again. */
  default Optional<TaskResult> result() {
    return Optional.empty();
  }

  /** The task was carried out or refused, as {@code told} says. */
  record Done(TaskResult told) implements TaskOutcome {

    @Override
    public Optional<TaskResult> result() {
      return Optional.of(told);
    }
  }

  /** The task created an object. */
  record Created(TaskResult told, ObjectRef target, String uid) implements TaskOutcome {

    @Override
    public Optional<TaskResult> result() {
      return Optional.of(told);
    }
  }

  /** The cluster has to finish something first; the task is tried again when it has. */
  record Later() implements TaskOutcome {}

  /** The object has changed since it was compared: nothing was written, and it is planned again. */
  record Moved() implements TaskOutcome {}
}
