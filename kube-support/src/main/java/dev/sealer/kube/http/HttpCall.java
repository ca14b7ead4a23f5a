package dev.sealer.kube.http;

import java.util.Map;
import java.util.Optional;

/** One request, its body already read and within the limit. */
public final class HttpCall {

  private final String method;
  private final String path;
  private final String query;
  private final Map<String, String> headers;
  private final byte[] body;

  HttpCall(String method, String path, String query, Map<String, String> headers, byte[] body) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = headers;
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

  /** The first value of a header; names in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The body; empty without one. The array is the caller's. */
  public byte[] body() {
    return body;
  }
}
