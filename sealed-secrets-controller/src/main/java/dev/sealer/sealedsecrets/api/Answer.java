package dev.sealer.sealedsecrets.api;

import dev.sealer.kube.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What one call is answered. */
record Answer(int code, String contentType, String body, Map<String, String> headers) {

  static final String TEXT = "text/plain; charset=utf-8";

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer of(int code, String contentType, String body) {
    return new Answer(code, contentType, body, Map.of());
  }

  static Answer text(int code, String line) {
    return of(code, TEXT, line + "\n");
  }

  static Answer empty(int code) {
    return of(code, "", "");
  }

  HttpReply reply(Map<String, String> more) {
    HttpReply reply =
        body.isEmpty()
            ? HttpReply.empty(code)
            : HttpReply.of(code, contentType, body.getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    for (Map.Entry<String, String> header : more.entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply;
  }
}
