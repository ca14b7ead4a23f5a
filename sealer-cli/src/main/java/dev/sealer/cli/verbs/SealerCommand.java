package dev.sealer.cli.verbs;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command {@code sealer}: one verb each run. Exit codes: 0 done, 1 failed with one line on
 * standard error, 2 a wrong command line.
 */
@Command(
    name = "sealer",
    mixinStandardHelpOptions = true,
    versionProvider = SealerCommand.Version.class,
    description = "Seals Secrets so that they can be kept in Git.",
    footer = {
      "",
      "'sealer VERB --help' shows a verb's options and examples.",
      "'sealer kubeseal …', or a link named kubeseal, takes kubeseal's flags."
    })
public final class SealerCommand implements Runnable {
  private static final Map<String, Function<Console, Object>> VERBS = new LinkedHashMap<>();

  static {
    VERBS.put("seal", SealVerb::new);
    VERBS.put("cert", CertVerb::command);
    VERBS.put("fetch-cert", FetchCertVerb::new);
    VERBS.put("unseal", UnsealVerb::new);
    VERBS.put("raw", RawVerb::new);
    VERBS.put("merge", MergeVerb::new);
    VERBS.put("set", SetVerb::new);
    VERBS.put("edit", EditVerb::new);
    VERBS.put("diff", DiffVerb::new);
    VERBS.put("rm", _ -> new RmVerb());
    VERBS.put("validate", ValidateVerb::new);
    VERBS.put("inspect", InspectVerb::new);
    VERBS.put("reencrypt", ReencryptVerb::new);
    VERBS.put("keys", KeysVerb::command);
    VERBS.put("backup", BackupVerb::command);
    VERBS.put("completion", CompletionVerb::new);
    VERBS.put("man", ManVerb::new);
  }

  /** Verbs that tell about all others. */
  private static final Set<String> ABOUT_ALL = Set.of("completion", "man");

  @Spec private CommandSpec spec = CommandSpec.create();

  private SealerCommand() {}

  /** Runs a command line. */
  public static int run(List<String> line, Console console) {
    String verb = line.isEmpty() ? "" : line.getFirst();
    Function<Console, Object> called = ABOUT_ALL.contains(verb) ? null : VERBS.get(verb);
    CommandLine command =
        called == null ? whole(console) : alone(verb, withHelp(verb, called.apply(console)));
    command.setColorScheme(
        CommandLine.Help.defaultColorScheme(console.colours() ? Ansi.ON : Ansi.OFF));
    command.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    command.setExecutionExceptionHandler((failure, failed, _) -> {
      failed(failure, console);
      return failed.getCommandSpec().exitCodeOnExecutionException();
    });
    List<String> words = called == null ? line : line.subList(1, line.size());
    return command.execute(words.toArray(new String[0]));
  }

  private static CommandLine whole(Console console) {
    CommandLine command = new CommandLine(new SealerCommand());
    VERBS.forEach((name, make) -> command.addSubcommand(name, withHelp(name, make.apply(console))));
    return command;
  }

  /** A verb by itself, under its whole name: reading every command's options takes time. */
  private static CommandLine alone(String name, CommandLine verb) {
    return verb.setCommandName("sealer " + name);
  }

  private static CommandLine withHelp(String name, Object verb) {
    CommandLine command = verb instanceof CommandLine group ? group : new CommandLine(verb);
    command.getCommandSpec().name(name).mixinStandardHelpOptions(true);
    return command;
  }

  private static void failed(Exception failure, Console console) throws Exception {
    String line =
        switch (failure) {
          case CommandFailure e -> e.line();
          case ManifestException e -> String.valueOf(e.getMessage());
          case YamlException e -> String.valueOf(e.getMessage());
          case InvalidKeyMaterialException e -> String.valueOf(e.getMessage());
          default -> throw failure;
        };
    console.err().println("error: " + line);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a verb, such as seal");
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
