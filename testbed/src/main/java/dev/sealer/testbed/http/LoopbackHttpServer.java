package dev.sealer.testbed.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.sealer.testbed.process.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's HTTP server on a free loopback port, one virtual thread per request. */
public final class LoopbackHttpServer implements AutoCloseable {
  static {
    // Read once by the server's class: without it each answer waits 40 ms for an acknowledgement.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private LoopbackHttpServer(HttpServer server) {
    this.server = server;
  }

  /** Starts a server that gives every request to the handler. */
  public static LoopbackHttpServer start(HttpHandler handler) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      LoopbackHttpServer result = new LoopbackHttpServer(server);
      server.setExecutor(result.threads);
      server.createContext("/", handler);
      server.start();
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a server on " + LoopbackPorts.HOST, e);
    }
  }

  /** The root URL, without a slash at its end. */
  public URI uri() {
    return URI.create("http://" + LoopbackPorts.HOST + ":" + server.getAddress().getPort());
  }

  /** Stops at once; requests that are being answered are cut off. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
