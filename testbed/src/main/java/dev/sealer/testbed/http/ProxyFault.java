package dev.sealer.testbed.http;

/** What a {@link RecordingProxy} does instead of forwarding a request. */
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
