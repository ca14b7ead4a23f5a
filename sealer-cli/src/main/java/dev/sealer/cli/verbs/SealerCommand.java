package dev.sealer.cli.verbs;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.line.CommandGroups;
import dev.sealer.cli.line.UsageErrors;
import dev.sealer.cli.line.VerbLine;
import dev.sealer.cli.line.WrongLine;
import dev.sealer.cli.manifest.ManifestException;
import dev.sealer.cli.verbs.backup.BackupVerb;
import dev.sealer.cli.verbs.certificates.CertVerb;
import dev.sealer.cli.verbs.certificates.FetchCertVerb;
import dev.sealer.cli.verbs.files.DiffVerb;
import dev.sealer.cli.verbs.files.EditVerb;
import dev.sealer.cli.verbs.files.InspectVerb;
import dev.sealer.cli.verbs.files.MergeVerb;
import dev.sealer.cli.verbs.files.RawVerb;
import dev.sealer.cli.verbs.files.RmVerb;
import dev.sealer.cli.verbs.files.SealVerb;
import dev.sealer.cli.verbs.files.SetVerb;
import dev.sealer.cli.verbs.files.UnsealVerb;
import dev.sealer.cli.verbs.files.ValidateVerb;
import dev.sealer.cli.verbs.keys.KeysVerb;
import dev.sealer.cli.verbs.keys.ReencryptVerb;
import dev.sealer.cli.verbs.shell.CompletionVerb;
import dev.sealer.cli.verbs.shell.ManVerb;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.yaml.read.YamlException;
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
 * The command {@code sealer}: one verb each run. Exit codes: 0 done, 1 failed with one line on
 * standard error, 2 a wrong command line.
 */
public final class SealerCommand {
  private static final Map<String, Function<Console, VerbLine>> VERBS = new LinkedHashMap<>();

  static {
    VERBS.put("seal", console -> new SealVerb(console).line());
    VERBS.put("cert", CertVerb::line);
    VERBS.put("fetch-cert", console -> new FetchCertVerb(console).line());
    VERBS.put("unseal", console -> new UnsealVerb(console).line());
    VERBS.put("raw", console -> new RawVerb(console).line());
    VERBS.put("merge", console -> new MergeVerb(console).line());
    VERBS.put("set", console -> new SetVerb(console).line());
    VERBS.put("edit", console -> new EditVerb(console).line());
    VERBS.put("diff", console -> new DiffVerb(console).line());
    VERBS.put("rm", _ -> new RmVerb().line());
    VERBS.put("validate", console -> new ValidateVerb(console).line());
    VERBS.put("inspect", console -> new InspectVerb(console).line());
    VERBS.put("reencrypt", console -> new ReencryptVerb(console).line());
    VERBS.put("keys", KeysVerb::line);
    VERBS.put("backup", BackupVerb::line);
    VERBS.put("completion", console -> new CompletionVerb(console).line());
    VERBS.put("man", console -> new ManVerb(console).line());
  }

  /** What the help lists, by what people want to do. */
  private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("Seal and edit", List.of("seal", "raw", "set", "edit", "merge", "rm", "reencrypt"));
    GROUPS.put("Check", List.of("validate", "inspect", "diff"));
    GROUPS.put("Keys and recovery", List.of("keys", "backup", "unseal"));
    GROUPS.put("Cluster", List.of("cert", "fetch-cert"));
    GROUPS.put("Setup", List.of("completion", "man"));
  }

  /** Verbs that tell about all others. */
  private static final Set<String> ABOUT_ALL = Set.of("completion", "man");

  private static final int NARROWEST = 55;

  private SealerCommand() {}

  /** Runs a command line. */
  public static int run(List<String> line, Console console) {
    String verb = line.isEmpty() ? "" : line.getFirst();
    Function<Console, VerbLine> called = ABOUT_ALL.contains(verb) ? null : VERBS.get(verb);
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
      console.err().println("error: " + UsageErrors.line(problem));
      return problem.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
    });
    command.setExecutionExceptionHandler((failure, failed, parsed) -> {
      if (failure instanceof WrongLine) {
        ParameterException wrong =
            new ParameterException(failed, String.valueOf(failure.getMessage()));
        return failed
            .getParameterExceptionHandler()
            .handleParseException(wrong, parsed.originalArgs().toArray(new String[0]));
      }
      failed(failure, console);
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

  /** Every verb. A known one is read by itself: making all of them takes time. */
  private static VerbLine whole(Console console) {
    VerbLine all =
        VerbLine.group(
                "name a command, such as seal", "Seals Secrets so that they can be kept in Git.")
            .footer(
                "",
                "'sealer COMMAND --help' shows a command's options and examples.",
                "'sealer kubeseal …', or a link named kubeseal, takes kubeseal's flags.");
    VERBS.forEach((name, make) -> all.below(name, make.apply(console)));
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

  private static void failed(Exception failure, Console console) throws Exception {
    List<String> lines =
        switch (failure) {
          case CommandFailure e -> e.lines();
          case ManifestException e -> List.of(String.valueOf(e.getMessage()));
          case YamlException e -> List.of(String.valueOf(e.getMessage()));
          case InvalidKeyMaterialException e -> List.of(String.valueOf(e.getMessage()));
          default -> throw failure;
        };
    lines.forEach(line -> console.err().println("error: " + line));
  }

  /** What {@code --version} prints. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SealerCommand.class.getPackage().getImplementationVersion();
      return new String[] {"sealer " + (version == null ? "UNKNOWN" : version)};
    }
  }
}
