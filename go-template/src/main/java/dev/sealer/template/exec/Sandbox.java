package dev.sealer.template.exec;

import dev.sealer.template.context.Budget;
import dev.sealer.template.context.Limits;
import dev.sealer.template.error.TemplateLimitException;
import dev.sealer.template.error.TemplateLimitException.Limit;
import java.util.function.LongSupplier;

/** Counts what one rendering does against its limits. For one thread. */
public final class Sandbox implements Budget {

  private static final int STEPS_BETWEEN_LOOKS_AT_CLOCK = 1024;
  private static final int TEXT_BETWEEN_LOOKS_AT_CLOCK = 1 << 20;
  private static final int ELEMENTS_A_STEP = 16;

  /** Fits the usual stack together with the templates that call each other. */
  private static final int DEEPEST_VALUE = 1000;

  private final Limits limits;
  private final LongSupplier nanoTime;
  private final long started;
  private long stepsLeft;
  private long outputLeft;
  private long textLeft;
  private long expensiveLeft;
  private long nextLook;
  private long nextTextLook;
  private int depth;

  /**
   * @param limits what is allowed
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  public Sandbox(Limits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.started = nanoTime.getAsLong();
    this.stepsLeft = limits.steps();
    this.outputLeft = limits.output();
    this.textLeft = limits.text();
    this.expensiveLeft = limits.expensive();
    this.nextLook = stepsLeft - STEPS_BETWEEN_LOOKS_AT_CLOCK;
    this.nextTextLook = textLeft - TEXT_BETWEEN_LOOKS_AT_CLOCK;
  }

  /** Takes one step: the common case, kept small. */
  public void step() {
    if (--stepsLeft <= nextLook) {
      checkSteps();
    }
  }

  @Override
  public void steps(long count) {
    stepsLeft -= Math.max(0, count);
    if (stepsLeft <= nextLook) {
      checkSteps();
    }
  }

  private void checkSteps() {
    if (stepsLeft < 0) {
      throw new TemplateLimitException(Limit.STEPS, limits.steps());
    }
    nextLook = Math.max(-1, stepsLeft - STEPS_BETWEEN_LOOKS_AT_CLOCK);
    checkTime();
  }

  private void checkTime() {
    if (nanoTime.getAsLong() - started > limits.time().toNanos()) {
      throw new TemplateLimitException(Limit.TIME, limits.time().toMillis());
    }
  }

  /** Announces characters of output. */
  public void output(long characters) {
    outputLeft -= characters;
    if (outputLeft < 0) {
      throw new TemplateLimitException(Limit.OUTPUT, limits.output());
    }
  }

  @Override
  public void text(long characters) {
    if (characters > textLeft) {
      throw new TemplateLimitException(Limit.TEXT, limits.text());
    }
    textLeft -= Math.max(0, characters);
    if (textLeft < nextTextLook) {
      nextTextLook = textLeft - TEXT_BETWEEN_LOOKS_AT_CLOCK;
      checkTime();
    }
  }

  @Override
  public void elements(long count) {
    steps(count / ELEMENTS_A_STEP);
  }

  @Override
  public void nesting(int depth) {
    if (depth > DEEPEST_VALUE) {
      throw new TemplateLimitException(Limit.DEPTH, DEEPEST_VALUE);
    }
  }

  @Override
  public void expensive(int points) {
    expensiveLeft -= points;
    if (expensiveLeft < 0) {
      throw new TemplateLimitException(Limit.EXPENSIVE, limits.expensive());
    }
    checkTime();
  }

  /** Records that a template calls another. */
  public void enter() {
    if (++depth > limits.depth()) {
      throw new TemplateLimitException(Limit.DEPTH, limits.depth());
    }
  }

  /** Records that a called template ended. */
  public void leave() {
    depth--;
  }

  /** Returns the error for a Java stack that ran out before the depth limit was reached. */
  public TemplateLimitException stackExhausted() {
    return new TemplateLimitException(Limit.DEPTH, limits.depth());
  }
}
