package dev.sealer.sync.plan.order;

import java.util.List;

/** The next step of a sync. */
public sealed interface Step {

  /**
   * Carry these out: they are all of one phase and wave.
   *
   * @param tasks prunes first, then in the order to apply
   */
  record Run(List<Task> tasks) implements Step {
    public Run {
      tasks = List.copyOf(tasks);
    }
  }

  /** Nothing to do until something in the cluster changes. */
  record Wait(String message) implements Step {}

  /** It did not work. */
  record Failed(String message) implements Step {}

  /** All is done. */
  record Succeeded() implements Step {}
}
