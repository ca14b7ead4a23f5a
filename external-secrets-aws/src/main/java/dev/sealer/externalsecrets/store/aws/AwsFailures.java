package dev.sealer.externalsecrets.store.aws;

import dev.sealer.externalsecrets.provider.MissingCredentialException;
import dev.sealer.externalsecrets.store.StoreAnswer;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns the SDK's exceptions into answers with a cause that is the same at every try.
 *
 * <p>The causes are our own sentences. What AWS, or whatever answers in its place, says in words
 * may name accounts and roles of others or echo what was sent to it; of that, only the error code
 * is shown.
 */
final class AwsFailures {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final Set<String> DENIALS =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "DecryptionFailure",
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignature",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "MissingAuthenticationToken",
          "NotAuthorized",
          "OptInRequired",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException");
  private static final Set<String> WRONG_REQUESTS =
      Set.of("InvalidParameterException", "InvalidRequestException", "ValidationException");
  private static final Set<String> UNKNOWN_OPERATIONS =
      Set.of(
          "UnknownOperationException", "InvalidAction", "UnsupportedOperation", "NotImplemented");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9.]{1,80}");

  private AwsFailures() {}

  /**
   * The answer for a failed call.
   *
   * @param call what was called on what, such as {@code GetSecretValue "prod/db"}
   */
  static StoreAnswer answer(SdkException e, String call) {
    if (e instanceof AwsServiceException service) {
      return ofService(service, call);
    }
    return hasCause(e, ResponseLimit.REFUSAL)
        ? StoreAnswer.Failure.refused(call + ": " + ResponseLimit.REFUSAL)
        : StoreAnswer.Failure.unavailable(call + ": " + unanswered(e));
  }

  /** Returns why a call failed that is not a read; safe to show. */
  static String cause(SdkException e, String call) {
    return e instanceof AwsServiceException service
        ? cause(code(service), service.statusCode(), call)
        : call + ": " + unanswered(e);
  }

  /**
   * Returns why a call failed.
   *
   * @param type what AWS calls the error, perhaps behind a namespace and {@code #}
   */
  static String cause(String type, int status, String call) {
    return call + ": AWS answered " + shown(type.substring(type.indexOf('#') + 1), status);
  }

  private static boolean hasCause(Throwable e, String message) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (message.equals(cause.getMessage())) {
        return true;
      }
    }
    return false;
  }

  private static StoreAnswer ofService(AwsServiceException e, String call) {
    String code = code(e);
    String message = message(e);
    String said = call + ": AWS answered " + shown(code, e.statusCode());
    if (code.equals("ResourceNotFoundException") || markedForDeletion(code, message)) {
      return new StoreAnswer.NotFound();
    }
    if (e.isThrottlingException()) {
      return StoreAnswer.Failure.throttled(
          said + ", which limits the rate of calls; raise refreshInterval if it stays so");
    }
    if (DENIALS.contains(code) || isDenied(e.statusCode())) {
      return StoreAnswer.Failure.denied(
          said + "; check the store's credentials, and what IAM allows its identity");
    }
    return WRONG_REQUESTS.contains(code)
        ? StoreAnswer.Failure.refused(said + "; check the key and the version")
        : StoreAnswer.Failure.unavailable(said + "; it is tried again");
  }

  private static String shown(String code, int status) {
    return CODE.matcher(code).matches() ? code + " (HTTP " + status + ")" : "HTTP " + status;
  }

  /**
   * Nothing came back. The SDK's own sentence counts its attempts, so it differs from try to try.
   */
  private static String unanswered(SdkException e) {
    if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
      return "no answer in time; it is tried again";
    }
    String message = e.getMessage();
    if (message != null && message.contains(TransportGuard.REFUSAL)) {
      return TransportGuard.REFUSAL;
    }
    if (message != null && message.startsWith("Unable to load credentials")) {
      return "there are no credentials; set auth.secretRef or auth.jwt, or give the controller's pod an AWS"
          + " identity";
    }
    Throwable root = e;
    for (Throwable next = e.getCause(); next != null; next = next.getCause()) {
      if (next instanceof MissingCredentialException missing) {
        return missing.getMessage();
      }
      root = next;
    }
    return "AWS cannot be reached ("
        + root.getClass().getSimpleName()
        + "); it is tried again, check the region and the network";
  }

  private static String code(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private static String message(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    return details == null || details.errorMessage() == null ? "" : details.errorMessage();
  }

  /** Returns whether the endpoint does not support the operation, which happens with emulators. */
  static boolean unknownOperation(SdkException e) {
    return e instanceof AwsServiceException service && UNKNOWN_OPERATIONS.contains(code(service));
  }

  private static boolean isDenied(int status) {
    return status == UNAUTHORIZED || status == FORBIDDEN;
  }

  /**
   * Returns whether the secret is marked for deletion. To readers it no longer exists, as in
   * External Secrets Operator.
   */
  private static boolean markedForDeletion(String code, String message) {
    return WRONG_REQUESTS.contains(code)
        && (message.contains("marked for deletion") || message.contains("marked deleted"));
  }
}
