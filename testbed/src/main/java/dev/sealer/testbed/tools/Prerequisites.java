package dev.sealer.testbed.tools;

import dev.sealer.testbed.tools.ToolResult.Found;
import dev.sealer.testbed.tools.ToolResult.Missing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Skips a test suite whose program is not available. The reason is also written to {@code
 * target/skipped-suites.txt} for the build's last lines; with {@code -De2e.required=true} it fails.
 */
public final class Prerequisites {
  private Prerequisites() {}

  /** The program's path; else skips or fails the suite. */
  public static Path require(String suite, ToolResult result) {
    return switch (result) {
      case Found found -> found.path();
      case Missing missing -> throw unavailable(suite, missing.explain());
    };
  }

  /**
   * Returns the folder that a system property names, for a check that is never required; else skips
   * the suite and says how to run it.
   */
  public static Path optional(String suite, String property) {
    String folder = System.getProperty(property, "");
    if (folder.isEmpty()) {
      String reason = "never required; run it with -D" + property + "=DIR";
      record(suite, reason);
      return Assumptions.abort(reason);
    }
    return Path.of(folder);
  }

  /**
   * Skips the suite, or fails it where nothing may be skipped. Never returns; declared to, so that
   * callers can write {@code throw}.
   */
  public static RuntimeException unavailable(String suite, String reason) {
    if (Boolean.getBoolean("e2e.required")) {
      return Assertions.fail("-De2e.required=true, but " + reason);
    }
    record(suite, reason);
    return Assumptions.abort(reason);
  }

  private static void record(String suite, String reason) {
    Path list = Path.of(System.getProperty("sealer.root", "."), "target", "skipped-suites.txt");
    try {
      Files.createDirectories(list.toAbsolutePath().getParent());
      Files.writeString(
          list,
          suite + ": " + reason.replace('\n', ' ') + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot record that " + suite + " is skipped", e);
    }
  }
}
