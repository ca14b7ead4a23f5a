package dev.sealer.testbed.aws;

import dev.sealer.testbed.http.ProxiedCall;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of the AWS API.
 *
 * @param service the service the request was signed for, such as secretsmanager; empty if unsigned
 * @param operation such as GetSecretValue; method and path for services without named operations
 * @param accessKeyId who signed it; empty if unsigned
 * @param sessionToken the session token it carries; empty without one
 * @param request the request's body: JSON, or form fields for older services such as STS
 */
public record AwsCall(
    String service, String operation, String accessKeyId, String sessionToken, String request) {
  private static final Pattern SCOPE = Pattern.compile("Credential=([^/]+)/\\d+/[^/]+/([^/]+)/");
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");

  static AwsCall of(ProxiedCall call) {
    Matcher scope = SCOPE.matcher(call.header("Authorization"));
    boolean signed = scope.find();
    return new AwsCall(
        signed ? scope.group(2) : "",
        operation(call),
        signed ? scope.group(1) : "",
        call.header("X-Amz-Security-Token"),
        call.body());
  }

  private static String operation(ProxiedCall call) {
    String target = call.header("X-Amz-Target");
    if (!target.isEmpty()) {
      return target.substring(target.lastIndexOf('.') + 1);
    }
    Matcher action = ACTION.matcher(call.body());
    return action.find() ? action.group(1) : call.toString();
  }

  /** Without the request and the token: they may carry values. */
  @Override
  public String toString() {
    return service + ":" + operation;
  }
}
