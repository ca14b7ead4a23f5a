package dev.sealer.template.context;

import java.time.Duration;

/**
 * The limits of one rendering. Passing a limit ends it with a {@link
 * dev.sealer.template.error.TemplateLimitException} that says which.
 *
 * @param steps statements, commands and loop turns executed
 * @param output characters written
 * @param text characters of text made by functions on the way, whether written or not
 * @param depth templates calling templates
 * @param expensive points for key generation, password hashing and the like; a point is about a
 *     millisecond of one processor
 * @param time how long it may take
 */
public record Limits(long steps, long output, long text, int depth, long expensive, Duration time) {

  private static final long MEBI = 1L << 20;

  /** Enough for any template seen in practice, and for a Secret of the largest size. */
  public static final Limits DEFAULT =
      new Limits(2_000_000, 8 * MEBI, 64 * MEBI, 250, 10_000, Duration.ofSeconds(20));

  public Limits {
    if (steps < 1 || output < 1 || text < 1 || depth < 1 || expensive < 0) {
      throw new IllegalArgumentException("limits must be positive");
    }
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("the time limit must be positive");
    }
  }

  /** Returns the same limits with another number of steps. */
  public Limits withSteps(long other) {
    return new Limits(other, output, text, depth, expensive, time);
  }

  /** Returns the same limits with another number of characters made by functions. */
  public Limits withText(long other) {
    return new Limits(steps, output, other, depth, expensive, time);
  }

  /** Returns the same limits with another number of points for expensive calls. */
  public Limits withExpensive(long other) {
    return new Limits(steps, output, text, depth, other, time);
  }

  /** Returns the same limits with another duration. */
  public Limits withTime(Duration other) {
    return new Limits(steps, output, text, depth, expensive, other);
  }
}
