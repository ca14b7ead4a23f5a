package dev.sealer.testbed.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.sealer.testbed.process.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;

/** A server on loopback, plain or with TLS, that remembers every request it got. */
public final class RecordingServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Function<ProxiedCall, ProxyFault.Answer> answers;
  private final List<ProxiedCall> recorded = new ArrayList<>();
  private final List<String> serverNames = new ArrayList<>();

  private RecordingServer(HttpServer server, Function<ProxiedCall, ProxyFault.Answer> answers) {
    this.server = server;
    this.answers = answers;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Starts a server without TLS. */
  public static RecordingServer plain(Function<ProxiedCall, ProxyFault.Answer> answers) {
    try {
      return new RecordingServer(HttpServer.create(anyPort(), 0), answers);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a server on " + LoopbackPorts.HOST, e);
    }
  }

  /** Starts a server with TLS. */
  public static RecordingServer tls(
      SSLContext context, Function<ProxiedCall, ProxyFault.Answer> answers) {
    try {
      HttpsServer server = HttpsServer.create(anyPort(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(context));
      return new RecordingServer(server, answers);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a server on " + LoopbackPorts.HOST, e);
    }
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** The root URL, without a slash at its end. */
  public URI uri() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://" + LoopbackPorts.HOST + ":" + port());
  }

  /** The port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The requests so far, in the order they arrived. */
  public List<ProxiedCall> calls() {
    synchronized (recorded) {
      return List.copyOf(recorded);
    }
  }

  /** The values of a header in all requests so far. */
  public List<String> values(String header) {
    return calls().stream()
        .map(call -> call.headers().getOrDefault(header, List.of()))
        .flatMap(Collection::stream)
        .toList();
  }

  /** The server names that requests over TLS asked for. */
  public List<String> serverNames() {
    synchronized (recorded) {
      return List.copyOf(serverNames);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    Headers headers = new Headers();
    headers.putAll(exchange.getRequestHeaders());
    ProxiedCall call =
        new ProxiedCall(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
    synchronized (recorded) {
      recorded.add(call);
      if (exchange instanceof HttpsExchange encrypted
          && encrypted.getSSLSession() instanceof ExtendedSSLSession session) {
        session.getRequestedServerNames().stream()
            .map(name -> ((SNIHostName) name).getAsciiName())
            .forEach(serverNames::add);
      }
    }
    ProxyFault.Answer answer = answers.apply(call);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    if (answer.status() / 100 == 3) {
      exchange.getResponseHeaders().add("Location", answer.body());
    }
    exchange.getResponseHeaders().add("Content-Type", answer.contentType());
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Stops at once; requests that are being answered are cut off. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
