package dev.sealer.externalsecrets.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.externalsecrets.store.StoreAnswer;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

class AwsFailuresTest {

  private static final String CALL = "GetSecretValue \"prod/db\"";

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, 400, DENIED, AccessDeniedException",
    "ThrottlingException, 400, THROTTLED, ThrottlingException",
    "ValidationException, 400, REFUSED, ValidationException",
    "InternalServiceError, 500, UNAVAILABLE, InternalServiceError",
    "<canary-51e7>, 502, UNAVAILABLE, HTTP 502",
    "<canary-51e7>, 403, DENIED, HTTP 403"
  })
  void aCauseNamesTheCallAndTheCodeAndQuotesNothing(
      String code, int status, String kind, String shown) {
    StoreAnswer answer = AwsFailures.answer(exception(code, status, "told canary-51e7"), CALL);

    assertThat(((StoreAnswer.Failure) answer).kind()).hasToString(kind);
    assertThat(((StoreAnswer.Failure) answer).cause())
        .startsWith(CALL + ": ")
        .contains(shown)
        .doesNotContain("canary-51e7");
  }

  @ParameterizedTest
  @CsvSource({
    "ResourceNotFoundException, gone",
    "InvalidRequestException, it was marked for deletion"
  })
  void whatIsGoneOrMarkedForDeletionIsNotFound(String code, String message) {
    assertThat(AwsFailures.answer(exception(code, 400, message), CALL))
        .isInstanceOf(StoreAnswer.NotFound.class);
  }

  @Test
  void whatNobodyAnswersHasTheSameCauseAtEveryTry() {
    assertThat(unanswered("failed (SDK Attempt Count: 3)"))
        .isEqualTo(unanswered("failed (SDK Attempt Count: 1)"))
        .startsWith(CALL + ": AWS cannot be reached (UnknownHostException); ");
  }

  private static String unanswered(String message) {
    SdkClientException e =
        SdkClientException.create(message, new UnknownHostException("canary-51e7"));
    return ((StoreAnswer.Failure) AwsFailures.answer(e, CALL)).cause();
  }

  private static AwsServiceException exception(String code, int status, String message) {
    return SecretsManagerException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }
}
