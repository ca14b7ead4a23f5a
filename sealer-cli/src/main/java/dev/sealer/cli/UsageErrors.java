package dev.sealer.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Words what is wrong with a command line: one line, with the nearest command or option and where
 * the help is. Arguments that nobody asked for are not repeated: one of them may be a password.
 */
public final class UsageErrors {
  private UsageErrors() {}

  /** Returns the line, without a prefix. */
  public static String line(ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    String said =
        problem instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched, command)
            : String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    return said + "; see '" + command.getCommandSpec().qualifiedName() + " --help'";
  }

  private static String unmatched(UnmatchedArgumentException problem, CommandLine command) {
    String word = problem.getUnmatched().getFirst();
    CommandSpec spec = command.getCommandSpec();
    if (word.startsWith("-") && word.length() > 1) {
      String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      return "unknown option " + option + nearest(option, shownOptions(spec));
    }
    if (!command.getSubcommands().isEmpty()) {
      return "unknown command \"" + word + "\"" + nearest(word, spec.subcommands().keySet());
    }
    List<String> labels = new ArrayList<>();
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      labels.add(parameter.paramLabel());
    }
    return labels.isEmpty()
        ? "unexpected argument: the command does not take any"
        : "unexpected argument after " + String.join(" ", labels);
  }

  private static List<String> shownOptions(CommandSpec spec) {
    return spec.options().stream()
        .filter(option -> !option.hidden())
        .flatMap(option -> List.of(option.names()).stream())
        .filter(name -> name.startsWith("--"))
        .toList();
  }

  private static String nearest(String word, Collection<String> known) {
    return closest(word, known).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /** Returns the known word with the fewest changes, if these are few for its length. */
  static Optional<String> closest(String word, Collection<String> known) {
    String best = null;
    int fewest = Math.max(1, word.length() / 3) + 1;
    for (String each : known) {
      int changes = changes(word, each);
      if (changes < fewest) {
        fewest = changes;
        best = each;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Insertions, deletions, replacements, and swaps of neighbors. */
  private static int changes(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int step(int[][] cost, String from, String to, int i, int j) {
    char a = from.charAt(i - 1);
    char b = to.charAt(j - 1);
    int least =
        Math.min(
            Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1),
            cost[i - 1][j - 1] + (a == b ? 0 : 1));
    boolean swapped = i > 1 && j > 1 && a == to.charAt(j - 2) && b == from.charAt(i - 2);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
