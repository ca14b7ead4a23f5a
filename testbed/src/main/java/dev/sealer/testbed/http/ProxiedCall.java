package dev.sealer.testbed.http;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;

/**
 * A request that a {@link RecordingProxy} got.
 *
 * @param method GET, POST, …
 * @param target path and query
 * @param headers the request's headers
 * @param body the request's body, read as ISO 8859-1 so that every byte survives
 */
public record ProxiedCall(String method, String target, Headers headers, String body) {
  /** The first value of a header; empty when it is not there. */
  public String header(String name) {
    String value = headers.getFirst(name);
    return value == null ? "" : value;
  }

  byte[] bodyBytes() {
    return body.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Without headers and body: they may carry credentials and values. */
  @Override
  public String toString() {
    return method + " " + target;
  }
}
