package dev.sealer.sync.plan.order;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds single tasks of a sync until something outside of it lets them begin. The other tasks of
 * the wave go on; the next wave waits.
 */
@FunctionalInterface
public interface Gate {

  /** Returns what a task must wait for before it begins; empty if it may begin. */
  Optional<Hold> hold(Task task);

  /**
   * Keeps a task from beginning.
   *
   * @param reason what it waits for, one line for the status
   * @param lookAgain when to ask again at the latest, if no watch wakes the Application earlier
   */
  record Hold(String reason, Duration lookAgain) {}

  /**
   * The tasks of a sync behind its gates.
   *
   * @param lookAgain when the first hold is to be looked at again; empty if nothing is held
   */
  record Held(List<Task> tasks, Optional<Duration> lookAgain) {
    /** Copies the tasks. */
    public Held {
      tasks = List.copyOf(tasks);
    }
  }

  /** Returns the gate that is open when all of these are; the first that holds a task says why. */
  static Gate all(List<Gate> gates) {
    List<Gate> copy = List.copyOf(gates);
    return task -> copy.stream().flatMap(gate -> gate.hold(task).stream()).findFirst();
  }

  /** Asks about each task that waits to begin. */
  default Held apply(List<Task> tasks) {
    List<Task> now = new ArrayList<>();
    Optional<Duration> lookAgain = Optional.empty();
    for (Task task : tasks) {
      Optional<Hold> hold =
          task.state() == Task.State.PENDING ? hold(task) : Optional.<Hold>empty();
      now.add(hold.map(found -> task.held(found.reason())).orElse(task));
      Optional<Duration> pause = hold.map(Hold::lookAgain);
      if (pause.isPresent()
          && lookAgain.filter(known -> known.compareTo(pause.get()) <= 0).isEmpty()) {
        lookAgain = pause;
      }
    }
    return new Held(now, lookAgain);
  }
}
