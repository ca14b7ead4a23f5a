package dev.sealer.testbed.git;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;

/** The answer to a request. It is complete before its first byte is sent. */
final class GitAnswer {
  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;
  private final int sent;

  /**
   * @param status the HTTP status; 0 cuts the connection without an answer
   * @param headers the headers, without the length
   * @param body the body whose length the headers announce
   * @param sent the number of bytes of the body that are sent
   */
  private GitAnswer(int status, Map<String, String> headers, byte[] body, int sent) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
    this.sent = sent;
  }

  static GitAnswer whole(int status, Map<String, String> headers, byte[] body) {
    return new GitAnswer(status, headers, body, body.length);
  }

  static GitAnswer empty(int status, Map<String, String> headers) {
    return whole(status, headers, new byte[0]);
  }

  static GitAnswer none() {
    return empty(0, Map.of());
  }

  /** Returns an answer with the same headers that sends half of the body. */
  GitAnswer truncated() {
    return new GitAnswer(status, headers, body, body.length / 2);
  }

  int status() {
    return status;
  }

  void send(HttpExchange exchange) throws IOException {
    if (status != 0) {
      headers.forEach(exchange.getResponseHeaders()::add);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body, 0, sent);
      exchange.getResponseBody().flush();
    }
    exchange.close();
  }
}
