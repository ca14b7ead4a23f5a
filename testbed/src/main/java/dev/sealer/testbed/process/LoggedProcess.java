package dev.sealer.testbed.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A running child process with a log file. Ended at the latest when this JVM ends. */
public final class LoggedProcess implements AutoCloseable {
  private static final int TAIL_LINES = 25;
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final ChildCommand command;
  private final Process process;
  private final CompletableFuture<Void> ended;

  private LoggedProcess(ChildCommand command, Process process) {
    this.command = command;
    this.process = process;
    Reaper.watch(process.pid());
    this.ended = process.onExit().thenAccept(gone -> Reaper.forget(gone.pid()));
  }

  /** Starts the command. Fails when the program cannot be executed. */
  public static LoggedProcess start(ChildCommand command) {
    ProcessBuilder builder = new ProcessBuilder(command.argv());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(Set.of("PATH", "HOME", "TMPDIR"));
    environment.putAll(command.environment());
    builder
        .redirectErrorStream(true)
        .redirectInput(new File("/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
    try {
      return new LoggedProcess(command, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.name(), e);
    }
  }

  /** Returns the name of the process in messages. */
  public String name() {
    return command.name();
  }

  /** The operating system's id of the process. */
  public long pid() {
    return process.pid();
  }

  /** Returns whether the process still runs. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** The file that holds what the process printed. */
  public Path log() {
    return command.log();
  }

  /** The last lines of the log; empty when there is none yet. */
  public String logTail() {
    if (!Files.exists(command.log())) {
      return "";
    }
    try {
      String text = new String(Files.readAllBytes(command.log()), StandardCharsets.UTF_8);
      var lines = text.lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(log not readable: " + e.getMessage() + ")";
    }
  }

  /**
   * Waits until the probe says yes. Ends the process and fails with its log's tail when it ends
   * first or when the deadline passes.
   */
  public void awaitReady(BooleanSupplier probe, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!probe.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new StartFailedException(
            name(), "ended with exit code " + process.exitValue(), logTail());
      }
      if (System.nanoTime() > end) {
        String tail = logTail();
        kill();
        throw new StartFailedException(
            name(), "not ready after " + deadline.toSeconds() + " s", tail);
      }
      exitedWithin(Duration.ofMillis(30));
    }
  }

  /** Asks the process to end (SIGTERM), and ends it by SIGKILL when it takes too long. */
  public void stop() {
    process.destroy();
    if (!exitedWithin(GRACE)) {
      kill();
    }
  }

  /** Ends the process by SIGKILL and waits until it has ended. */
  public void kill() {
    process.destroyForcibly();
    exitedWithin(GRACE);
  }

  /** Stops the process with SIGSTOP: its connections stay open and nothing responds. */
  public void suspend() {
    signal("STOP");
  }

  /** Lets a suspended process continue. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    Command.of(List.of("kill", "-" + name, Long.toString(pid()))).run().orThrow();
  }

  @Override
  public void close() {
    stop();
  }

  private boolean exitedWithin(Duration duration) {
    try {
      ended.get(duration.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot wait for " + name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name(), e);
    }
  }
}
