package dev.sealer.cli;

import dev.sealer.cli.app.AppCommand;
import dev.sealer.cli.backup.BackupCommand;
import dev.sealer.cli.certificates.CertCommand;
import dev.sealer.cli.certificates.FetchCertCommand;
import dev.sealer.cli.check.DiffCommand;
import dev.sealer.cli.check.InspectCommand;
import dev.sealer.cli.check.ValidateCommand;
import dev.sealer.cli.doctor.DoctorCommand;
import dev.sealer.cli.edit.EditCommand;
import dev.sealer.cli.edit.MergeCommand;
import dev.sealer.cli.edit.RmCommand;
import dev.sealer.cli.edit.SetCommand;
import dev.sealer.cli.es.EsCommand;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.keys.KeysCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.UsageException;
import dev.sealer.cli.reencrypt.ReencryptCommand;
import dev.sealer.cli.seal.RawCommand;
import dev.sealer.cli.seal.SealCommand;
import dev.sealer.cli.shell.CompletionCommand;
import dev.sealer.cli.shell.ManCommand;
import dev.sealer.cli.unseal.UnsealCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/**
 * The command {@code sealer}: one command each run. Exit codes: 0 done, 1 failed with one line on
 * standard error, 2 a wrong command line.
 */
public final class RootCommand {
  private static final Map<String, Function<Console, CommandBuilder>> COMMANDS =
      new LinkedHashMap<>();

  static {
    COMMANDS.put("seal", console -> new SealCommand(console).line());
    COMMANDS.put("cert", CertCommand::line);
    COMMANDS.put("fetch-cert", console -> new FetchCertCommand(console).line());
    COMMANDS.put("unseal", console -> new UnsealCommand(console).line());
    COMMANDS.put("raw", console -> new RawCommand(console).line());
    COMMANDS.put("merge", console -> new MergeCommand(console).line());
    COMMANDS.put("set", console -> new SetCommand(console).line());
    COMMANDS.put("edit", console -> new EditCommand(console).line());
    COMMANDS.put("diff", console -> new DiffCommand(console).line());
    COMMANDS.put("rm", console -> new RmCommand(console).line());
    COMMANDS.put("validate", console -> new ValidateCommand(console).line());
    COMMANDS.put("inspect", console -> new InspectCommand(console).line());
    COMMANDS.put("reencrypt", console -> new ReencryptCommand(console).line());
    COMMANDS.put("keys", KeysCommand::line);
    COMMANDS.put("backup", BackupCommand::line);
    COMMANDS.put("es", EsCommand::line);
    COMMANDS.put("app", AppCommand::line);
    COMMANDS.put("doctor", console -> new DoctorCommand(console).line());
    COMMANDS.put("completion", console -> new CompletionCommand(console).line());
    COMMANDS.put("man", console -> new ManCommand(console).line());
    COMMANDS.put("version", console -> new VersionCommand(console).line());
  }

  /** Groups of commands in the help, by what people want to do. */
  private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("Seal and edit", List.of("seal", "raw", "set", "edit", "merge", "rm", "reencrypt"));
    GROUPS.put("Check", List.of("validate", "inspect", "diff"));
    GROUPS.put("Keys and recovery", List.of("keys", "backup", "unseal"));
    GROUPS.put("Cluster", List.of("app", "es", "cert", "fetch-cert"));
    GROUPS.put("Setup", List.of("doctor", "completion", "man", "version"));
  }

  /** Commands that tell about all others. */
  private static final Set<String> ABOUT_ALL = Set.of("completion", "man");

  private static final int NARROWEST = 55;

  private RootCommand() {}

  public static int run(List<String> line, Console console) {
    String verb = line.isEmpty() ? "" : line.getFirst();
    Function<Console, CommandBuilder> called = ABOUT_ALL.contains(verb) ? null : COMMANDS.get(verb);
    CommandLine command =
        called == null
            ? grouped(whole(console).parser("sealer"))
            : called.apply(console).parser("sealer " + verb);
    command.setColorScheme(
        CommandLine.Help.defaultColorScheme(console.colours() ? Ansi.ON : Ansi.OFF));
    command.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    setWidth(command, console);
    command.setParameterExceptionHandler((problem, _) -> {
      console.error(UsageErrors.line(problem));
      return problem.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
    });
    command.setExecutionExceptionHandler((failure, failed, parsed) -> {
      if (failure instanceof UsageException) {
        ParameterException wrong =
            new ParameterException(failed, String.valueOf(failure.getMessage()));
        return failed
            .getParameterExceptionHandler()
            .handleParseException(wrong, parsed.originalArgs().toArray(new String[0]));
      }
      List<String> problems = CommandFailure.linesOf(failure);
      if (problems.isEmpty()) {
        throw failure;
      }
      problems.forEach(console::error);
      return failed.getCommandSpec().exitCodeOnExecutionException();
    });
    List<String> words = called == null ? line : line.subList(1, line.size());
    return command.execute(words.toArray(new String[0]));
  }

  /** Help wraps where the terminal ends; 80 columns where none is known. */
  private static void setWidth(CommandLine command, Console console) {
    String columns = console.environment().getOrDefault("COLUMNS", "");
    if (columns.matches("[1-9][0-9]{1,3}")) {
      command.setUsageHelpWidth(Math.max(NARROWEST, Integer.parseInt(columns)));
    } else {
      command.setUsageHelpAutoWidth(console.terminals().output());
    }
  }

  /** Every command. A known one is read by itself: making all of them takes time. */
  private static CommandBuilder whole(Console console) {
    CommandBuilder all =
        CommandBuilder.group(
                "name a command, such as seal", "Seals Secrets so that they can be kept in Git.")
            .footer(
                "",
                "'sealer COMMAND --help' shows a command's options and examples.",
                "'sealer kubeseal …', or a link named kubeseal, takes kubeseal's flags.");
    COMMANDS.forEach((name, make) -> all.below(name, make.apply(console)));
    all.spec().versionProvider(new Version());
    return all;
  }

  private static CommandLine grouped(CommandLine command) {
    command
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups(GROUPS));
    command.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
    return command;
  }

  /** Prints the version. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {VersionCommand.text()};
    }
  }
}
