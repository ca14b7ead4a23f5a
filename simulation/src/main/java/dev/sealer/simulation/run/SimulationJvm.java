package dev.sealer.simulation.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts other JVMs that can simulate. Two runs in one JVM would meet at locks that the whole JVM
 * shares, and the scheduler would see threads that are not its own.
 */
public final class SimulationJvm {

  private static final List<String> FLAGS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:hashCode=2",
          "-Djdk.trackAllThreads=false",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED");

  private static final int JVMS = 2;
  private static final long MANY_SEEDS = 10_000;

  private SimulationJvm() {}

  /**
   * Runs {@code main} on the class path of this JVM. Its errors go where those of this JVM go; its
   * output is the caller's to read.
   */
  public static Process start(Class<?> main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /**
   * Runs {@code main} in two JVMs at once, each with every second seed: {@code FROM UNTIL STRIDE},
   * which {@link Campaign#run(String[])} reads. {@code -Dsim.from} is the first of {@code
   * -Dsim.deep.seeds} seeds.
   *
   * @return what they printed, and the exit codes other than 0; empty if all is well
   */
  public static String runManySeeds(Class<?> main) throws IOException, InterruptedException {
    long from = Long.getLong("sim.from", 0);
    long until = from + Long.getLong("sim.deep.seeds", MANY_SEEDS);
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < JVMS; i++) {
      processes.add(
          start(
              main,
              List.of(String.valueOf(from + i), String.valueOf(until), String.valueOf(JVMS))));
    }
    StringBuilder printed = new StringBuilder();
    for (Process process : processes) {
      printed.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      int code = process.waitFor();
      if (code != 0) {
        printed.append(main.getSimpleName()).append(" ended with ").append(code).append('\n');
      }
    }
    return printed.toString();
  }
}
