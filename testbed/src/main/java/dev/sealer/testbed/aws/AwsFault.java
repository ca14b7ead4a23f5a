package dev.sealer.testbed.aws;

import dev.sealer.testbed.http.ProxyFault;

/** The ways in which a call of the AWS API can fail. */
public enum AwsFault {
  /** The identity lacks the permission. */
  ACCESS_DENIED,
  /** Too many requests. */
  THROTTLED,
  /** The service fails. */
  SERVER_ERROR,
  /** No answer until faults are cleared. */
  TIMEOUT,
  /** The connection breaks. */
  DISCONNECT;

  /** The answer in the protocol of the call: XML for services with form fields, else JSON. */
  ProxyFault inProtocolOf(AwsCall call) {
    boolean xml = call.request().contains("Action=");
    return switch (this) {
      case ACCESS_DENIED ->
          xml
              ? xml(403, "AccessDenied", "User is not authorized to perform this action")
              : json(400, "AccessDeniedException", "User is not authorized to perform this action");
      case THROTTLED ->
          xml
              ? xml(400, "Throttling", "Rate exceeded")
              : json(400, "ThrottlingException", "Rate exceeded");
      case SERVER_ERROR ->
          xml
              ? xml(500, "InternalFailure", "An error occurred")
              : json(500, "InternalServiceError", "An error occurred");
      case TIMEOUT -> new ProxyFault.Hang();
      case DISCONNECT -> new ProxyFault.Disconnect();
    };
  }

  private static ProxyFault json(int status, String code, String message) {
    return new ProxyFault.Answer(
        status,
        "application/x-amz-json-1.1",
        "{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}");
  }

  private static ProxyFault xml(int status, String code, String message) {
    return new ProxyFault.Answer(
        status,
        "text/xml",
        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>testbed</RequestId></ErrorResponse>"
            .formatted(code, message));
  }
}
