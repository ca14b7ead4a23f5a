package dev.sealer.cli.flags;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The list of flags that help and errors show. */
final class FlagUsage {
  private FlagUsage() {}

  static String of(Collection<Flag> flags) {
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
