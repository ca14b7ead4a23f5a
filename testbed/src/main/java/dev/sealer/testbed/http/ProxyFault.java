package dev.sealer.testbed.http;

/** The ways in which a {@link RecordingProxy} does not forward a request. */
public sealed interface ProxyFault {
  /**
   * Answers by itself.
   *
   * @param status HTTP status
   * @param contentType the body's type
   * @param body the body
   */
  record Answer(int status, String contentType, String body) implements ProxyFault {}

  /** Gives no answer until faults are cleared, then forwards. */
  record Hang() implements ProxyFault {}

  /** Closes the connection without an answer. */
  record Disconnect() implements ProxyFault {}
}
