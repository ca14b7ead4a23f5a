package dev.sealer.externalsecrets.store.aws;

import dev.sealer.externalsecrets.store.ApiCalls;
import dev.sealer.externalsecrets.store.StoreAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;

/**
 * Calls BatchGetSecretValue for one store. The operation needs a permission of its own. A refusal
 * is remembered for a while, so that a store without it costs no extra call.
 */
final class AwsBatchReader {

  /** Ids that one call takes, by AWS's API reference. */
  static final int LIMIT = 20;

  private static final String OPERATION = "BatchGetSecretValue";
  private static final Pattern COMPLETE_ARN = Pattern.compile("arn:.*-[A-Za-z0-9]{6}");
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final SecretsManagerClient client;
  private final ApiCalls calls;
  private final InstantSource clock;
  private final AtomicReference<Instant> refusedUntil = new AtomicReference<>(Instant.MIN);

  AwsBatchReader(SecretsManagerClient client, ApiCalls calls, InstantSource clock) {
    this.client = client;
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * Reads up to {@link #LIMIT} ids.
   *
   * @param ids names or complete ARNs, see {@link #takes}
   * @return answers for the ids that are settled; the others must be read one by one
   */
  Map<String, StoreAnswer> read(Collection<String> ids) {
    if (clock.instant().isBefore(refusedUntil.get())) {
      return Map.of();
    }
    return call(ids).orElseGet(() -> readHalves(List.copyOf(ids)));
  }

  /**
   * AWS refuses a whole batch because of one id that may not be read, and just so if the operation
   * is not permitted at all. Two smaller batches tell the two apart.
   */
  private Map<String, StoreAnswer> readHalves(List<String> ids) {
    Map<String, StoreAnswer> answers = new LinkedHashMap<>();
    boolean permitted = false;
    int middle = ids.size() / 2;
    for (List<String> half : List.of(ids.subList(0, middle), ids.subList(middle, ids.size()))) {
      Optional<Map<String, StoreAnswer>> answered = half.isEmpty() ? Optional.empty() : call(half);
      permitted |= answered.isPresent();
      answered.ifPresent(answers::putAll);
    }
    if (!permitted) {
      refuse();
    }
    return answers;
  }

  private void refuse() {
    refusedUntil.set(clock.instant().plus(REMEMBERED));
  }

  /** Returns the settled ids; empty if AWS refused the call. */
  private Optional<Map<String, StoreAnswer>> call(Collection<String> ids) {
    boolean success = false;
    try {
      BatchGetSecretValueResponse response =
          client.batchGetSecretValue(
              BatchGetSecretValueRequest.builder().secretIdList(ids).build());
      success = true;
      return Optional.of(delivered(ids, response));
    } catch (SdkException e) {
      return failed(ids, e);
    } finally {
      calls.ended(AwsSecretsManagerClient.PROVIDER, OPERATION, success);
    }
  }

  private static Map<String, StoreAnswer> delivered(
      Collection<String> ids, BatchGetSecretValueResponse response) {
    Map<String, StoreAnswer> answers = new LinkedHashMap<>();
    for (String id : ids) {
      Optional<SecretValueEntry> entry =
          response.secretValues().stream().filter(e -> names(e, id)).findFirst();
      entry.ifPresent(e ->
          answers.put(
              id,
              AwsSecretsManagerClient.found(
                  id, e.secretString(), e.secretBinary(), e.versionId())));
    }
    return answers;
  }

  /**
   * Returns whether an answer for this ID can be told apart from others: the ID is a name, or an
   * ARN with the six random characters at its end. The ARN of {@code prod/db} without them is also
   * how the ARN of {@code prod/db-replica} begins; only the service knows which one is meant.
   */
  static boolean takes(String id) {
    return !id.startsWith("arn:") || COMPLETE_ARN.matcher(id).matches();
  }

  /** Equality alone: an answer that merely looks alike may be another secret's value. */
  private static boolean names(SecretValueEntry entry, String id) {
    return id.startsWith("arn:") ? id.equals(entry.arn()) : id.equals(entry.name());
  }

  private Optional<Map<String, StoreAnswer>> failed(Collection<String> ids, SdkException e) {
    if (AwsFailures.unknownOperation(e)) {
      refuse();
      return Optional.of(Map.of());
    }
    return switch (AwsFailures.answer(e, OPERATION)) {
      case StoreAnswer.Failure failure ->
          switch (failure.kind()) {
            case DENIED -> Optional.empty();
            // More calls would make it worse.
            case THROTTLED, UNAVAILABLE -> Optional.of(all(ids, failure));
            // One bad id can fail the whole call: single reads tell which.
            case REFUSED -> Optional.of(Map.of());
          };
      case StoreAnswer.NotFound _ -> Optional.of(Map.of());
      case StoreAnswer.Found _, StoreAnswer.Listed _ ->
          throw new IllegalStateException("a failure is not a value");
    };
  }

  private static Map<String, StoreAnswer> all(Collection<String> ids, StoreAnswer answer) {
    Map<String, StoreAnswer> answers = new LinkedHashMap<>();
    ids.forEach(id -> answers.put(id, answer));
    return answers;
  }
}
