package dev.sealer.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A command's command line in the making; every one has {@code --help} and {@code --version}. */
public final class CommandBuilder {
  private static final String HELP = "--help";

  private final CommandSpec spec;

  private CommandBuilder(Object verb, String[] description) {
    spec = CommandSpec.wrapWithoutInspection(verb, new ListFactory());
    spec.usageMessage().description(description);
  }

  /**
   * Returns the line of a command.
   *
   * @param description what it does, a paragraph each
   */
  public static CommandBuilder of(Callable<Integer> verb, String... description) {
    return new CommandBuilder(verb, description);
  }

  /**
   * Returns the line of a word with commands below it.
   *
   * @param advice what to tell someone who named none
   */
  public static CommandBuilder group(String advice, String... description) {
    Runnable none =
        () -> {
          throw new UsageException(advice);
        };
    return new CommandBuilder(none, description);
  }

  /** Adds options and parameters. */
  public CommandBuilder takes(ArgumentGroup... arguments) {
    for (ArgumentGroup each : arguments) {
      each.addTo(spec);
    }
    return this;
  }

  /** Adds a command below this one. */
  public CommandBuilder below(String name, CommandBuilder verb) {
    spec.addSubcommand(name, verb.spec().name(name));
    return this;
  }

  /** Adds lines to the end of the help: notes and examples. */
  public CommandBuilder footer(String... lines) {
    spec.usageMessage().footer(lines);
    return this;
  }

  /**
   * Says what the exit codes mean.
   *
   * @param failed the one after a failure
   */
  public CommandBuilder exitCodes(Map<String, String> meanings, int failed) {
    spec.exitCodeOnExecutionException(failed);
    spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(meanings);
    return this;
  }

  /** Returns the library's model of it. */
  public CommandSpec spec() {
    if (spec.findOption(HELP) == null) {
      spec.addOption(
          flag("-h", HELP).usageHelp(true).description("Show this help message and exit.").build());
      spec.addOption(
          flag("-V", "--version")
              .versionHelp(true)
              .description("Print version information and exit.")
              .build());
    }
    return spec;
  }

  /**
   * Returns what reads it.
   *
   * @param name as the help shows it
   */
  public CommandLine parser(String name) {
    return new CommandLine(spec().name(name), new ListFactory());
  }

  /**
   * Makes the lists of repeated options; all else of a line is an object already. The library's own
   * factory looks for Groovy when it is loaded, which opens every jar of the class path.
   */
  private static final class ListFactory implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) {
      if (type == List.class) {
        return type.cast(new ArrayList<>());
      }
      throw new IllegalStateException(
          type.getName() + " is a class; command lines are built from objects");
    }
  }

  private static OptionSpec.Builder flag(String... names) {
    return OptionSpec.builder(names).type(Boolean.class).arity("0");
  }
}
