package dev.sealer.testbed.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.sealer.testbed.process.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's HTTP server on a free port of this machine, one virtual thread per request. */
public final class LocalHttpServer implements AutoCloseable {
  static {
    // Read once by the server's class: without it each answer waits 40 ms for an acknowledgement.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private LocalHttpServer(HttpServer server) {
    this.server = server;
  }

  /** Starts a server on loopback that gives every request to the handler. */
  public static LocalHttpServer start(HttpHandler handler) {
    return start(LoopbackPorts.HOST, handler);
  }

  /** Starts a server on an address of this machine. */
  public static LocalHttpServer start(String address, HttpHandler handler) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
      LocalHttpServer result = new LocalHttpServer(server);
      server.setExecutor(result.threads);
      server.createContext("/", handler);
      server.start();
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a server on " + address, e);
    }
  }

  /** The root URL, without a slash at its end. */
  public URI uri() {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  /** Stops at once; requests that are being answered are cut off. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
