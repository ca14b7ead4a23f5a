package dev.sealer.testbed.peers;

import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands of the peers' programs. They see an empty home folder and no kubeconfig: give them one
 * with {@code .with("KUBECONFIG", …)}.
 */
public final class Peers {
  private static final Path HOME = emptyHome();

  private Peers() {}

  /**
   * A command: {@code Peers.command(Tool.KUBESEAL, "--cert", file).run(secretYaml)}.
   *
   * @throws dev.sealer.testbed.tools.MissingToolException when the program cannot be had
   */
  public static Command command(Tool tool, String... arguments) {
    List<String> argv = new ArrayList<>();
    argv.add(ToolBinaries.find(tool).path().toString());
    argv.addAll(List.of(arguments));
    return Command.of(argv).with("HOME", HOME.toString()).with("KUBECONFIG", "/dev/null");
  }

  private static Path emptyHome() {
    try {
      Path home = Files.createTempDirectory("sealer-testbed-home-");
      home.toFile().deleteOnExit();
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary folder", e);
    }
  }
}
