package dev.sealer.externalsecrets.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

class AwsBatchReaderTest {

  private static final String ARN = "arn:aws:secretsmanager:eu-west-1:1:secret:";

  @Test
  void anAnswerIsGivenToTheIdThatItEqualsAndToNoOther() {
    // The service may list the replica first.
    AwsBatchReader reader = reader(entry("prod/db-replica", "AbCdEf"), entry("prod/db", "GhIjKl"));

    Map<String, StoreAnswer> answers =
        reader.read(
            List.of(ARN + "prod/db", "prod/db-replica", ARN + "prod/db-GhIjKl", "prod/other"));

    assertThat(answers).containsOnlyKeys("prod/db-replica", ARN + "prod/db-GhIjKl");
    assertThat(text(answers.get("prod/db-replica"))).isEqualTo("canary of prod/db-replica");
    assertThat(text(answers.get(ARN + "prod/db-GhIjKl"))).isEqualTo("canary of prod/db");
  }

  @ParameterizedTest
  @CsvSource({
    "prod/db, true",
    "arn:aws:secretsmanager:eu-west-1:1:secret:prod/db-AbCdE1, true",
    "arn:aws:secretsmanager:eu-west-1:1:secret:prod/db, false",
    "arn:aws:secretsmanager:eu-west-1:1:secret:prod/db-AbCdE, false"
  })
  void anArnWithoutItsRandomEndIsReadAlone(String id, boolean together) {
    assertThat(AwsBatchReader.takes(id)).isEqualTo(together);
  }

  @Test
  void oneIdThatMayNotBeReadDoesNotEndBatches() {
    List<List<String>> calls = new ArrayList<>();
    AwsBatchReader reader = readerWithout("secret", calls);

    assertThat(reader.read(List.of("a", "b", "secret", "c"))).containsOnlyKeys("a", "b");
    assertThat(calls)
        .containsExactly(
            List.of("a", "b", "secret", "c"), List.of("a", "b"), List.of("secret", "c"));
    assertThat(reader.read(List.of("a", "c"))).containsOnlyKeys("a", "c");
  }

  @Test
  void aRefusalOfTheOperationItselfIsRemembered() {
    List<List<String>> calls = new ArrayList<>();
    AwsBatchReader reader = readerWithout("", calls);

    assertThat(reader.read(List.of("a", "b"))).isEmpty();
    assertThat(calls).hasSize(3);
    assertThat(reader.read(List.of("a", "b"))).isEmpty();
    assertThat(calls).hasSize(3);
  }

  /** Denies each call with the id {@code denied}; all calls if it is empty. */
  private static AwsBatchReader readerWithout(String denied, List<List<String>> calls) {
    return reader(request -> {
      calls.add(request.secretIdList());
      if (denied.isEmpty() || request.secretIdList().contains(denied)) {
        throw SecretsManagerException.builder()
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDeniedException").build())
            .build();
      }
      return request.secretIdList().stream()
          .map(id -> entry(id, "AbCdEf"))
          .toArray(SecretValueEntry[]::new);
    });
  }

  private static SecretValueEntry entry(String name, String random) {
    return SecretValueEntry.builder()
        .name(name)
        .arn(ARN + name + "-" + random)
        .secretString("canary of " + name)
        .versionId("1")
        .build();
  }

  private static String text(@Nullable StoreAnswer answer) {
    assertThat(answer).isInstanceOf(StoreAnswer.Found.class);
    try (SecretBytes value = ((StoreAnswer.Found) Objects.requireNonNull(answer)).value()) {
      return value.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static AwsBatchReader reader(SecretValueEntry... entries) {
    return reader(_ -> entries);
  }

  private static AwsBatchReader reader(
      Function<BatchGetSecretValueRequest, SecretValueEntry[]> entries) {
    SecretsManagerClient service =
        new SecretsManagerClient() {
          @Override
          public BatchGetSecretValueResponse batchGetSecretValue(
              BatchGetSecretValueRequest request) {
            return BatchGetSecretValueResponse.builder()
                .secretValues(entries.apply(request))
                .build();
          }

          @Override
          public String serviceName() {
            return "secretsmanager";
          }

          @Override
          public void close() {}
        };
    return new AwsBatchReader(service, (_, _, _) -> {}, InstantSource.system());
  }
}
