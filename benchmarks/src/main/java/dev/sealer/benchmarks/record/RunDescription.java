package dev.sealer.benchmarks.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * When and on what a benchmark ran.
 *
 * @param date in UTC
 * @param commit abbreviated, with {@code +} if files differed from it
 * @param processor model name
 * @param jdk version
 */
public record RunDescription(String date, String commit, String processor, String jdk) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** Describes a run that starts now, of the checkout in {@code root}. */
  public static RunDescription now(Path root) throws IOException, InterruptedException {
    return new RunDescription(
        LocalDate.now(ZoneOffset.UTC).toString(),
        git(root, "describe", "--always", "--dirty=+", "--exclude=*"),
        modelName(),
        System.getProperty("java.version"));
  }

  private static String git(Path root, String... arguments)
      throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process git = new ProcessBuilder(command).directory(root.toFile()).start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return git.waitFor() == 0 ? said : "unknown";
  }

  private static String modelName() throws IOException {
    if (!Files.isReadable(CPU_INFO)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(CPU_INFO).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip().replace(',', ' '))
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
