package dev.sealer.externalsecrets.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.externalsecrets.store.ReadResult;
import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;

class AwsBatchReaderTest {

  private static final String ARN = "arn:aws:secretsmanager:eu-west-1:1:secret:";

  @Test
  void anAnswerIsGivenToTheIdThatItEqualsAndToNoOther() {
    // The service may list the replica first.
    AwsBatchReader reader = reader(entry("prod/db-replica", "AbCdEf"), entry("prod/db", "GhIjKl"));

    Map<String, ReadResult> answers =
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

  private static SecretValueEntry entry(String name, String random) {
    return SecretValueEntry.builder()
        .name(name)
        .arn(ARN + name + "-" + random)
        .secretString("canary of " + name)
        .versionId("1")
        .build();
  }

  private static String text(@Nullable ReadResult answer) {
    assertThat(answer).isInstanceOf(ReadResult.Found.class);
    try (SecretBytes value = ((ReadResult.Found) Objects.requireNonNull(answer)).value()) {
      return value.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static AwsBatchReader reader(SecretValueEntry... entries) {
    SecretsManagerClient service =
        new SecretsManagerClient() {
          @Override
          public BatchGetSecretValueResponse batchGetSecretValue(
              BatchGetSecretValueRequest request) {
            return BatchGetSecretValueResponse.builder().secretValues(entries).build();
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
