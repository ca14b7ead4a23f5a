package dev.sealer.sync.render;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a program that gets nothing of this process but a folder, and is stopped in time. */
final class ChildProcess {

  private static final int STDERR_LIMIT = 64 * 1024;
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(1);
  private static final Duration DRAINED_WITHIN = Duration.ofSeconds(5);

  private final Duration limit;
  private final int outputLimit;
  private final ChildSandbox sandbox;

  ChildProcess(Duration limit, int outputLimit, ChildSandbox sandbox) {
    this.limit = limit;
    this.outputLimit = outputLimit;
    this.sandbox = sandbox;
  }

  /** The result of a run. */
  sealed interface Ended {}

  /** The program ended by itself. */
  record Exited(int code, String output, String errors) implements Ended {}

  /** The program took longer, or gave more, than it may, and was stopped. */
  record Stopped(String reason) implements Ended {}

  /** The program never began, or its result is not known. */
  record Failed(String reason) implements Ended {}

  /** Runs {@code command} in {@code folder} with only the variables given. */
  Ended run(List<String> command, Path folder, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Failed(command.getFirst() + " cannot be run: " + e.getMessage());
    }
    if (!sandbox.bounds(process) && !hasEnded(process)) {
      stop(process);
      return new Failed("what it may take could not be bounded");
    }
    return watch(process);
  }

  /** A program that has ended cannot be bound; the JVM learns of its end a moment later. */
  private static boolean hasEnded(Process process) {
    try {
      return process.waitFor(SEEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Ended watch(Process process) {
    // Not closed: that would wait for readers, and a reader waits for the holder of the pipe.
    ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    try {
      process.getOutputStream().close();
      CompletableFuture<Captured> output =
          CompletableFuture.supplyAsync(
              () -> read(process, process.getInputStream(), outputLimit, true), readers);
      CompletableFuture<Captured> errors =
          CompletableFuture.supplyAsync(
              () -> read(process, process.getErrorStream(), STDERR_LIMIT, false), readers);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Stopped("it took longer than " + limit.toSeconds() + " s and was stopped");
      }
      Captured text = output.get(DRAINED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      if (text.cut()) {
        return new Stopped("it gave more than " + outputLimit + " bytes and was stopped");
      }
      Captured said = errors.get(DRAINED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      return new Exited(process.exitValue(), text.text(), said.text().strip());
    } catch (IOException e) {
      return new Failed(String.valueOf(e.getMessage()));
    } catch (ExecutionException e) {
      return new Failed("its output could not be read");
    } catch (TimeoutException e) {
      return new Failed("it ended and left a process that holds its output");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failed("it was interrupted");
    } finally {
      stop(process);
      readers.shutdownNow();
    }
  }

  private static void stop(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private record Captured(String text, boolean cut) {}

  private static Captured read(Process process, InputStream from, int limit, boolean stopAtLimit) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    boolean cut = false;
    try (from) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        int room = Math.min(n, limit - kept.size());
        kept.write(buffer, 0, room);
        if (room < n && !cut) {
          cut = true;
          if (stopAtLimit) {
            stop(process);
          }
        }
      }
    } catch (IOException e) {
      // After the cut it is we who end the program, and with it the pipe.
      if (process.isAlive() && !cut) {
        throw new UncheckedIOException(e);
      }
    }
    return new Captured(kept.toString(StandardCharsets.UTF_8), cut);
  }
}
