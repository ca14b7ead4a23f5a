package dev.sealer.cli.kubeseal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The flags of a command. Immutable; each parse gives its own values. */
public final class FlagSet {
  private final Map<String, Flag> byName = new LinkedHashMap<>();
  private final Map<String, Flag> byShorthand = new LinkedHashMap<>();
  private final Map<String, UnaryOperator<String>> checks;
  private final String environmentPrefix;

  /**
   * Makes a set.
   *
   * @param environmentPrefix what precedes a flag's name in upper case in the environment
   * @param checks by flag name: gives what is wrong with a value, or an empty text
   */
  public FlagSet(
      List<Flag> flags, String environmentPrefix, Map<String, UnaryOperator<String>> checks) {
    for (Flag flag : flags) {
      byName.put(flag.name(), flag);
      if (!flag.shorthand().isEmpty()) {
        byShorthand.put(flag.shorthand(), flag);
      }
    }
    this.environmentPrefix = environmentPrefix;
    this.checks = Map.copyOf(checks);
  }

  /** Returns the flags in alphabetical order, with their usage, one a line. */
  public String usage() {
    return Flag.usage(byName.values());
  }

  /**
   * Parses a command line over an environment. A flag on the line wins over its variable, except
   * that lists of both are joined; a variable whose value does not fit is passed over.
   *
   * @throws FlagException when the line does not fit the flags
   */
  public FlagValues parse(List<String> line, Map<String, String> environment) throws FlagException {
    FlagValues values = new FlagValues(byName, checks);
    for (Flag flag : byName.values()) {
      String value = flag.fromEnvironment() ? environment.get(variable(flag)) : null;
      if (value != null) {
        applyLeniently(values, flag, value);
      }
    }
    new LineParser(line, values).parse();
    return values;
  }

  private String variable(Flag flag) {
    return environmentPrefix + flag.name().toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static void applyLeniently(FlagValues values, Flag flag, String value) {
    try {
      values.set(flag, value, "");
    } catch (FlagException e) {
      // As kubeseal: a variable that does not fit counts as not given.
      return;
    }
  }

  /** Walks a command line. Text that is not a flag is passed over, as kubeseal does. */
  private final class LineParser {
    private final List<String> line;
    private final FlagValues values;
    private int next;

    LineParser(List<String> line, FlagValues values) {
      this.line = line;
      this.values = values;
    }

    void parse() throws FlagException {
      while (next < line.size()) {
        String word = line.get(next++);
        if (word.equals("--")) {
          values.addRest(line.subList(next, line.size()));
          return;
        } else if (word.startsWith("--")) {
          parseLong(word.substring(2), word);
        } else if (word.startsWith("-") && word.length() > 1) {
          parseShort(word.substring(1));
        } else {
          values.addRest(List.of(word));
        }
      }
    }

    private void parseLong(String text, String word) throws FlagException {
      if (text.startsWith("-") || text.startsWith("=")) {
        throw new FlagException("bad flag syntax: " + word);
      }
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      Flag flag = byName.get(name);
      if (flag == null) {
        throw new FlagException("unknown flag: --" + name);
      }
      String value = equals < 0 ? valueOf(flag, "flag needs an argument: " + word) : "";
      values.set(flag, equals < 0 ? value : text.substring(equals + 1), flag.named());
    }

    private void parseShort(String letters) throws FlagException {
      for (int at = 0; at < letters.length(); at++) {
        Flag flag = byShorthand.get(letters.substring(at, at + 1));
        if (flag == null && letters.charAt(at) == 'h') {
          values.askForHelp();
          next = line.size();
          return;
        } else if (flag == null) {
          throw new FlagException(
              "unknown shorthand flag: '" + letters.charAt(at) + "' in -" + letters.substring(at));
        }
        String tail = letters.substring(at + 1);
        if (tail.startsWith("=")) {
          values.set(flag, tail.substring(1), flag.named());
          return;
        } else if (flag.kind() == Flag.Kind.BOOL) {
          values.set(flag, "true", flag.named());
        } else {
          String missing =
              "flag needs an argument: '" + flag.shorthand() + "' in -" + letters.substring(at);
          values.set(flag, tail.isEmpty() ? valueOf(flag, missing) : tail, flag.named());
          return;
        }
      }
    }

    private String valueOf(Flag flag, String missing) throws FlagException {
      if (flag.kind() == Flag.Kind.BOOL) {
        return "true";
      }
      @Nullable String value = next < line.size() ? line.get(next++) : null;
      if (value == null) {
        throw new FlagException(missing);
      }
      return value;
    }
  }
}
