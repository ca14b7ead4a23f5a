package dev.sealer.cli.check;

/**
 * Something that a check found.
 *
 * @param message what and where in the object, and what to do; it holds no value
 */
public record ValidationFinding(Level level, String message) {

  /** The severity of a finding. */
  public enum Level {
    /** The object cannot become the Secret that it looks like. */
    ERROR,
    /** It can, but perhaps not as its author thinks. */
    WARNING
  }

  static ValidationFinding error(String message) {
    return new ValidationFinding(Level.ERROR, message);
  }

  static ValidationFinding warning(String message) {
    return new ValidationFinding(Level.WARNING, message);
  }
}
