package dev.sealer.testbed.vault;

import dev.sealer.testbed.process.ChildCommand;
import dev.sealer.testbed.process.LoggedProcess;
import dev.sealer.testbed.process.LoopbackPorts;
import dev.sealer.testbed.process.StartFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A bao or vault executable in development mode. */
final class VaultProcess implements VaultBackend {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PORT_ATTEMPTS = 3;

  private final LoggedProcess process;
  private final URI uri;

  private VaultProcess(LoggedProcess process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  static VaultProcess start(Path executable, Path folder, String rootToken) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    for (int attempt = 1; ; attempt++) {
      String address = LoopbackPorts.HOST + ":" + LoopbackPorts.free();
      URI uri = URI.create("http://" + address);
      LoggedProcess process =
          LoggedProcess.start(
              new ChildCommand(
                  "vault",
                  List.of(
                      executable.toString(),
                      "server",
                      "-dev",
                      "-dev-no-store-token",
                      "-dev-root-token-id=" + rootToken,
                      "-dev-listen-address=" + address),
                  Map.of("HOME", folder.toString()),
                  folder.resolve("vault.log")));
      try {
        process.awaitReady(() -> isUnsealed(uri), PATIENCE);
        return new VaultProcess(process, uri);
      } catch (StartFailedException e) {
        if (attempt == PORT_ATTEMPTS || !e.portTaken()) {
          throw e;
        }
      }
    }
  }

  @Override
  public URI uri() {
    return uri;
  }

  @Override
  public void close() {
    process.kill();
  }

  private static boolean isUnsealed(URI uri) {
    try {
      var connection = (HttpURLConnection) uri.resolve("/v1/sys/health").toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(1000);
      return connection.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
