package dev.sealer.kube.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A reply to a request. */
public final class HttpReply {

  private static final String TEXT = "text/plain; charset=utf-8";

  private final int code;
  private final Map<String, String> headers;
  private final byte[] body;

  private HttpReply(int code, Map<String, String> headers, byte[] body) {
    this.code = code;
    this.headers = headers;
    this.body = body;
  }

  /** Plain text, with a line end added. */
  public static HttpReply text(int code, String text) {
    return of(code, TEXT, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes of a media type. */
  public static HttpReply of(int code, String contentType, byte[] body) {
    return new HttpReply(code, Map.of("Content-Type", contentType), body);
  }

  /** Returns a reply without a body. */
  public static HttpReply empty(int code) {
    return new HttpReply(code, Map.of(), new byte[0]);
  }

  /** Returns this reply with another header. */
  public HttpReply with(String name, String value) {
    Map<String, String> more = new java.util.LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpReply(code, more, body);
  }

  int code() {
    return code;
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }
}
