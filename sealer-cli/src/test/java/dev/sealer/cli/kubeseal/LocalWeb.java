package dev.sealer.cli.kubeseal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A web server and a proxy in one: asked by path it serves, asked by a whole URL it serves as a
 * proxy and says so, asked to CONNECT it tunnels to the server given for tunnels.
 */
final class LocalWeb implements AutoCloseable {
  /** A tunnel to this port is for those only who log in. */
  private static final String GUARDED = "certs.test:8443";

  private final ServerSocket server;
  private final String certificate;
  private final @Nullable InetSocketAddress tunnelsTo;

  private LocalWeb(ServerSocket server, String certificate, @Nullable InetSocketAddress tunnelsTo) {
    this.server = server;
    this.certificate = certificate;
    this.tunnelsTo = tunnelsTo;
  }

  /**
   * Starts it.
   *
   * @param server bound already; closed with this
   */
  static LocalWeb start(
      ServerSocket server, String certificate, @Nullable InetSocketAddress tunnelsTo) {
    LocalWeb web = new LocalWeb(server, certificate, tunnelsTo);
    Thread.ofVirtual().start(web::accept);
    return web;
  }

  /** Listens on any free port. */
  static ServerSocket listening(InetAddress address) throws IOException {
    return new ServerSocket(0, 50, address);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1), 1);
      String request = in.readLine();
      if (request == null) {
        return;
      }
      Map<String, String> headers = new HashMap<>();
      String line = Objects.requireNonNullElse(in.readLine(), "");
      while (!line.isEmpty()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        line = Objects.requireNonNullElse(in.readLine(), "");
      }
      String[] words = request.split(" ", -1);
      if (words[0].equals("CONNECT")) {
        tunnel(socket, words[1], headers);
      } else {
        socket.getOutputStream().write(response(words[1], headers));
      }
    } catch (IOException e) {
      // The other side hung up.
      return;
    }
  }

  private byte[] response(String target, Map<String, String> headers) {
    boolean asProxy = target.startsWith("http://");
    String path = asProxy ? target.substring(target.indexOf('/', 7)) : target;
    String seen = asProxy ? "through the proxy: " + target + "\n" : "";
    return switch (path) {
      case "/cert.pem" -> http("200 OK", "", seen + certificate);
      case "/who" ->
          http("200 OK", "", seen + headers.getOrDefault("proxy-authorization", "nobody") + "\n");
      case "/moved" -> http("302 Found", "Location: /cert.pem\r\n", "");
      default -> http("404 Not Found", "", "nothing here\n");
    };
  }

  private static byte[] http(String status, String header, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return "HTTP/1.1 %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(status, header, bytes.length, body)
        .getBytes(StandardCharsets.UTF_8);
  }

  private void tunnel(Socket near, String host, Map<String, String> headers) throws IOException {
    InetSocketAddress target = tunnelsTo;
    OutputStream out = near.getOutputStream();
    if (host.startsWith(GUARDED) && !headers.containsKey("proxy-authorization")) {
      String challenge = "Proxy-Authenticate: Basic realm=\"test\"\r\n";
      out.write(http("407 Proxy Authentication Required", challenge, ""));
      return;
    }
    if (target == null) {
      out.write(http("405 Method Not Allowed", "", ""));
      return;
    }
    try (Socket far = new Socket(target.getAddress(), target.getPort())) {
      out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Thread.ofVirtual().start(() -> pump(far, near));
      near.getInputStream().transferTo(far.getOutputStream());
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
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
