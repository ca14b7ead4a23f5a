package dev.sealer.externalsecrets.store.aws;

import dev.sealer.externalsecrets.store.ReadResult;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns the SDK's exceptions into answers with a cause that is the same at every try. */
final class AwsFailures {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int LONGEST_CAUSE = 400;
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
  private static final Pattern REQUEST_ID =
      Pattern.compile("(?i)[,;]?\\s*\\(?(request\\s?id|x-amzn-requestid)\\s*[:=]\\s*[\\w-]+\\)?");

  private AwsFailures() {}

  /**
   * The answer for a failed call.
   *
   * @param call what was called on what, such as {@code GetSecretValue "prod/db"}
   */
  static ReadResult answer(SdkException e, String call) {
    return e instanceof AwsServiceException service
        ? ofService(service, call)
        : new ReadResult.Unavailable(cause(call, e.getMessage()));
  }

  private static ReadResult ofService(AwsServiceException e, String call) {
    String code = code(e);
    String message = message(e);
    String cause = cause(call, code + ": " + message);
    if (code.equals("ResourceNotFoundException") || markedForDeletion(code, message)) {
      return new ReadResult.NotFound();
    }
    if (e.isThrottlingException()) {
      return new ReadResult.Throttled(cause);
    }
    if (DENIALS.contains(code) || isDenied(e.statusCode())) {
      return new ReadResult.Denied(cause);
    }
    return WRONG_REQUESTS.contains(code)
        ? new ReadResult.Refused(cause)
        : new ReadResult.Unavailable(cause);
  }

  private static String code(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private static String message(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    return details == null || details.errorMessage() == null ? "" : details.errorMessage();
  }

  /** Whether the endpoint does not know the operation, as emulators may not. */
  static boolean unknownOperation(SdkException e) {
    return e instanceof AwsServiceException service && UNKNOWN_OPERATIONS.contains(code(service));
  }

  private static boolean isDenied(int status) {
    return status == UNAUTHORIZED || status == FORBIDDEN;
  }

  /** A secret that waits for its deletion is gone for its readers, as the peer sees it. */
  private static boolean markedForDeletion(String code, String message) {
    return WRONG_REQUESTS.contains(code)
        && (message.contains("marked for deletion") || message.contains("marked deleted"));
  }

  private static String cause(String call, @Nullable String text) {
    String clean = REQUEST_ID.matcher(text == null ? "no answer" : text).replaceAll("");
    String cause = call + ": " + clean;
    return cause.length() <= LONGEST_CAUSE ? cause : cause.substring(0, LONGEST_CAUSE) + "…";
  }
}
