package dev.sealer.e2e.stage;

import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import java.util.List;
import java.util.stream.Stream;

/**
 * The built command line, as a user calls it.
 *
 * @param files the built product
 */
public record SealerCommand(ProjectFiles files) {

  /** Runs {@code sealer} with nothing on its standard input. */
  public CommandOutcome run(String... arguments) {
    return runWith("", arguments);
  }

  /** Runs {@code sealer} with this text on its standard input. */
  public CommandOutcome runWith(String stdin, String... arguments) {
    List<String> argv =
        Stream.concat(Stream.of(files.sealer().toString()), Stream.of(arguments)).toList();
    String kubeconfig = System.getenv("KUBECONFIG");
    Command command = Command.of(argv);
    return (kubeconfig == null ? command : command.with("KUBECONFIG", kubeconfig)).run(stdin);
  }
}
