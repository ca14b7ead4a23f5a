package dev.sealer.simulation.run;

import java.io.IOException;
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
}
