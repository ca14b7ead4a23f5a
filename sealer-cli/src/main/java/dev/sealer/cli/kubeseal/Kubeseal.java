package dev.sealer.cli.kubeseal;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.yaml.read.YamlException;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * The command {@code kubeseal}: one command, whose mode is chosen by flags. Exit codes: 0 done, 1
 * failed with one line on standard error, 2 a wrong command line.
 */
public final class Kubeseal {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_LINE = 2;

  private Kubeseal() {}

  /**
   * Runs the command.
   *
   * @param calledAs the program's name, for its usage
   * @param version what {@code --version} prints
   */
  public static int run(
      String calledAs, Supplier<String> version, List<String> line, Console console) {
    FlagSet set = KubesealFlags.all();
    String usage = "Usage of " + calledAs + ":";
    try {
      FlagValues flags = set.parse(line, console.environment());
      flags.deprecations().forEach(console.out()::println);
      if (flags.helpAsked()) {
        console.err().println(usage);
        console.out().print(set.usage());
      } else if (flags.on("version")) {
        console.out().println("kubeseal version: " + version.get());
      } else if (flags.on("help")) {
        console.out().println(usage);
        console.out().print(set.usage());
      } else {
        return runMode(flags, console);
      }
      return DONE;
    } catch (FlagException e) {
      console.err().println(usage);
      console.out().print(set.usage());
      console.out().println(e.getMessage());
      return WRONG_LINE;
    } finally {
      console.out().flush();
    }
  }

  private static int runMode(FlagValues flags, Console console) {
    try {
      if (!flags.list("from-file").isEmpty() && !flags.on("raw")) {
        throw new CommandFailure("--from-file requires --raw");
      }
      new KubesealSession(flags, console).run();
      return DONE;
    } catch (CommandFailure
        | InvalidManifestException
        | YamlException
        | InvalidKeyMaterialException e) {
      CommandFailure.linesOf(e).forEach(console::error);
    } catch (IOException e) {
      console.error("cannot read standard input: " + e.getMessage());
    }
    return FAILED;
  }
}
