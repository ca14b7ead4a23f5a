package dev.sealer.testbed.git;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;

/**
 * What a request is answered with, made before the first byte of it is sent.
 *
 * @param status the HTTP status; 0 when the connection is cut without an answer
 * @param headers the headers, without the length
 * @param body the body that the headers announce
 * @param sent how many bytes of the body are sent
 */
record GitAnswer(int status, Map<String, String> headers, byte[] body, int sent) {

  static GitAnswer whole(int status, Map<String, String> headers, byte[] body) {
    return new GitAnswer(status, headers, body, body.length);
  }

  static GitAnswer empty(int status, Map<String, String> headers) {
    return whole(status, headers, new byte[0]);
  }

  static GitAnswer none() {
    return empty(0, Map.of());
  }

  /** The same headers and half of the body. */
  GitAnswer truncated() {
    return new GitAnswer(status, headers, body, body.length / 2);
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
