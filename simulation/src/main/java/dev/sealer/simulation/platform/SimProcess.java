package dev.sealer.simulation.platform;

import java.util.ArrayList;
import java.util.List;

/**
 * One simulated operating system process: threads that are stopped, held and ended together.
 *
 * <p>Made by {@link Scheduler#process}.
 */
public final class SimProcess {

  private final String name;

  /** The threads that wait for the end of a freeze, in the order in which it came. */
  final List<Runnable> held = new ArrayList<>();

  private boolean dead;
  private long frozenUntil = Long.MIN_VALUE;

  SimProcess(String name) {
    this.name = name;
  }

  /** Returns the name, unique within a run. */
  public String name() {
    return name;
  }

  /** Returns whether the process was killed. */
  public boolean isDead() {
    return dead;
  }

  void die() {
    dead = true;
    held.clear();
  }

  /** Returns whether the process is held. */
  public boolean isFrozen() {
    return frozenUntil != Long.MIN_VALUE;
  }

  long frozenUntil() {
    return frozenUntil;
  }

  void freezeUntil(long nanos) {
    frozenUntil = Math.max(frozenUntil, nanos);
  }

  void thaw() {
    frozenUntil = Long.MIN_VALUE;
  }

  @Override
  public String toString() {
    return name;
  }
}
