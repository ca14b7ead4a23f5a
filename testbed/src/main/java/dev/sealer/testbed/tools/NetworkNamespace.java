package dev.sealer.testbed.tools;

import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.tools.ToolResult.Found;
import dev.sealer.testbed.tools.ToolResult.Missing;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs a program in a network namespace of its own, in which it meets nobody. It has loopback and
 * one more address, which is taken for another machine.
 */
public final class NetworkNamespace {
  /** The address that is not loopback, of a range for documentation. */
  public static final String OTHER_MACHINE = "198.51.100.7";

  private static final String SCRIPT =
      "ip link set lo up && ip addr add " + OTHER_MACHINE + "/32 dev lo && exec \"$@\"";

  private NetworkNamespace() {}

  /** The unshare program, if this user may use it: as root, or in a user namespace. */
  public static ToolResult find() {
    return ToolBinaries.onPath("ip", "install iproute2") instanceof Missing missing
        ? missing
        : prefix().isPresent()
            ? ToolBinaries.onPath("unshare", "install util-linux")
            : new Missing(
                "unshare",
                "no network namespace can be made here",
                "run as root or allow user namespaces, on Linux");
  }

  /** The command, to be run in a namespace. */
  public static List<String> command(List<String> command) {
    List<String> prefix =
        prefix().orElseThrow(() -> new IllegalStateException("look at find() first"));
    return Stream.concat(prefix.stream(), command.stream()).toList();
  }

  private static Optional<List<String>> prefix() {
    if (!(ToolBinaries.onPath("unshare", "") instanceof Found)) {
      return Optional.empty();
    }
    return Stream.of("-n", "-rn")
        .map(mode -> List.of("unshare", mode, "sh", "-c", SCRIPT, "sh"))
        .filter(prefix -> works(Stream.concat(prefix.stream(), Stream.of("true")).toList()))
        .findFirst();
  }

  private static boolean works(List<String> command) {
    return Command.of(command).run().exitCode() == 0;
  }
}
