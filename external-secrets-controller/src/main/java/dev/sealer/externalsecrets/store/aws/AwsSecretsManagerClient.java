package dev.sealer.externalsecrets.store.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sealer.externalsecrets.store.ApiCalls;
import dev.sealer.externalsecrets.store.PropertyDialect;
import dev.sealer.externalsecrets.store.ReadResult;
import dev.sealer.externalsecrets.store.SecretRead;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.secret.SecretBytes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * Reads AWS Secrets Manager. Current values that are wanted together go through
 * BatchGetSecretValue; whatever the batch does not deliver is read by itself, and only that single
 * read's answer counts.
 */
final class AwsSecretsManagerClient implements SecretStoreClient {

  /** Label value of External Secrets Operator's metric. */
  static final String PROVIDER = "AWS/SecretsManager";

  private static final JsonMapper JSON = new JsonMapper();
  private static final String CURRENT_STAGE = "AWSCURRENT";
  private static final String VERSION_ID_PREFIX = "uuid/";

  private final AwsSession session;
  private final String prefix;
  private final ApiCalls calls;
  private final AwsBatchReader batches;
  private volatile boolean closed;

  AwsSecretsManagerClient(AwsSession session, String prefix, ApiCalls calls, InstantSource clock) {
    this.session = session;
    this.prefix = prefix;
    this.calls = calls;
    this.batches = new AwsBatchReader(session.secretsManager(), calls, clock);
  }

  @Override
  public Map<SecretRead, ReadResult> read(Collection<SecretRead> reads) {
    Map<SecretRead, ReadResult> answers = new LinkedHashMap<>();
    try {
      read(reads, answers);
    } catch (RejectedExecutionException | IllegalStateException e) {
      // So the SDK says that its client was closed meanwhile.
      if (!closed) {
        throw e;
      }
      for (SecretRead read : reads) {
        answers.putIfAbsent(read, new ReadResult.Unavailable("the store was closed meanwhile"));
      }
    }
    return answers;
  }

  private void read(Collection<SecretRead> reads, Map<SecretRead, ReadResult> answers) {
    for (List<SecretRead> chunk : chunks(reads, prefix)) {
      Map<String, SecretRead> byId = new LinkedHashMap<>();
      chunk.forEach(read -> byId.putIfAbsent(prefix + read.key(), read));
      batches.read(byId.keySet()).forEach((id, answer) -> put(answers, byId.get(id), answer));
    }
    for (SecretRead read : new LinkedHashSet<>(reads)) {
      if (!answers.containsKey(read)) {
        answers.put(read, readAlone(read));
      }
    }
  }

  private static void put(
      Map<SecretRead, ReadResult> answers, @Nullable SecretRead read, ReadResult answer) {
    if (read != null) {
      answers.put(read, answer);
    }
  }

  /** The reads that can share calls; a chunk of one is cheaper and less privileged by itself. */
  private static List<List<SecretRead>> chunks(Collection<SecretRead> reads, String prefix) {
    List<SecretRead> together =
        reads.stream()
            .filter(r -> r.view() == SecretRead.View.VALUE)
            .filter(r -> r.version().isEmpty() || r.version().equals(CURRENT_STAGE))
            .filter(r -> AwsBatchReader.takes(prefix + r.key()))
            .distinct()
            .toList();
    List<List<SecretRead>> chunks = new ArrayList<>();
    for (int from = 0; from < together.size(); from += AwsBatchReader.LIMIT) {
      int to = Math.min(together.size(), from + AwsBatchReader.LIMIT);
      if (to - from > 1) {
        chunks.add(together.subList(from, to));
      }
    }
    return chunks;
  }

  private ReadResult readAlone(SecretRead read) {
    String id = prefix + read.key();
    return switch (read.view()) {
      case VALUE -> call("GetSecretValue", id, () -> value(id, read.version()));
      case METADATA -> call("DescribeSecret", id, () -> tags(id));
    };
  }

  private ReadResult value(String id, String version) {
    GetSecretValueRequest.Builder request = GetSecretValueRequest.builder().secretId(id);
    if (version.startsWith(VERSION_ID_PREFIX)) {
      request.versionId(version.substring(VERSION_ID_PREFIX.length()));
    } else if (!version.isEmpty()) {
      request.versionStage(version);
    }
    GetSecretValueResponse response = session.secretsManager().getSecretValue(request.build());
    return found(id, response.secretString(), response.secretBinary(), response.versionId());
  }

  private ReadResult tags(String id) {
    Map<String, String> tags = new TreeMap<>();
    session
        .secretsManager()
        .describeSecret(DescribeSecretRequest.builder().secretId(id).build())
        .tags()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    try {
      return new ReadResult.Found(SecretBytes.takeOver(JSON.writeValueAsBytes(tags)), "");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of text cannot fail to be written as JSON", e);
    }
  }

  /** The value in whichever of its two forms the secret has. */
  static ReadResult found(
      String id, @Nullable String text, @Nullable SdkBytes binary, @Nullable String version) {
    String known = version == null ? "" : version;
    if (text != null) {
      return new ReadResult.Found(SecretBytes.ofUtf8(text), known);
    }
    if (binary != null) {
      return new ReadResult.Found(SecretBytes.takeOver(binary.asByteArray()), known);
    }
    return new ReadResult.Refused(
        "secret \"" + id + "\" has neither SecretString nor SecretBinary; give it a value");
  }

  private ReadResult call(String operation, String id, Supplier<ReadResult> action) {
    boolean success = false;
    try {
      ReadResult result = action.get();
      success = true;
      return result;
    } catch (SdkException e) {
      return AwsFailures.answer(e, operation + " \"" + id + "\"");
    } finally {
      calls.ended(PROVIDER, operation, success);
    }
  }

  @Override
  public PropertyDialect properties() {
    return new PropertyDialect(true, false);
  }

  @Override
  public StoreHealth validate() {
    try {
      session.resolveCredentials();
      return new StoreHealth.Valid();
    } catch (SdkException e) {
      return AwsFailures.answer(e, "credentials") instanceof ReadResult.Failure failure
          ? new StoreHealth.Invalid(failure.cause())
          : new StoreHealth.Invalid("credentials: the role or user does not exist");
    }
  }

  @Override
  public void close() {
    closed = true;
    session.close();
  }
}
