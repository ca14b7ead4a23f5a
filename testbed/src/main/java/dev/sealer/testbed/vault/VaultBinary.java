package dev.sealer.testbed.vault;

import dev.sealer.testbed.tools.ToolBinaries;
import dev.sealer.testbed.tools.ToolResult;
import dev.sealer.testbed.tools.ToolResult.Found;
import dev.sealer.testbed.tools.ToolResult.Missing;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds a bao or vault executable: nothing is downloaded without being asked. */
final class VaultBinary {
  private static final String VARIABLE = "SEALER_TESTBED_BAO";
  private static final String NEXT_STEP =
      "install OpenBao or Vault, or set " + VARIABLE + " to its executable";

  private VaultBinary() {}

  static ToolResult find() {
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isBlank()) {
      Path path = Path.of(named);
      return Files.isExecutable(path)
          ? new Found(path)
          : new Missing(
              "bao", VARIABLE + " names " + named + ", which is not executable", NEXT_STEP);
    }
    return switch (ToolBinaries.onPath("bao", NEXT_STEP)) {
      case Found bao -> bao;
      case Missing _ ->
          switch (ToolBinaries.onPath("vault", NEXT_STEP)) {
            case Found vault -> vault;
            case Missing _ -> new Missing("bao", "neither bao nor vault is on the PATH", NEXT_STEP);
          };
    };
  }
}
