package dev.sealer.sealedsecrets.api;

import dev.sealer.kube.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The reply to one call. */
record ApiReply(int code, String contentType, String body, Map<String, String> headers) {

  static final String TEXT = "text/plain; charset=utf-8";

  ApiReply {
    headers = Map.copyOf(headers);
  }

  static ApiReply of(int code, String contentType, String body) {
    return new ApiReply(code, contentType, body, Map.of());
  }

  static ApiReply text(int code, String line) {
    return of(code, TEXT, line + "\n");
  }

  static ApiReply empty(int code) {
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
