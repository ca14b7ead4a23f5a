package dev.sealer.kube.http;

import com.sun.net.httpserver.HttpExchange;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request, whose body was read and is within the limit. */
public final class HttpCall {

  private final String method;
  private final String path;
  private final String query;
  private final Map<String, String> headers;
  private final String remote;
  private final byte[] body;

  HttpCall(HttpExchange exchange, byte[] body) {
    String rawQuery = exchange.getRequestURI().getRawQuery();
    this.method = exchange.getRequestMethod();
    this.path = exchange.getRequestURI().getPath();
    this.query = rawQuery == null ? "" : rawQuery;
    this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name, String.join(", ", values)));
    this.remote = exchange.getRemoteAddress().getAddress().getHostAddress();
    this.body = body;
  }

  /** Upper case. */
  public String method() {
    return method;
  }

  /** Decoded, without the query. */
  public String path() {
    return path;
  }

  /** Not decoded; empty without one. */
  public String query() {
    return query;
  }

  /** The value of a header, several joined by commas; names in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The address that the connection comes from, which headers cannot change. */
  public String remote() {
    return remote;
  }

  /** The body; empty without one. The array is the caller's. */
  public byte[] body() {
    return body;
  }
}
