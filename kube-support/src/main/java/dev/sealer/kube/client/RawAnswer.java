package dev.sealer.kube.client;

/** A response that need not be an object, such as one through the proxy of a Service. */
public final class RawAnswer {

  private final int code;
  private final byte[] body;

  RawAnswer(int code, byte[] body) {
    this.code = code;
    this.body = body;
  }

  /** Returns the HTTP status code. */
  public int code() {
    return code;
  }

  /** Returns whether the code is 2xx. */
  public boolean ok() {
    return code / 100 == 2;
  }

  /** Returns the body, not copied; empty if there is none. */
  public byte[] body() {
    return body;
  }

  /** Returns the response as one of the API server itself. */
  public ApiAnswer json() {
    return new ApiAnswer(code, Json.parse(body));
  }

  /** Leaves the body out: it may be a Secret. */
  @Override
  public String toString() {
    return "RawAnswer[" + code + "]";
  }
}
