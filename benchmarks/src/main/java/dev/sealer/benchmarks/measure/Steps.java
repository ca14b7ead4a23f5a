package dev.sealer.benchmarks.measure;

import java.io.PrintStream;

/** Says what a long run is doing: one line a step, with the seconds since it began. */
public final class Steps {

  private final PrintStream out;
  private final long began = System.nanoTime();

  /** Tells {@code out}. */
  public Steps(PrintStream out) {
    this.out = out;
  }

  /** Prints the step that begins. */
  public void begin(String what) {
    out.printf("%4d s  %s ...%n", (System.nanoTime() - began) / 1_000_000_000, what);
  }

  /** Prints the result of the current step. */
  public void result(String what) {
    out.printf("%4d s    %s%n", (System.nanoTime() - began) / 1_000_000_000, what);
  }
}
