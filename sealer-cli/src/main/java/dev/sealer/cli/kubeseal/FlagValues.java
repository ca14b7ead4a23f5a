package dev.sealer.cli.kubeseal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The values of flags from a command line and its environment. */
public final class FlagValues {
  private static final Set<String> YES = Set.of("1", "t", "T", "true", "TRUE", "True");
  private static final Set<String> SEVERITIES = Set.of("INFO", "WARNING", "ERROR", "FATAL");
  private static final Set<String> NO = Set.of("0", "f", "F", "false", "FALSE", "False");

  private final Map<String, Flag> flags;
  private final Map<String, UnaryOperator<String>> checks;
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, List<String>> lists = new HashMap<>();
  private final Set<String> given = new HashSet<>();
  private final Set<String> deprecations = new LinkedHashSet<>();
  private final List<String> rest = new ArrayList<>();
  private boolean help;

  FlagValues(Map<String, Flag> flags, Map<String, UnaryOperator<String>> checks) {
    this.flags = flags;
    this.checks = checks;
  }

  /** Returns a flag's text. */
  public String text(String name) {
    return texts.getOrDefault(name, flag(name).initial());
  }

  public boolean on(String name) {
    return YES.contains(text(name));
  }

  /** Returns a flag's list. */
  public List<String> list(String name) {
    flag(name);
    return lists.getOrDefault(name, List.of());
  }

  /** Returns whether the flag was given, on the line or in the environment. */
  public boolean given(String name) {
    return given.contains(name);
  }

  /** Words that are not flags. */
  public List<String> rest() {
    return List.copyOf(rest);
  }

  /** Lines about deprecated flags that were given. */
  public List<String> deprecations() {
    return List.copyOf(deprecations);
  }

  /** Returns whether {@code -h} ended the line. */
  public boolean helpAsked() {
    return help;
  }

  void askForHelp() {
    help = true;
  }

  void addRest(List<String> words) {
    rest.addAll(words);
  }

  void set(Flag flag, String value, String shownAs) throws FlagException {
    String wrong = problem(flag, value);
    if (!wrong.isEmpty()) {
      throw new FlagException(
          "invalid argument \"" + value + "\" for \"" + shownAs + "\" flag: " + wrong);
    }
    given.add(flag.name());
    // As kubeseal: a variable that sets it is not reported.
    if (flag.insteadUse() != null && !shownAs.isEmpty()) {
      deprecations.add(
          "Flag --"
              + flag.name()
              + " has been deprecated, please use --"
              + flag.insteadUse()
              + " instead");
    }
    switch (flag.kind()) {
      case STRINGS -> list(flag).addAll(split(value));
      case STRING_ARRAY -> list(flag).add(value);
      case STRING, BOOL, NUMBER, UNSIGNED, LEVEL, SEVERITY, TRACE_LOCATION, MODULE_SPEC ->
          texts.put(flag.name(), value);
    }
  }

  private List<String> list(Flag flag) {
    return lists.computeIfAbsent(flag.name(), _ -> new ArrayList<>());
  }

  private String problem(Flag flag, String value) {
    return switch (flag.kind()) {
      case BOOL ->
          YES.contains(value) || NO.contains(value)
              ? ""
              : "strconv.ParseBool: parsing \"" + value + "\": invalid syntax";
      case NUMBER, LEVEL ->
          value.matches("[+-]?[0-9]{1,18}")
              ? ""
              : "strconv.ParseInt: parsing \"" + value + "\": invalid syntax";
      case UNSIGNED ->
          value.matches("[0-9]{1,18}")
              ? ""
              : "strconv.ParseUint: parsing \"" + value + "\": invalid syntax";
      case SEVERITY ->
          SEVERITIES.contains(value.toUpperCase(Locale.ROOT)) || value.matches("[+-]?[0-9]{1,9}")
              ? ""
              : "strconv.ParseInt: parsing \"" + value + "\": invalid syntax";
      case TRACE_LOCATION ->
          value.isEmpty() || value.matches("[^:]*\\.[^:]*:[1-9][0-9]*")
              ? ""
              : "syntax error: expect file.go:234";
      case MODULE_SPEC ->
          value.matches("([^=,]+=[0-9]+)?(,([^=,]+=[0-9]+)?)*")
              ? ""
              : "syntax error: expect comma-separated list of filename=N";
      case STRING, STRINGS, STRING_ARRAY -> checks.getOrDefault(flag.name(), _ -> "").apply(value);
    };
  }

  private Flag flag(String name) {
    Flag flag = flags.get(name);
    if (flag == null) {
      throw new IllegalArgumentException("no flag --" + name);
    }
    return flag;
  }

  /** Splits at commas; double quotes, doubled inside, keep a comma in a string. */
  private static List<String> split(String line) {
    List<String> items = new ArrayList<>();
    if (line.isEmpty()) {
      return items;
    }
    StringBuilder item = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '"' && quoted && at + 1 < line.length() && line.charAt(at + 1) == '"') {
        item.append(c);
        at++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        items.add(item.toString());
        item.setLength(0);
      } else {
        item.append(c);
      }
    }
    items.add(item.toString());
    return items;
  }
}
