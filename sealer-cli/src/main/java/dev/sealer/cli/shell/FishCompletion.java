package dev.sealer.cli.shell;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish: a line for each command and each option, true only where it is allowed. */
public final class FishCompletion {
  private final StringBuilder out = new StringBuilder();
  private final String program;

  private FishCompletion(String program) {
    this.program = program;
  }

  /** Returns the script for a command line with all its commands. */
  public static String of(CommandLine root) {
    FishCompletion completion = new FishCompletion(root.getCommandName());
    completion.out.append("# Completion of ").append(root.getCommandName()).append(" for fish.\n");
    completion.add(root, List.of());
    return completion.out.toString();
  }

  private void add(CommandLine command, List<String> path) {
    CommandSpec spec = command.getCommandSpec();
    command
        .getSubcommands()
        .forEach((name, verb) -> {
          line(
              condition(path, command),
              "-f -a " + name,
              CommandDescription.summary(verb.getCommandSpec()));
        });
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        line(condition(path, command), flags(option), CommandDescription.sentence(option));
      }
    }
    command
        .getSubcommands()
        .forEach((name, verb) -> {
          List<String> below = new ArrayList<>(path);
          below.add(name);
          add(verb, below);
        });
  }

  /** True when the words before are this command and none of its commands. */
  private static String condition(List<String> path, CommandLine command) {
    List<String> terms = new ArrayList<>();
    path.forEach(verb -> terms.add("__fish_seen_subcommand_from " + verb));
    if (!command.getSubcommands().isEmpty()) {
      terms.add(
          path.isEmpty()
              ? "__fish_use_subcommand"
              : "not __fish_seen_subcommand_from "
                  + String.join(" ", command.getSubcommands().keySet()));
    }
    return String.join("; and ", terms);
  }

  private static String flags(OptionSpec option) {
    List<String> flags = new ArrayList<>();
    for (String name : option.names()) {
      flags.add(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
    }
    if (option.arity().max() > 0) {
      boolean file = CommandDescription.isFile(option.paramLabel());
      flags.add(file ? "-r -F" : "-x");
    }
    return String.join(" ", flags);
  }

  private void line(String condition, String what, String description) {
    out.append("complete -c ")
        .append(program)
        .append(" -n ")
        .append(quoted(condition))
        .append(' ')
        .append(what)
        .append(" -d ")
        .append(quoted(description))
        .append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
