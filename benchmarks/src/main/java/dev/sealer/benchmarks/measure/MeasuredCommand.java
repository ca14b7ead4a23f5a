package dev.sealer.benchmarks.measure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command to measure, run once for each input.
 *
 * @param argv the program and its arguments
 * @param environment all variables that it gets
 * @param folder the working folder
 * @param inputs files for standard input, one for each run; empty text for none
 * @param output file for standard output; empty to drop it
 * @param workers how many runs at a time
 */
public record MeasuredCommand(
    List<String> argv,
    Map<String, String> environment,
    Path folder,
    List<String> inputs,
    String output,
    int workers) {

  /** One run without input, in {@code folder}, whose output is dropped. */
  public static MeasuredCommand of(Path folder, List<String> argv) {
    Map<String, String> environment =
        Map.of(
            "PATH",
            System.getenv().getOrDefault("PATH", ""),
            "HOME",
            folder.toString(),
            "KUBECONFIG",
            "/dev/null");
    return new MeasuredCommand(argv, environment, folder, List.of(""), "", 1);
  }

  /** Returns a command that runs once for each of these files. */
  public MeasuredCommand reading(List<Path> files) {
    return new MeasuredCommand(
        argv, environment, folder, files.stream().map(Path::toString).toList(), output, workers);
  }

  /** Returns a command that keeps the output of its last run. */
  public MeasuredCommand writing(Path file) {
    return new MeasuredCommand(argv, environment, folder, inputs, file.toString(), workers);
  }

  /** Returns a command with this many runs at a time. */
  public MeasuredCommand atATime(int runs) {
    return new MeasuredCommand(argv, environment, folder, inputs, output, runs);
  }
}
