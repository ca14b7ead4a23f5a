package dev.sealer.externalsecrets.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.provider.Credentials;
import dev.sealer.externalsecrets.provider.StoreBlock;
import dev.sealer.externalsecrets.provider.StoreBlueprint;
import dev.sealer.externalsecrets.provider.StoreProvider.Parsed;
import dev.sealer.externalsecrets.store.ApiCalls;
import dev.sealer.externalsecrets.store.ReadResult;
import dev.sealer.externalsecrets.store.SecretRead;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.SecretStoreContract;
import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.secret.SecretBytes;
import dev.sealer.testbed.aws.AwsEndpoint;
import dev.sealer.testbed.aws.AwsFault;
import dev.sealer.testbed.tools.Prerequisites;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AwsSecretsManagerIT extends SecretStoreContract {

  private static final JsonMapper JSON = new JsonMapper();
  private static final StoreBlock.Retry NO_RETRY = new StoreBlock.Retry(0, Duration.ofMillis(1));
  @TempDir static Path folder;
  private static AwsEndpoint aws;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<String> counted = new ArrayList<>();

  @BeforeAll
  static void start() {
    Prerequisites.require(AwsSecretsManagerIT.class.getName(), AwsEndpoint.available());
    aws = AwsEndpoint.start(folder);
  }

  @AfterAll
  static void stop() {
    if (aws != null) {
      aws.close();
    }
  }

  @BeforeEach
  void forget() {
    aws.clearFaults();
    aws.forgetCalls();
  }

  @Override
  protected SecretStoreClient holding(Map<String, String> texts) {
    texts.forEach(AwsSecretsManagerIT::create);
    return open("");
  }

  @Test
  void readsTwentyInOneCallAndOneInItsOwn() {
    List<SecretRead> reads = new ArrayList<>();
    Map<String, String> texts = new HashMap<>();
    for (int i = 0; i < 21; i++) {
      texts.put(prefix + i, "canary-" + i);
      reads.add(SecretRead.current(prefix + i));
    }
    try (SecretStoreClient store = holding(texts)) {
      Map<SecretRead, ReadResult> answers = store.read(reads);

      reads.forEach(read -> assertThat(text(answers.get(read))).isEqualTo(texts.get(read.key())));
      assertThat(aws.count("BatchGetSecretValue")).isEqualTo(1);
      assertThat(aws.count("GetSecretValue")).isEqualTo(1);
      assertThat(counted)
          .containsExactlyInAnyOrder("BatchGetSecretValue true", "GetSecretValue true");
    }
  }

  @Test
  void fallsBackWhereBatchesAreRefusedAndRemembersThat() {
    aws.fail("BatchGetSecretValue", AwsFault.ACCESS_DENIED);
    try (SecretStoreClient store = holding(Map.of(prefix + "a", "1", prefix + "b", "2"))) {
      List<SecretRead> both =
          List.of(SecretRead.current(prefix + "a"), SecretRead.current(prefix + "b"));
      for (int i = 0; i < 3; i++) {
        assertThat(text(store.read(both).get(both.getFirst()))).isEqualTo("1");
      }
      assertThat(aws.count("BatchGetSecretValue")).isEqualTo(3);
      assertThat(aws.count("GetSecretValue")).isEqualTo(6);

      aws.clearFaults();
      now.updateAndGet(at -> at.plus(Duration.ofHours(2)));
      store.read(both);
      assertThat(aws.count("BatchGetSecretValue")).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = AwsFault.class,
      names = {"ACCESS_DENIED", "THROTTLED", "SERVER_ERROR", "DISCONNECT"})
  void everyFailureIsToldApartAndNoneIsNotFound(AwsFault fault) {
    try (SecretStoreClient store = holding(Map.of(prefix + "a", "canary-7"))) {
      aws.fail("GetSecretValue", fault);
      ReadResult answer = one(store, SecretRead.current(prefix + "a"));

      assertThat(answer).isInstanceOf(expected(fault));
      assertThat(((ReadResult.Failure) answer).cause())
          .contains("GetSecretValue", prefix + "a")
          .doesNotContainIgnoringCase("request id")
          .doesNotContain("canary");
    }
  }

  private static Class<? extends ReadResult> expected(AwsFault fault) {
    return switch (fault) {
      case ACCESS_DENIED -> ReadResult.Denied.class;
      case THROTTLED -> ReadResult.Throttled.class;
      case SERVER_ERROR, DISCONNECT, TIMEOUT -> ReadResult.Unavailable.class;
    };
  }

  @Test
  void aThrottledBatchIsNotFollowedBySingleReads() {
    try (SecretStoreClient store = holding(Map.of(prefix + "a", "1", prefix + "b", "2"))) {
      aws.fail("BatchGetSecretValue", AwsFault.THROTTLED);
      assertThat(
              store
                  .read(List.of(SecretRead.current(prefix + "a"), SecretRead.current(prefix + "b")))
                  .values())
          .allSatisfy(answer -> assertThat(answer).isInstanceOf(ReadResult.Throttled.class));
      assertThat(aws.count("GetSecretValue")).isZero();
    }
  }

  @Test
  void readsStagesAndVersionIds() {
    create(prefix + "v", "old");
    JsonNode updated = put(prefix + "v", "new");
    try (SecretStoreClient store = open("")) {
      assertThat(text(one(store, version("v", "AWSPREVIOUS")))).isEqualTo("old");
      assertThat(text(one(store, version("v", "AWSCURRENT")))).isEqualTo("new");
      assertThat(text(one(store, version("v", "uuid/" + updated.get("VersionId").asText()))))
          .isEqualTo("new");
    }
  }

  @Test
  void readsBinaryArnsAndTags() {
    ObjectNode request = JSON.createObjectNode();
    request.put("Name", prefix + "bin");
    request.put("SecretBinary", Base64.getEncoder().encodeToString(new byte[] {0, 1, (byte) 200}));
    request.putArray("Tags").addObject().put("Key", "team").put("Value", "a");
    String arn = aws.direct("secretsmanager.CreateSecret", request.toString()).get("ARN").asText();
    try (SecretStoreClient store = open("")) {
      ReadResult.Found found = (ReadResult.Found) one(store, SecretRead.current(arn));
      assertThat(found.value().matches(SecretBytes.copyOf(new byte[] {0, 1, (byte) 200}))).isTrue();
      SecretRead tags = new SecretRead(prefix + "bin", "", SecretRead.View.METADATA);
      assertThat(text(one(store, tags))).isEqualTo("{\"team\":\"a\"}");
    }
  }

  @Test
  void aSecretThatWaitsForDeletionIsGone() {
    create(prefix + "going", "canary-8");
    aws.direct(
        "secretsmanager.DeleteSecret",
        JSON.createObjectNode().put("SecretId", prefix + "going").toString());
    try (SecretStoreClient store = open("")) {
      assertThat(one(store, SecretRead.current(prefix + "going")))
          .isEqualTo(new ReadResult.NotFound());
    }
  }

  @Test
  void assumesTheRoleOnceForManyReads() {
    create(prefix + "a", "canary-9");
    String role =
        ",\"role\":\"arn:aws:iam::123456789012:role/reader\",\"externalID\":\"team-a\","
            + "\"sessionTags\":[{\"key\":\"team\",\"value\":\"a\"}]";
    try (SecretStoreClient store = open(role)) {
      for (int i = 0; i < 3; i++) {
        assertThat(text(one(store, SecretRead.current(prefix + "a")))).isEqualTo("canary-9");
      }
      assertThat(aws.count("AssumeRole")).isEqualTo(1);
      assertThat(aws.calls())
          .filteredOn(call -> call.operation().equals("AssumeRole"))
          .allSatisfy(
              call -> assertThat(call.request()).contains("ExternalId=team-a", "role%2Freader"));
      assertThat(aws.calls())
          .filteredOn(call -> call.operation().equals("GetSecretValue"))
          .allSatisfy(call -> assertThat(call.sessionToken()).isNotEmpty());
    }
  }

  @Test
  void aRoleThatIsRefusedMakesTheStoreInvalidAndReadsDenied() {
    create(prefix + "a", "canary-10");
    aws.fail("AssumeRole", AwsFault.ACCESS_DENIED);
    try (SecretStoreClient store = open(",\"role\":\"arn:aws:iam::123456789012:role/reader\"")) {
      assertThat(store.validate()).isInstanceOf(StoreHealth.Invalid.class);
      assertThat(one(store, SecretRead.current(prefix + "a")))
          .isInstanceOf(ReadResult.Denied.class);
    }
  }

  @Test
  void putsThePrefixBeforeEveryKey() {
    create(prefix + "x/a", "canary-11");
    try (SecretStoreClient store = open(",\"prefix\":\"" + prefix + "x/\"")) {
      assertThat(text(one(store, SecretRead.current("a")))).isEqualTo("canary-11");
    }
  }

  private SecretRead version(String name, String version) {
    return new SecretRead(prefix + name, version, SecretRead.View.VALUE);
  }

  private static void create(String name, String text) {
    aws.direct(
        "secretsmanager.CreateSecret",
        JSON.createObjectNode().put("Name", name).put("SecretString", text).toString());
  }

  private static JsonNode put(String name, String text) {
    return aws.direct(
        "secretsmanager.PutSecretValue",
        JSON.createObjectNode().put("SecretId", name).put("SecretString", text).toString());
  }

  private SecretStoreClient open(String more) {
    String block =
        """
        {"service":"SecretsManager","region":"%s","auth":{"secretRef":{
          "accessKeyIDSecretRef":{"name":"aws","key":"id"},
          "secretAccessKeySecretRef":{"name":"aws","key":"secret"}}}%s}\
        """
            .formatted(aws.region(), more);
    AwsSettings endpoints =
        new AwsSettings(Optional.of(aws.uri()), Optional.of(aws.uri()), false, false);
    ApiCalls calls = (provider, call, ok) -> counted.add(call + " " + ok);
    try {
      StoreBlueprint blueprint =
          ((Parsed.Accepted)
                  new AwsStoreProvider(endpoints, calls, now::get)
                      .parse(
                          new StoreBlock(
                              new StoreRef(StoreKind.SECRET_STORE, "aws"),
                              "ns",
                              JSON.readTree(block),
                              NO_RETRY)))
              .blueprint();
      String field = "spec.provider.aws.auth.secretRef.";
      return blueprint.open(
          new Credentials(
              Map.of(
                  field + "accessKeyIDSecretRef",
                  SecretBytes.ofUtf8(aws.accessKeyId()),
                  field + "secretAccessKeySecretRef",
                  SecretBytes.ofUtf8(aws.secretAccessKey()))));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
