package dev.sealer.externalsecrets.store.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sealer.externalsecrets.provider.SharedSessions;
import dev.sealer.externalsecrets.store.ApiCalls;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.externalsecrets.store.StoreQuery;
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

  private final SharedSessions<AwsSession>.Lease lease;
  private final AwsSession session;
  private final String prefix;
  private final ApiCalls calls;
  private final AwsBatchReader batches;
  private final AwsSecretSearch search;
  private volatile boolean closed;

  /** Reads in a session whose lease ends with this. */
  AwsSecretsManagerClient(
      SharedSessions<AwsSession>.Lease lease, String prefix, ApiCalls calls, InstantSource clock) {
    this.lease = lease;
    this.session = lease.session();
    this.prefix = prefix;
    this.calls = calls;
    this.batches = new AwsBatchReader(session.secretsManager(), calls, clock);
    this.search = new AwsSecretSearch(session.secretsManager(), prefix, calls);
  }

  @Override
  public Map<StoreQuery, StoreAnswer> fetch(Collection<? extends StoreQuery> queries) {
    Map<StoreQuery, StoreAnswer> answers = new LinkedHashMap<>();
    try {
      fetch(queries, answers);
    } catch (RejectedExecutionException | IllegalStateException e) {
      // So the SDK says that its client was closed meanwhile.
      if (!closed) {
        throw e;
      }
      for (StoreQuery query : queries) {
        answers.putIfAbsent(
            query, StoreAnswer.Failure.unavailable("the store was closed meanwhile"));
      }
    }
    return answers;
  }

  private void fetch(
      Collection<? extends StoreQuery> queries, Map<StoreQuery, StoreAnswer> answers) {
    List<StoreQuery.Value> values =
        queries.stream()
            .filter(StoreQuery.Value.class::isInstance)
            .map(StoreQuery.Value.class::cast)
            .toList();
    for (List<StoreQuery.Value> chunk : chunks(values, prefix)) {
      Map<String, StoreQuery> byId = new LinkedHashMap<>();
      chunk.forEach(read -> byId.putIfAbsent(prefix + read.key(), read));
      batches.read(byId.keySet()).forEach((id, answer) -> put(answers, byId.get(id), answer));
    }
    for (StoreQuery query : new LinkedHashSet<>(queries)) {
      if (!answers.containsKey(query)) {
        answers.put(
            query,
            switch (query) {
              case StoreQuery.Value read -> readAlone(read);
              case StoreQuery.Search search -> this.search.find(search);
            });
      }
    }
  }

  private static void put(
      Map<StoreQuery, StoreAnswer> answers, @Nullable StoreQuery read, StoreAnswer answer) {
    if (read != null) {
      answers.put(read, answer);
    }
  }

  /** The reads that can share calls; a chunk of one is cheaper and less privileged by itself. */
  private static List<List<StoreQuery.Value>> chunks(
      Collection<StoreQuery.Value> reads, String prefix) {
    List<StoreQuery.Value> together =
        reads.stream()
            .filter(r -> r.view() == StoreQuery.View.VALUE)
            .filter(r -> r.version().isEmpty() || r.version().equals(CURRENT_STAGE))
            .filter(r -> AwsBatchReader.takes(prefix + r.key()))
            .distinct()
            .toList();
    List<List<StoreQuery.Value>> chunks = new ArrayList<>();
    for (int from = 0; from < together.size(); from += AwsBatchReader.LIMIT) {
      int to = Math.min(together.size(), from + AwsBatchReader.LIMIT);
      if (to - from > 1) {
        chunks.add(together.subList(from, to));
      }
    }
    return chunks;
  }

  private StoreAnswer readAlone(StoreQuery.Value read) {
    String id = prefix + read.key();
    return switch (read.view()) {
      case VALUE -> call("GetSecretValue", id, () -> value(id, read.version()));
      case METADATA -> call("DescribeSecret", id, () -> tags(id));
    };
  }

  private StoreAnswer value(String id, String version) {
    GetSecretValueRequest.Builder request = GetSecretValueRequest.builder().secretId(id);
    if (version.startsWith(VERSION_ID_PREFIX)) {
      request.versionId(version.substring(VERSION_ID_PREFIX.length()));
    } else if (!version.isEmpty()) {
      request.versionStage(version);
    }
    GetSecretValueResponse response = session.secretsManager().getSecretValue(request.build());
    return found(id, response.secretString(), response.secretBinary(), response.versionId());
  }

  private StoreAnswer tags(String id) {
    Map<String, String> tags = new TreeMap<>();
    session
        .secretsManager()
        .describeSecret(DescribeSecretRequest.builder().secretId(id).build())
        .tags()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    try {
      return new StoreAnswer.Found(SecretBytes.takeOver(JSON.writeValueAsBytes(tags)), "");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of text cannot fail to be written as JSON", e);
    }
  }

  /** The value in whichever of its two forms the secret has. */
  static StoreAnswer found(
      String id, @Nullable String text, @Nullable SdkBytes binary, @Nullable String version) {
    String known = version == null ? "" : version;
    if (text != null) {
      return new StoreAnswer.Found(SecretBytes.ofUtf8(text), known);
    }
    if (binary != null) {
      return new StoreAnswer.Found(SecretBytes.takeOver(binary.asByteArray()), known);
    }
    return StoreAnswer.Failure.refused(
        "secret \"" + id + "\" has neither SecretString nor SecretBinary; give it a value");
  }

  private StoreAnswer call(String operation, String id, Supplier<StoreAnswer> action) {
    boolean success = false;
    try {
      StoreAnswer result = action.get();
      success = true;
      return result;
    } catch (SdkException e) {
      return AwsFailures.answer(e, operation + " \"" + id + "\"");
    } finally {
      calls.ended(PROVIDER, operation, success);
    }
  }

  @Override
  public StoreHealth validate() {
    try {
      session.resolveCredentials();
      return new StoreHealth.Valid();
    } catch (SdkException e) {
      return AwsFailures.answer(e, "credentials") instanceof StoreAnswer.Failure failure
          ? new StoreHealth.Invalid(failure.cause())
          : new StoreHealth.Invalid("credentials: the role or user does not exist");
    }
  }

  @Override
  public void close() {
    closed = true;
    lease.close();
  }
}
