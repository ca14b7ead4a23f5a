package dev.sealer.e2e.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Prints each step, how to do it by hand, and its result. */
final class Narrator {

  private static final String INDENT = "      ";

  private final PrintStream out;
  private final int steps;
  private final long start = System.nanoTime();
  private int step;

  Narrator(PrintStream out, int steps) {
    this.out = out;
    this.steps = steps;
  }

  void step(String title) {
    step++;
    out.printf("%n[%d/%d] %s%n", step, steps, title);
  }

  void explain(String text) {
    text.lines().forEach(line -> out.println(INDENT + line));
  }

  void byHand(String command) {
    command.lines().forEach(line -> out.println(INDENT + "$ " + line));
  }

  void shows(String text) {
    text.lines().forEach(line -> out.println(INDENT + "| " + line));
  }

  void verified(String fact) {
    out.println(INDENT + "✓ " + fact);
  }

  void end(String text) {
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    out.printf("%n%s (%d s)%n", text, TimeUnit.NANOSECONDS.toSeconds(taken.toNanos()));
    out.flush();
  }
}
