package dev.sealer.testbed.tools;

import dev.sealer.testbed.tools.ToolResult.Found;
import dev.sealer.testbed.tools.ToolResult.Missing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Python programs, in virtual environments that the testbed makes in the user's cache. */
public final class PythonTools {
  private static final String REQUIREMENTS = "moto/requirements.txt";

  private PythonTools() {}

  /** A Python that can import moto's server; made first if need be. */
  public static ToolResult moto() {
    byte[] requirements = PinnedFiles.onClassPath().read(REQUIREMENTS);
    String name = "moto-" + digest(requirements);
    ToolCache cache = ToolCache.ofUser();
    Path python = cache.entry(name).resolve("bin").resolve("python");
    if (Files.isExecutable(python)) {
      return new Found(python);
    }
    Optional<Path> system = ToolBinaries.onPath("python3");
    if (system.isEmpty()) {
      return new Missing("moto", "no python3 on the PATH", "install Python 3.10 or newer");
    }
    try {
      cache.ensure(name, folder -> install(system.get(), folder, requirements));
      return new Found(python);
    } catch (IOException e) {
      return new Missing(
          "moto", String.valueOf(e.getMessage()), "check that python3 has venv and that pip works");
    }
  }

  private static void install(Path python, Path folder, byte[] requirements) throws IOException {
    String purpose = "installing moto with pip (first time only, under a minute)";
    System.err.println("testbed: " + purpose);
    Path list = folder.resolve("requirements.txt");
    Files.write(list, requirements);
    LongCommand command = new LongCommand(purpose, folder, Map.of());
    command.run(List.of(python.toString(), "-m", "venv", "--symlinks", folder.toString()));
    command.run(
        List.of(
            folder.resolve("bin").resolve("python").toString(),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-input",
            "--disable-pip-version-check",
            "--no-deps",
            "--requirement=" + list));
  }

  private static String digest(byte[] requirements) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("venv 1\n".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(requirements), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
