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
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.SecretStoreContract;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreHealth;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.store.StoreServer;
import dev.sealer.externalsecrets.store.StoreTraits;
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
import java.util.Set;
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

  @Override
  protected StoreTraits traits() {
    return provider().traits();
  }

  @Override
  protected Set<Cell> doesNotApply() {
    return Set.of();
  }

  @Override
  protected StoreServer server() {
    return new AwsSpeech();
  }

  @Override
  protected List<String> versions() {
    return List.of("AWSPREVIOUS", "AWSCURRENT");
  }

  @Override
  protected SecretStoreClient holding(String key, String older, String newer) {
    create(key, older);
    JsonNode _ = put(key, newer);
    return open("");
  }

  @Override
  protected SecretStoreClient holding(String key, byte[] value) {
    JsonNode _ =
        aws.direct(
            "secretsmanager.CreateSecret",
            JSON.createObjectNode().put("Name", key).put("SecretBinary", value).toString());
    return open("");
  }

  @Test
  void readsTwentyInOneCallAndOneInItsOwn() {
    List<StoreQuery> reads = new ArrayList<>();
    Map<String, String> texts = new HashMap<>();
    for (int i = 0; i < 21; i++) {
      texts.put(prefix + i, "canary-" + i);
      reads.add(StoreQuery.current(prefix + i));
    }
    try (SecretStoreClient store = holding(texts)) {
      Map<StoreQuery, StoreAnswer> answers = store.fetch(reads);

      reads.forEach(
          read -> assertThat(text(answers.get(read))).isEqualTo(texts.get(read.subject())));
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
      List<StoreQuery> both =
          List.of(StoreQuery.current(prefix + "a"), StoreQuery.current(prefix + "b"));
      for (int i = 0; i < 3; i++) {
        assertThat(text(store.fetch(both).get(both.getFirst()))).isEqualTo("1");
      }
      assertThat(aws.count("BatchGetSecretValue")).isEqualTo(3);
      assertThat(aws.count("GetSecretValue")).isEqualTo(6);

      aws.clearFaults();
      now.updateAndGet(at -> at.plus(Duration.ofHours(2)));
      store.fetch(both);
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
      StoreAnswer answer = one(store, StoreQuery.current(prefix + "a"));

      assertThat(answer.is(expected(fault))).as(answer.toString()).isTrue();
      assertThat(((StoreAnswer.Failure) answer).cause())
          .contains("GetSecretValue", prefix + "a")
          .doesNotContainIgnoringCase("request id")
          .doesNotContain("canary");
    }
  }

  private static StoreAnswer.Failure.Kind expected(AwsFault fault) {
    return switch (fault) {
      case ACCESS_DENIED -> StoreAnswer.Failure.Kind.DENIED;
      case THROTTLED -> StoreAnswer.Failure.Kind.THROTTLED;
      case SERVER_ERROR, DISCONNECT, TIMEOUT -> StoreAnswer.Failure.Kind.UNAVAILABLE;
    };
  }

  @Test
  void aThrottledBatchIsNotFollowedBySingleReads() {
    try (SecretStoreClient store = holding(Map.of(prefix + "a", "1", prefix + "b", "2"))) {
      aws.fail("BatchGetSecretValue", AwsFault.THROTTLED);
      assertThat(
              store
                  .fetch(
                      List.of(StoreQuery.current(prefix + "a"), StoreQuery.current(prefix + "b")))
                  .values())
          .allMatch(answer -> answer.is(StoreAnswer.Failure.Kind.THROTTLED));
      assertThat(aws.count("GetSecretValue")).isZero();
    }
  }

  @Test
  void findsSecretsByTagsThatBelongTogether() {
    for (String name : List.of("a", "b")) {
      JsonNode _ =
          aws.direct(
              "secretsmanager.CreateSecret",
              """
              {"Name":"%s","SecretString":"v","Tags":[
                {"Key":"team","Value":"%s"},{"Key":"other","Value":"%s"}]}\
              """
                  .formatted(
                      prefix + name,
                      name.equals("a") ? "red" : "blue",
                      name.equals("a") ? "blue" : "red"));
    }
    try (SecretStoreClient store = open("")) {
      assertThat(one(store, new StoreQuery.Search(prefix, Optional.empty(), Map.of("team", "red"))))
          .isEqualTo(new StoreAnswer.Listed(List.of(prefix + "a")));
    }
  }

  @Test
  void findsMoreThanAPageAndCallsThemWithoutThePrefixOfTheStore() {
    for (int i = 0; i < 101; i++) {
      create(prefix + i, "v");
    }
    try (SecretStoreClient store = open(",\"prefix\":\"" + prefix + "\"")) {
      assertThat(one(store, new StoreQuery.Search("10", Optional.empty(), Map.of())))
          .isEqualTo(new StoreAnswer.Listed(List.of("10", "100")));
      assertThat(one(store, new StoreQuery.Search("", Optional.empty(), Map.of())))
          .isInstanceOfSatisfying(
              StoreAnswer.Listed.class, found -> assertThat(found.keys()).hasSize(101));
      assertThat(aws.count("ListSecrets")).isEqualTo(3);
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
      StoreAnswer.Found found = (StoreAnswer.Found) one(store, StoreQuery.current(arn));
      assertThat(found.value().matches(SecretBytes.copyOf(new byte[] {0, 1, (byte) 200}))).isTrue();
      StoreQuery tags = new StoreQuery.Value(prefix + "bin", "", StoreQuery.View.METADATA);
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
      assertThat(one(store, StoreQuery.current(prefix + "going")))
          .isEqualTo(new StoreAnswer.NotFound());
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
        assertThat(text(one(store, StoreQuery.current(prefix + "a")))).isEqualTo("canary-9");
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
      assertThat(one(store, StoreQuery.current(prefix + "a")))
          .matches(answer -> answer.is(StoreAnswer.Failure.Kind.DENIED));
    }
  }

  @Test
  void putsThePrefixBeforeEveryKey() {
    create(prefix + "x/a", "canary-11");
    try (SecretStoreClient store = open(",\"prefix\":\"" + prefix + "x/\"")) {
      assertThat(text(one(store, StoreQuery.current("a")))).isEqualTo("canary-11");
    }
  }

  private StoreQuery version(String name, String version) {
    return new StoreQuery.Value(prefix + name, version, StoreQuery.View.VALUE);
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

  @Test
  void storesThatLogInInTheSameWayShareTheLogin() {
    create(prefix + "a", "canary-12");
    String role = ",\"role\":\"arn:aws:iam::123456789012:role/shared\"";
    AwsStoreProvider provider = provider();
    try (SecretStoreClient one = open(provider, role);
        SecretStoreClient other = open(provider, role + ",\"prefix\":\"" + prefix + "\"")) {
      assertThat(text(one(one, StoreQuery.current(prefix + "a")))).isEqualTo("canary-12");
      assertThat(text(one(other, StoreQuery.current("a")))).isEqualTo("canary-12");
      assertThat(aws.count("AssumeRole")).isEqualTo(1);
    }
  }

  private SecretStoreClient open(String more) {
    return open(provider(), more);
  }

  private AwsStoreProvider provider() {
    ApiCalls calls = (provider, call, ok) -> counted.add(call + " " + ok);
    return new AwsStoreProvider(
        new AwsSettings(Optional.of(aws.uri()), Optional.of(aws.uri()), false, false),
        calls,
        now::get);
  }

  private static SecretStoreClient open(AwsStoreProvider provider, String more) {
    String block =
        """
        {"service":"SecretsManager","region":"%s","auth":{"secretRef":{
          "accessKeyIDSecretRef":{"name":"aws","key":"id"},
          "secretAccessKeySecretRef":{"name":"aws","key":"secret"}}}%s}\
        """
            .formatted(aws.region(), more);
    try {
      StoreBlueprint blueprint =
          ((Parsed.Accepted)
                  provider.parse(
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
