package dev.sealer.kube.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the API server answered.
 *
 * @param code the HTTP status code
 * @param body the object, or the API's {@code Status} on failure; missing when the body is not JSON
 */
public record ApiAnswer(int code, JsonNode body) {

  /** Whether the code is 2xx. */
  public boolean ok() {
    return code / 100 == 2;
  }

  /** The API's reason, for example {@code NotFound}; the code in words where there is none. */
  public String reason() {
    String reason = body.path("reason").asText();
    return reason.isEmpty() ? "HTTP" + code : reason;
  }

  /** The API's message; empty where there is none. May quote what was sent. */
  public String message() {
    return body.path("message").asText();
  }

  /** Leaves the body out: it may be a Secret. */
  @Override
  public String toString() {
    return "ApiAnswer[" + code + "]";
  }
}
