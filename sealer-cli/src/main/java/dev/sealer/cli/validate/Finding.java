package dev.sealer.cli.validate;

/**
 * Something that a check found.
 *
 * @param message what and where in the object, and what to do; it holds no value
 */
public record Finding(Level level, String message) {

  /** How bad it is. */
  public enum Level {
    /** The object cannot become the Secret that it looks like. */
    ERROR,
    /** It can, but perhaps not as its author thinks. */
    WARNING
  }

  static Finding error(String message) {
    return new Finding(Level.ERROR, message);
  }

  static Finding warning(String message) {
    return new Finding(Level.WARNING, message);
  }
}
