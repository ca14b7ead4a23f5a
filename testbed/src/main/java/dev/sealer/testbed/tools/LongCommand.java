package dev.sealer.testbed.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A build step that may take minutes: it says on standard error that it is at work. */
final class LongCommand {
  private static final Duration SAY_EVERY = Duration.ofSeconds(5);
  private static final int TAIL_CHARACTERS = 600;

  private final String purpose;
  private final Path folder;
  private final Map<String, String> environment;

  LongCommand(String purpose, Path folder, Map<String, String> environment) {
    this.purpose = purpose;
    this.folder = folder;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Runs the command.
   *
   * @throws IOException if it does not end with 0; the message has its last output
   */
  void run(List<String> argv) throws IOException {
    Path output = Files.createTempFile("sealer-testbed-", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      Process process = builder.start();
      Thread stop = new Thread(process::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(stop);
      try {
        int code = awaitWithProgress(process);
        if (code != 0) {
          throw new IOException(argv.getFirst() + " ended with " + code + ": " + tail(output));
        }
      } finally {
        Runtime.getRuntime().removeShutdownHook(stop);
      }
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private int awaitWithProgress(Process process) {
    long start = System.nanoTime();
    try {
      while (!process.waitFor(SAY_EVERY.toSeconds(), TimeUnit.SECONDS)) {
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        System.err.println("testbed: " + purpose + ": " + seconds + " s");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: " + purpose, e);
    }
  }

  private static String tail(Path output) {
    try {
      String text = Files.readString(output, StandardCharsets.UTF_8).strip();
      return text.substring(Math.max(0, text.length() - TAIL_CHARACTERS)).replace('\n', ' ');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
