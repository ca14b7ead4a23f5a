package dev.sealer.kube.login;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of a login program.
 *
 * @param argv program and arguments
 * @param environment all its variables
 * @param errors takes its standard error while it runs
 * @param interactive whether it reads this process's standard input
 */
record LoginProcess(
    List<String> argv, Map<String, String> environment, OutputStream errors, boolean interactive) {

  /** People may have to confirm a login on another device. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int MOST_OUTPUT = 1 << 20;
  private static final int CHUNK = 1024;

  /**
   * Runs it.
   *
   * @param hint how to install it; empty for none
   * @return what it printed on standard output
   */
  byte[] run(String hint) throws LoginException {
    String name = argv.getFirst();
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.command().set(0, executable(hint).toString());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(interactive ? Redirect.INHERIT : Redirect.PIPE);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new LoginException("exec: executable " + name + " cannot be started", e);
    }
    try {
      return finished(process, name);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private byte[] finished(Process process, String name) throws LoginException {
    try {
      if (!interactive) {
        // Standard input may hold the Secret that is to be sealed: it is not the program's.
        process.getOutputStream().close();
      }
      CompletableFuture<byte[]> output =
          CompletableFuture.supplyAsync(
              () -> read(process.getInputStream()), Thread::startVirtualThread);
      CompletableFuture<Void> said =
          CompletableFuture.runAsync(
              () -> copy(process.getErrorStream()), Thread::startVirtualThread);
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new LoginException("exec: executable " + name + " did not end in time");
      }
      said.get(1, TimeUnit.SECONDS);
      if (process.exitValue() != 0) {
        throw new LoginException(
            "exec: executable " + name + " failed with exit code " + process.exitValue());
      }
      return output.get(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LoginException("interrupted", e);
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new LoginException("exec: executable " + name + " cannot be read", e);
    }
  }

  private static byte[] read(InputStream output) {
    try {
      return output.readNBytes(MOST_OUTPUT);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private void copy(InputStream from) {
    byte[] chunk = new byte[CHUNK];
    try {
      for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
        errors.write(chunk, 0, n);
        errors.flush();
      }
    } catch (IOException e) {
      // The program ended, or nobody reads its words: its exit code counts.
    }
  }

  private Path executable(String hint) throws LoginException {
    String name = argv.getFirst();
    if (name.contains(File.separator)) {
      if (Files.isExecutable(Path.of(name))) {
        return Path.of(name);
      }
    } else {
      for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
        Path file = Path.of(folder, name);
        if (!folder.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
          return file;
        }
      }
    }
    throw new LoginException(
        "exec: executable " + name + " not found" + (hint.isEmpty() ? "" : ": " + hint.strip()));
  }
}
