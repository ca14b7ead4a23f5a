package dev.sealer.gocompat;

import org.jspecify.annotations.Nullable;

/** A string is not a duration. The message is Go's and quotes the string. */
public final class InvalidDurationException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final @Nullable String unit;
  private final String duration;

  InvalidDurationException(String problem, @Nullable String unit, String text) {
    String quotedUnit = unit == null ? null : GoQuoting.quote(unit);
    String quoted = GoQuoting.quote(text);
    String middle = quotedUnit == null ? " " : " " + quotedUnit + " in duration ";
    super(problem + middle + quoted, null, false, false);
    this.problem = problem;
    this.unit = quotedUnit;
    this.duration = quoted;
  }

  /** Returns the first words of the message, which contain no input. */
  public String problem() {
    return problem;
  }

  /** Returns the unit that does not exist, quoted; null if the unit is not the problem. */
  public @Nullable String unit() {
    return unit;
  }

  /** Returns the input, quoted. */
  public String duration() {
    return duration;
  }
}
