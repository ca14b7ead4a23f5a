package dev.sealer.testbed.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A command that is run to its end.
 *
 * @param argv the program and its arguments
 * @param environment variables in addition to PATH, HOME and TMPDIR; nothing else is inherited
 * @param folder the working folder
 * @param deadline when it is ended by force
 */
public record Command(
    List<String> argv, Map<String, String> environment, Path folder, Duration deadline) {
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "TMPDIR");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Copies the collections. */
  public Command {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  /** A command in the current folder with two minutes to finish. */
  public static Command of(List<String> argv) {
    return new Command(argv, Map.of(), Path.of("").toAbsolutePath(), PATIENCE);
  }

  /** Returns the command with one more variable. */
  public Command with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Command(argv, more, folder, deadline);
  }

  /** Returns the command in another folder. */
  public Command in(Path other) {
    return new Command(argv, environment, other, deadline);
  }

  /** Runs the command with nothing on its standard input. */
  public CommandOutcome run() {
    return run(new byte[0]);
  }

  /** Runs the command with this text, as UTF-8, on its standard input. */
  public CommandOutcome run(String stdin) {
    return run(stdin.getBytes(StandardCharsets.UTF_8));
  }

  /** Runs the command with these bytes on its standard input. */
  public CommandOutcome run(byte[] stdin) {
    Process process = start();
    try {
      CompletableFuture<byte[]> output = reading(process.getInputStream());
      CompletableFuture<byte[]> errors = reading(process.getErrorStream());
      feed(process.getOutputStream(), stdin);
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            argv.getFirst() + " did not end within " + deadline.toSeconds() + " s");
      }
      return new CommandOutcome(argv.getFirst(), process.exitValue(), output.join(), errors.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + argv.getFirst() + " ran", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Starts the command for a caller that talks to it itself. */
  public Process start() {
    ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + argv.getFirst(), e);
    }
  }

  private static CompletableFuture<byte[]> reading(InputStream stream) {
    CompletableFuture<byte[]> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try (stream) {
            result.complete(stream.readAllBytes());
          } catch (IOException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  /** A command may end without reading its input: that shows in its exit code, not here. */
  private static void feed(OutputStream stdin, byte[] bytes) {
    try (stdin) {
      stdin.write(bytes);
    } catch (IOException ignored) {
      // Broken pipe.
    }
  }
}
