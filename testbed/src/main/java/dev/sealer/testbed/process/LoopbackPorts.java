package dev.sealer.testbed.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Free TCP ports on the loopback address. */
public final class LoopbackPorts {
  /** The address every server of the testbed binds to. */
  public static final String HOST = "127.0.0.1";

  private LoopbackPorts() {}

  /**
   * A port that is free now. Another process may take it before the caller does: callers that start
   * a server on it try again with another port when that happens.
   */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on " + HOST, e);
    }
  }
}
