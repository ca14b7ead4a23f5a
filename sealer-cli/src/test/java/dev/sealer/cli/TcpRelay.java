package dev.sealer.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** Publishes a loopback port on another address of this machine. */
public final class TcpRelay implements AutoCloseable {
  private final ServerSocket server;
  private final URI target;

  private TcpRelay(ServerSocket server, URI target) {
    this.server = server;
    this.target = target;
  }

  /** Starts it; the port is any free one. */
  public static TcpRelay start(InetAddress address, URI target) throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(new InetSocketAddress(address, 0));
    TcpRelay relay = new TcpRelay(server, target);
    Thread.ofVirtual().start(relay::accept);
    return relay;
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        Socket far = new Socket(target.getHost(), target.getPort());
        Thread.ofVirtual().start(() -> pump(near, far));
        Thread.ofVirtual().start(() -> pump(far, near));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side hung up, which ends the other.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
