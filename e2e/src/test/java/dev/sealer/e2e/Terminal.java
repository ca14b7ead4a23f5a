package dev.sealer.e2e;

import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The terminal of a reader who copies commands out of a page: what one block exports, the next ones
 * see. Nothing else is set but what a machine with the product on its {@code PATH} has.
 */
final class Terminal {

  private final Path folder;
  private final Map<String, String> environment;
  private final Path exported;
  private final List<Path> programs;

  private Terminal(
      Path folder, Map<String, String> environment, Path exported, List<Path> programs) {
    this.folder = folder;
    this.environment = environment;
    this.exported = exported;
    this.programs = programs;
  }

  /**
   * Opens one.
   *
   * @param folder where the commands run
   * @param environment what is set when it opens, beside {@code PATH}, {@code HOME} and {@code
   *     TMPDIR}
   * @param root of the project, whose {@code bin} is on the {@code PATH}
   */
  static Terminal open(Path folder, Map<String, String> environment, Path root) {
    List<Path> programs = new ArrayList<>(List.of(root.resolve("bin")));
    for (Tool tool : List.of(Tool.KUBECTL, Tool.HELM, Tool.AGE, Tool.AGE_KEYGEN)) {
      programs.add(ToolBinaries.find(tool).path().resolveSibling(""));
    }
    try {
      Path exported = Files.createTempFile(folder.resolveSibling(""), "terminal-", ".exported");
      return new Terminal(folder, environment, exported, programs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs commands up to the first that fails; that one's exit code is the outcome's. */
  CommandOutcome run(String commands) {
    String script =
        """
        set -euo pipefail
        . '%1$s'
        set -x
        %2$s
        { export -p >'%1$s'; } 2>/dev/null
        """
            .formatted(exported, commands);
    Command command =
        Command.of(List.of("bash", "-c", script))
            .with(
                "PATH",
                programs.stream().map(path -> path + ":").collect(Collectors.joining())
                    + System.getenv("PATH"))
            .in(folder);
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    return command.run();
  }
}
