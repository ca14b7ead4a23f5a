package dev.sealer.cli.flags;

import org.jspecify.annotations.Nullable;

/**
 * One flag.
 *
 * @param name without dashes
 * @param shorthand one letter, or empty
 * @param kind what values it takes
 * @param initial its value when it is not given; empty for a list
 * @param usage one sentence for the list of flags
 * @param fromEnvironment whether an environment variable sets it too
 * @param insteadUse the flag that replaces this one; null unless deprecated
 */
public record Flag(
    String name,
    String shorthand,
    Kind kind,
    String initial,
    String usage,
    boolean fromEnvironment,
    @Nullable String insteadUse) {

  /** What values a flag takes. */
  public enum Kind {
    /** Any text. */
    STRING("string"),
    /** A yes or no; alone it means yes. */
    BOOL(""),
    /** Texts, separated by commas, given once or several times. */
    STRINGS("strings"),
    /** Texts, one each time it is given. */
    STRING_ARRAY("stringArray"),
    /** A number. */
    NUMBER("int"),
    /** A number that is not negative. */
    UNSIGNED("uint"),
    /** How much is logged: a number. */
    LEVEL("Level"),
    /** What is logged where: a number, or a name such as WARNING. */
    SEVERITY("severity"),
    /** A place in the source, such as {@code file.go:12}. */
    TRACE_LOCATION("traceLocation"),
    /** Levels by file, such as {@code a=1,b=2}. */
    MODULE_SPEC("moduleSpec");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    /** How the list of flags calls the kind. */
    String shown() {
      return shown;
    }

    boolean isList() {
      return this == STRINGS || this == STRING_ARRAY;
    }
  }

  /** How errors call the flag. */
  String named() {
    return shorthand.isEmpty() ? "--" + name : "-" + shorthand + ", --" + name;
  }
}
