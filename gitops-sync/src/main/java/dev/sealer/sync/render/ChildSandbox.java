package dev.sealer.sync.render;

import java.time.Duration;
import java.util.Optional;

/** Bounds what a program that builds a commit takes of this machine. */
sealed interface ChildSandbox permits LinuxSandbox, ChildSandbox.None {

  /**
   * Bounds a program that was just started, and all that it starts.
   *
   * @return whether it is bounded, or has ended
   */
  boolean bounds(Process process);

  /** Returns what is bounded, as part of a sentence. */
  String level();

  /**
   * Returns the strongest sandbox that this system offers.
   *
   * @param memoryBytes how much memory a program may allocate, each process for itself
   * @param processorTime how long it may compute, all processors together
   */
  static ChildSandbox strongest(long memoryBytes, Duration processorTime) {
    Optional<LinuxSandbox> linux = LinuxSandbox.open(memoryBytes, processorTime);
    return linux.isPresent() ? linux.get() : new None();
  }

  /** Bounds nothing; the time limit of a build is all there is. */
  record None() implements ChildSandbox {

    @Override
    public boolean bounds(Process process) {
      return true;
    }

    @Override
    public String level() {
      return "neither memory nor processor time: this system has no prlimit";
    }
  }
}
