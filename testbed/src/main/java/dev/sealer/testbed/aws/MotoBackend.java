package dev.sealer.testbed.aws;

import dev.sealer.testbed.process.ChildCommand;
import dev.sealer.testbed.process.LoggedProcess;
import dev.sealer.testbed.process.LoopbackPorts;
import dev.sealer.testbed.process.StartFailedException;
import dev.sealer.testbed.tools.PythonTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * moto's server. It checks no signatures, enforces no permissions, external ids or session tags,
 * and takes 21 ids where AWS takes 20: tests put such denials in front of it.
 */
final class MotoBackend implements AwsBackend {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PORT_ATTEMPTS = 3;

  private final LoggedProcess process;
  private final URI uri;

  private MotoBackend(LoggedProcess process, int port) {
    this.process = process;
    this.uri = URI.create("http://" + LoopbackPorts.HOST + ":" + port);
  }

  static MotoBackend start(Path folder) {
    String python = PythonTools.moto().path().toString();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    for (int attempt = 1; ; attempt++) {
      int port = LoopbackPorts.free();
      List<String> argv =
          List.of(
              python,
              "-c",
              "from moto.server import main; main()",
              "-H",
              LoopbackPorts.HOST,
              "-p",
              Integer.toString(port));
      LoggedProcess process =
          LoggedProcess.start(new ChildCommand("moto", argv, Map.of(), folder.resolve("moto.log")));
      try {
        process.awaitReady(() -> accepts(port), PATIENCE);
        return new MotoBackend(process, port);
      } catch (StartFailedException e) {
        if (attempt == PORT_ATTEMPTS || process.isRunning()) {
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
  public String name() {
    return "moto";
  }

  @Override
  public void close() {
    process.kill();
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
