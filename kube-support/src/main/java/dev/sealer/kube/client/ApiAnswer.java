package dev.sealer.kube.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The response of the API server.
 *
 * @param code the HTTP status code
 * @param body the object, or the API's {@code Status} on failure; missing when the body is not JSON
 */
public record ApiAnswer(int code, JsonNode body) {

  /** Returns whether the code is 2xx. */
  public boolean ok() {
    return code / 100 == 2;
  }

  /**
   * Returns the reason of the API, for example {@code NotFound}, else {@code HTTP} and the code.
   */
  public String reason() {
    String reason = body.path("reason").asText();
    return reason.isEmpty() ? "HTTP" + code : reason;
  }

  /** Returns the message of the API; empty if there is none. Can quote the submitted object. */
  public String message() {
    return body.path("message").asText();
  }

  /** Leaves the body out: it may be a Secret. */
  @Override
  public String toString() {
    return "ApiAnswer[" + code + "]";
  }
}
