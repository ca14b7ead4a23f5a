package dev.sealer.testbed.peers;

import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.tools.ToolBinaries;
import dev.sealer.testbed.tools.ToolResult;
import dev.sealer.testbed.tools.ToolResult.Found;
import dev.sealer.testbed.tools.ToolResult.Missing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts a program that looks for its service account where a pod has it. The files are mounted in
 * a mount namespace of the program's own: nobody else sees them, and nothing is left behind.
 */
final class PrivateMounts {
  private static final String SCRIPT =
      """
      set -e
      files=$1
      shift
      mount -t tmpfs -o mode=0755 tmpfs /var/run
      mkdir -p /var/run/secrets/kubernetes.io/serviceaccount
      cp "$files"/token "$files"/ca.crt "$files"/namespace /var/run/secrets/kubernetes.io/serviceaccount
      exec "$@"
      """;

  private PrivateMounts() {}

  /** The unshare program, if this user may use it: as root, or in a user namespace. */
  static ToolResult find() {
    return mode().isPresent()
        ? ToolBinaries.onPath("unshare", "install util-linux")
        : new Missing(
            "unshare",
            "no private mount namespace can be made here",
            "run as root or allow user namespaces, on Linux");
  }

  /** The command, with the files token, ca.crt and namespace of the folder in a pod's place. */
  static List<String> withServiceAccount(Path files, List<String> command) {
    String mode = mode().orElseThrow(() -> new IllegalStateException("look at find() first"));
    return Stream.concat(
            Stream.of("unshare", mode, "sh", "-c", SCRIPT, "sh", files.toString()),
            command.stream())
        .toList();
  }

  private static Optional<String> mode() {
    if (!(ToolBinaries.onPath("unshare", "") instanceof Found)) {
      return Optional.empty();
    }
    return Stream.of("-m", "-rm").filter(PrivateMounts::works).findFirst();
  }

  private static boolean works(String mode) {
    return Command.of(List.of("unshare", mode, "mount", "-t", "tmpfs", "tmpfs", "/var/run"))
            .run()
            .exitCode()
        == 0;
  }
}
