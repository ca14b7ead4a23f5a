package dev.sealer.simulation.failure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.client.ApiAnswer;

/** A request that the API server refuses. Carries the whole response. */
public final class ApiFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final transient JsonNode body;

  /**
   * Creates a failure.
   *
   * @param code the HTTP status code
   * @param body the {@code Status} object
   */
  public ApiFailure(int code, JsonNode body) {
    // The message of the body may quote a Secret.
    super("HTTP " + code, null, false, false);
    this.code = code;
    this.body = body;
  }

  /** Returns the response. */
  public ApiAnswer answer() {
    return new ApiAnswer(code, body.deepCopy());
  }
}
