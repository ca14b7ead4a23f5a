package dev.sealer.cli.kubeseal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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

  /** The kind of values that a flag accepts. */
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
    /** A log level: a number. */
    LEVEL("Level"),
    /** A severity: a number, or a name such as WARNING. */
    SEVERITY("severity"),
    /** A place in the source, such as {@code file.go:12}. */
    TRACE_LOCATION("traceLocation"),
    /** Levels by file, such as {@code a=1,b=2}. */
    MODULE_SPEC("moduleSpec");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    /** Returns the name of the kind in the list of flags. */
    String shown() {
      return shown;
    }

    boolean isList() {
      return this == STRINGS || this == STRING_ARRAY;
    }
  }

  /** Returns the name of the flag in errors. */
  String named() {
    return shorthand.isEmpty() ? "--" + name : "-" + shorthand + ", --" + name;
  }

  /** Returns the list of flags that help and errors show. */
  static String usage(Collection<Flag> flags) {
    List<Flag> shown =
        flags.stream()
            .filter(flag -> flag.insteadUse() == null)
            .sorted(Comparator.comparing(Flag::name))
            .toList();
    List<String> heads = new ArrayList<>();
    int width = 0;
    for (Flag flag : shown) {
      heads.add(head(flag));
      width = Math.max(width, heads.getLast().length());
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < shown.size(); i++) {
      String head = heads.get(i);
      text.append(head)
          .append(" ".repeat(width - head.length() + 3))
          .append(shown.get(i).usage())
          .append(initial(shown.get(i)))
          .append('\n');
    }
    return text.toString();
  }

  private static String head(Flag flag) {
    String lead = flag.shorthand().isEmpty() ? "      " : "  -" + flag.shorthand() + ", ";
    String kind = flag.kind().shown();
    return lead + "--" + flag.name() + (kind.isEmpty() ? "" : " " + kind);
  }

  private static String initial(Flag flag) {
    return switch (flag.kind()) {
      case STRING -> flag.initial().isEmpty() ? "" : " (default \"" + flag.initial() + "\")";
      case BOOL -> flag.initial().equals("true") ? " (default true)" : "";
      case NUMBER, UNSIGNED, LEVEL, SEVERITY, TRACE_LOCATION, MODULE_SPEC ->
          flag.initial().equals("0") || flag.initial().isEmpty()
              ? ""
              : " (default " + flag.initial() + ")";
      case STRINGS, STRING_ARRAY -> "";
    };
  }
}
