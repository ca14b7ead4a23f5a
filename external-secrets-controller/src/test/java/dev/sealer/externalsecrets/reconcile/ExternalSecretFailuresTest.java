package dev.sealer.externalsecrets.reconcile;

import static dev.sealer.externalsecrets.reconcile.InMemoryExternalSecrets.TYPE;
import static dev.sealer.externalsecrets.reconcile.InMemoryExternalSecrets.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.engine.FetchLimits;
import dev.sealer.externalsecrets.plan.Owned;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.memory.MemoryStore;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.simulation.apiserver.AdmissionHook.Operation;
import dev.sealer.simulation.apiserver.AdmissionHook.Review;
import dev.sealer.simulation.apiserver.AdmissionHook.Verdict;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One ExternalSecret on a cluster in memory, while something goes wrong. */
final class ExternalSecretFailuresTest {

  private static final String PASSWORD = "data: [{secretKey: password, remoteRef: {key: db}}]\n";
  private static final String DELETING = "target: {deletionPolicy: Delete}\n" + PASSWORD;

  private final Canary canary = Canary.random();
  private final String value = canary.value();
  private final InMemoryExternalSecrets place = new InMemoryExternalSecrets();

  @AfterEach
  void nothingTellsAValue() {
    CanarySearch search = CanarySearch.of(canary);
    search.text("events", String.join("\n", place.cluster.events().lines()));
    place.cluster.server().list(TYPE, "").forEach(o -> search.text("object", o.toString()));
    search.assertNothingFound();
  }

  private void synced(String spec) {
    place.store.put("db", value);
    place.want("db", spec);
    Outcome _ = place.reconcile("db");
    assertThat(place.ready("db")).startsWith("True SecretSynced");
  }

  private void refuse(Predicate<Review> which) {
    place
        .cluster
        .server()
        .admitWith(review ->
            which.test(review)
                ? new Verdict.Refused("denied: " + review.object())
                : new Verdict.Allowed());
  }

  private void retryLater(String name) {
    assertThat(place.reconcile(name)).isInstanceOf(Outcome.Retry.class);
  }

  static Stream<StoreAnswer.Failure> failures() {
    return Stream.of(
        StoreAnswer.Failure.denied("AccessDenied"),
        StoreAnswer.Failure.throttled("TooManyRequests"),
        StoreAnswer.Failure.unavailable("connection refused"),
        StoreAnswer.Failure.refused("not a version"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureOfTheProviderChangesNoSecretAndNamesItsCause(StoreAnswer.Failure failure) {
    synced(DELETING);
    String before = place.secret("db").at("/metadata/resourceVersion").asText();
    place.store.fail("db", failure);
    place.cluster.advance(Duration.ofHours(1));
    boolean timeHelps = failure.isSilence();
    assertThat(place.reconcile("db"))
        .isEqualTo(Outcome.requeueAfter(timeHelps ? Duration.ofSeconds(1) : Duration.ofHours(1)));
    assertThat(place.secret("db").at("/metadata/resourceVersion").asText()).isEqualTo(before);
    String cause = "spec.data[0] (key \"db\" in SecretStore \"store\"): " + failure.cause();
    String message = "could not get secret data from provider: " + cause;
    assertThat(place.ready("db")).isEqualTo("False SecretSyncedError: " + message);
    assertThat(place.cluster.events().lines())
        .last()
        .isEqualTo("Warning db UpdateFailed: " + message);
    assertThat(place.externalSecret("db").at("/status/binding/name").asText()).isEqualTo("db");

    place.store.recover();
    place.cluster.advance(Duration.ofHours(1));
    Outcome _ = place.reconcile("db");
    assertThat(place.ready("db")).startsWith("True SecretSynced");
  }

  @Test
  void aSecretMissingAtTheProviderIsAFailureWithRetain() {
    synced(PASSWORD);
    place.store.remove("db");
    place.cluster.advance(Duration.ofHours(1));

    assertThat(place.reconcile("db")).isEqualTo(Outcome.requeueAfter(Duration.ofHours(1)));
    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
    assertThat(place.ready("db")).startsWith("False ").endsWith("the secret does not exist");
  }

  @Test
  void aBrokenReferenceCostsOneCallInAnInterval() {
    place.want("db", "refreshInterval: 1h\n" + PASSWORD);
    for (int minute = 0; minute < 24 * 60; minute++) {
      Outcome _ = place.reconcile("db");
      place.cluster.advance(Duration.ofMinutes(1));
    }

    assertThat(place.store.calls()).isLessThanOrEqualTo(24);
  }

  @Test
  void aChangeOfTheExternalSecretOrANudgeTriesABrokenReferenceAtOnce() {
    place.want("db", PASSWORD);
    Outcome _ = place.reconcile("db");
    place.store.put("db", value);
    Outcome _ = place.reconcile("db");
    assertThat(place.store.calls()).isEqualTo(1);

    place.nudge("db");
    Outcome _ = place.reconcile("db");
    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
  }

  @Test
  void aSecretThatOthersKeepWritingIsTriedWithGrowingDelays() {
    synced(PASSWORD);
    place.store.put("db", value + "2");
    ObjectNode _ =
        place.cluster.edit(ResourceType.SECRET, key("db"), "stringData: {password: drift}");
    place.cluster.advance(Duration.ofMinutes(2));
    for (int i = 0; i < 3; i++) {
      int round = i;
      place.cluster.advance(FetchLimits.PATIENCE.plusSeconds(1));
      place.beforeWriting(() -> {
        ObjectNode _ =
            place.cluster.edit(
                ResourceType.SECRET,
                key("db"),
                "metadata: {labels: {other: x%d}}".formatted(round));
      });
      assertThat(place.reconcile("db")).isEqualTo(Outcome.requeueAfter(Duration.ofMillis(100)));
    }
    place.cluster.advance(FetchLimits.PATIENCE.plusSeconds(1));
    place.beforeWriting(() -> {
      ObjectNode _ =
          place.cluster.edit(ResourceType.SECRET, key("db"), "metadata: {labels: {other: last}}");
    });
    retryLater("db");
  }

  @Test
  void theFirstToHearFromTheStoreAgainWakesTheOthers() {
    place.store.put("db", value);
    place.store.fail("db", StoreAnswer.Failure.unavailable("connection refused"));
    place.want("one", PASSWORD);
    place.want("two", PASSWORD);
    assertThat(place.reconcile("one")).isEqualTo(Outcome.requeueAfter(Duration.ofSeconds(1)));
    assertThat(place.reconcile("two")).isEqualTo(Outcome.requeueAfter(Duration.ofSeconds(1)));
    place.store.recover();
    place.cluster.advance(Duration.ofSeconds(1));
    Outcome _ = place.reconcile("two");

    assertThat(place.woken).containsExactly(key("one"));
  }

  @Test
  void withoutItsStoreAnExternalSecretSaysSo() {
    place.wantOf("nobody", "db", PASSWORD);

    retryLater("db");
    assertThat(place.ready("db"))
        .isEqualTo(
            "False SecretSyncedError: could not get secret data from provider:"
                + " SecretStore \"nobody\" does not exist");
  }

  @Test
  void aStoreWhoseCheckFailedIsNotAsked() {
    place.storeIsNotReady();
    place.want("db", PASSWORD);

    retryLater("db");
    assertThat(place.store.calls()).isZero();
    assertThat(place.ready("db")).endsWith("SecretStore \"store\" is not ready");
  }

  @Test
  void aClusterStoreServesOnlyTheNamespacesOfItsConditions() {
    String yaml =
        """
        apiVersion: external-secrets.io/v1
        kind: ClusterSecretStore
        metadata: {name: shared}
        spec:
          provider: {memory: {}}
          conditions: [{namespaces: [%s]}]
        """;
    ObjectNode _ = place.cluster.apply(yaml.formatted("elsewhere"));
    place.store.put("db", value);
    place.wantOf("{kind: ClusterSecretStore, name: shared}", "db", PASSWORD);
    retryLater("db");
    assertThat(place.ready("db")).contains("is not allowed from namespace \"ns\"");

    ObjectNode _ = place.cluster.apply(yaml.formatted("ns"));
    Outcome _ = place.reconcile("db");
    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
  }

  @Test
  void aSpecThatIsNotSupportedIsRefusedByItsFieldAndNotTriedAgain() {
    place.want("db", "dataFrom: [{find: {name: {regexp: '('}}}]\n");

    assertThat(place.reconcile("db")).isEqualTo(Outcome.done());
    assertThat(place.ready("db"))
        .startsWith(
            "False SecretSyncedError: invalid ExternalSecret: spec.dataFrom[0].find.name.regexp ");
    assertThat(place.store.calls()).isZero();
  }

  @Test
  void theSecretOfAnotherExternalSecretIsLeftAlone() {
    synced(PASSWORD);
    String before = place.secret("db").at("/metadata/resourceVersion").asText();
    place.want("thief", "target: {name: db}\n" + PASSWORD);
    Outcome outcome = place.reconcile("thief");

    assertThat(outcome).isInstanceOf(Outcome.RequeueAfter.class);
    assertThat(place.secret("db").at("/metadata/resourceVersion").asText()).isEqualTo(before);
    assertThat(place.ready("thief"))
        .isEqualTo(
            "False SecretSyncedError: target is owned by another ExternalSecret:"
                + " ExternalSecret \"db\" controls it");
  }

  @Test
  void theSecretOfAnotherControllerIsLeftAlone() {
    ObjectNode _ =
        place.cluster.createAs(
            "them",
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: db
              namespace: ns
              ownerReferences:
              - {apiVersion: apps/v1, kind: Deployment, name: web, uid: u-1, controller: true}
            stringData: {theirs: keep}
            """);
    place.store.put("db", value);
    place.want("db", PASSWORD);
    Outcome _ = place.reconcile("db");

    assertThat(place.values("db")).isEqualTo(Map.of("theirs", "keep"));
    assertThat(place.ready("db")).contains("Deployment \"web\" controls it");
  }

  @Test
  void anImmutableSecretIsMadeOnceAndThenReported() {
    synced("target: {immutable: true}\n" + PASSWORD);
    assertThat(place.secret("db").path("immutable").asBoolean()).isTrue();
    place.store.put("db", "later");
    place.cluster.advance(Duration.ofHours(1));
    Outcome _ = place.reconcile("db");

    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
    assertThat(place.ready("db"))
        .startsWith("False SecretSyncedError: could not update secret, target is immutable");
  }

  @Test
  void aSecretThatChangedMeanwhileIsPlannedAgain() {
    synced(PASSWORD);
    place.store.put("db", value + "2");
    ObjectNode _ =
        place.cluster.edit(ResourceType.SECRET, key("db"), "stringData: {password: drift}");
    place.cluster.advance(Duration.ofMinutes(2));
    place.beforeWriting(() -> {
      ObjectNode _ =
          place.cluster.edit(ResourceType.SECRET, key("db"), "metadata: {labels: {other: x}}");
    });

    Outcome outcome = place.reconcile("db");
    assertThat(outcome).isEqualTo(Outcome.requeueAfter(Duration.ofMillis(100)));
    assertThat(place.values("db")).isEqualTo(Map.of("password", "drift"));

    Outcome _ = place.reconcile("db");
    assertThat(place.values("db")).isEqualTo(Map.of("password", value + "2"));
    assertThat(place.ready("db")).startsWith("True SecretSynced");
  }

  @Test
  void aSecretThatSomebodyMadeMeanwhileIsNotWrittenOver() {
    synced(PASSWORD);
    place.cluster.delete(ResourceType.SECRET, key("db"));
    place.cluster.advance(Duration.ofMinutes(2));
    place.beforeWriting(() -> {
      ObjectNode _ =
          place.cluster.createAs(
              "them",
              """
              apiVersion: v1
              kind: Secret
              metadata: {name: db, namespace: ns}
              stringData: {password: theirs, more: theirs}
              """);
    });

    assertThat(place.reconcile("db")).isEqualTo(Outcome.requeueAfter(Duration.ofMillis(100)));
    assertThat(place.values("db")).isEqualTo(Map.of("password", "theirs", "more", "theirs"));
  }

  @Test
  void aRefusalToRemoveKeysIsReportedAndTriedLater() {
    synced(PASSWORD);
    ObjectNode _ =
        place.cluster.edit(ResourceType.SECRET, key("db"), "stringData: {foreign: keep}");
    refuse(review ->
        review.type().equals(ResourceType.SECRET)
            && review.before() != null
            && review.before().path("data").has("foreign")
            && (review.object() == null || !review.object().path("data").has("foreign")));

    retryLater("db");
    assertThat(place.values("db")).containsEntry("foreign", "keep");
    assertThat(place.ready("db")).startsWith("False SecretSyncedError: could not update secret: ");
  }

  @Test
  void theSecretOfTheFormerNameIsTriedAgainUntilItIsGone() {
    synced(PASSWORD);
    refuse(review -> review.operation() == Operation.DELETE);
    place.want("db", "target: {name: renamed}\n" + PASSWORD);

    retryLater("db");
    assertThat(place.values("renamed")).isEqualTo(Map.of("password", value));
    assertThat(place.externalSecret("db").at("/status/binding/name").asText()).isEqualTo("db");

    place.restart();
    refuse(_ -> false);
    int calls = place.store.calls();
    Outcome _ = place.reconcile("db");
    assertThat(place.hasSecret("db")).isFalse();
    assertThat(place.externalSecret("db").at("/status/binding/name").asText()).isEqualTo("renamed");
    assertThat(place.store.calls()).isEqualTo(calls);
  }

  @Test
  void theSecretOfTheFormerNameGoesOnlyOnceTheNewOneIsThere() {
    synced(DELETING);
    place.store.remove("db");
    place.want("db", "target: {name: renamed, deletionPolicy: Delete}\n" + PASSWORD);
    Outcome _ = place.reconcile("db");
    Outcome _ = place.reconcile("db");
    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
    assertThat(place.externalSecret("db").at("/status/binding/name").asText()).isEqualTo("db");

    place.store.put("db", value + "2");
    place.cluster.advance(Duration.ofHours(1));
    Outcome _ = place.reconcile("db");
    assertThat(place.values("renamed")).isEqualTo(Map.of("password", value + "2"));
    assertThat(place.hasSecret("db")).isFalse();
  }

  @Test
  void aRefusedSecretIsReportedWithoutItsValues() {
    place.store.put("db", value);
    refuse(review -> review.type().equals(ResourceType.SECRET));
    place.want("db", PASSWORD);

    retryLater("db");
    assertThat(place.hasSecret("db")).isFalse();
    assertThat(place.ready("db")).startsWith("False SecretSyncedError: could not update secret: ");
    assertThat(place.cluster.events().lines())
        .singleElement()
        .asString()
        .startsWith("Warning db UpdateFailed: could not update secret: ");
  }

  @Test
  void aTemplateThatFailsLeavesTheSecretAndNamesItsField() {
    synced(PASSWORD);
    place.want("db", "target: {template: {data: {a: '{{ fail .password }}'}}}\n" + PASSWORD);

    assertThat(place.reconcile("db")).isInstanceOf(Outcome.RequeueAfter.class);
    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
    assertThat(place.ready("db"))
        .startsWith("False SecretSyncedError: could not apply template: spec.target.template");
  }

  @Test
  void aStatusThatCannotBeWrittenIsTriedAgain() {
    place.store.put("db", value);
    refuse(Review::status);
    place.want("db", PASSWORD);
    retryLater("db");
    assertThat(place.ready("db")).isEqualTo("none");

    refuse(_ -> false);
    Outcome _ = place.reconcile("db");
    assertThat(place.ready("db")).startsWith("True SecretSynced");
    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
  }

  @Test
  void withoutItsFinalizerNothingIsFetched() {
    place.store.put("db", value);
    place.want("db", DELETING);
    refuse(review -> review.type().equals(TYPE) && !review.status());

    retryLater("db");
    assertThat(place.store.calls()).isZero();
    assertThat(place.hasSecret("db")).isFalse();
  }

  @Test
  void theFinalizerStaysAsLongAsTheSecretCannotBeDeleted() {
    synced(DELETING);
    place.cluster.delete(TYPE, key("db"));
    refuse(review -> review.operation() == Operation.DELETE);

    retryLater("db");
    assertThat(place.externalSecret("db").at("/metadata/finalizers/0").asText())
        .isEqualTo(Owned.FINALIZER);
    assertThat(place.hasSecret("db")).isTrue();

    refuse(_ -> false);
    assertThat(place.reconcile("db")).isEqualTo(Outcome.done());
    assertThat(place.hasSecret("db")).isFalse();
    assertThat(place.cluster.find(TYPE, key("db"))).isEmpty();
  }

  @Test
  void theSecretOfSomeoneElseOutlivesTheExternalSecret() {
    synced(DELETING);
    place.cluster.delete(ResourceType.SECRET, key("db"));
    ObjectNode _ =
        place.cluster.createAs(
            "them",
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: db, namespace: ns}
            stringData: {theirs: keep}
            """);
    place.cluster.delete(TYPE, key("db"));

    assertThat(place.reconcile("db")).isEqualTo(Outcome.done());
    assertThat(place.values("db")).isEqualTo(Map.of("theirs", "keep"));
    assertThat(place.cluster.find(TYPE, key("db"))).isEmpty();
  }

  @Test
  void theRegionOfAStoreIsItsOwn() {
    place.store.put("us", "db", value);
    place.store.put(MemoryStore.REGION, "db", "other");
    ObjectNode _ =
        place.cluster.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: SecretStore
            metadata: {name: store, namespace: ns}
            spec: {provider: {memory: {region: us}}}
            """);
    place.want("db", PASSWORD);
    Outcome _ = place.reconcile("db");

    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
  }

  private static final String TWO =
      """
      data:
      - {secretKey: password, remoteRef: {key: db}}
      - {secretKey: token, remoteRef: {key: api}}
      """;

  @Test
  void aKeyThatCannotBeRefreshedKeepsItsLastValueAndTheOthersAreRefreshed() {
    place.store.put("api", value);
    synced(TWO);
    String refreshed = place.externalSecret("db").at("/status/refreshTime").asText();
    place.store.put("db", value + "2");
    place.store.put("api", value + "2");
    place.store.fail("api", StoreAnswer.Failure.denied("no"));
    place.cluster.advance(Duration.ofHours(1));
    Outcome _ = place.reconcile("db");

    assertThat(place.values("db")).isEqualTo(Map.of("password", value + "2", "token", value));
    assertThat(place.ready("db"))
        .startsWith("False SecretSyncedError: could not get secret data from provider")
        .endsWith("data keys that keep their last value, of " + refreshed + ": \"token\"");

    place.store.recover();
    place.cluster.advance(Duration.ofHours(1));
    Outcome _ = place.reconcile("db");
    assertThat(place.values("db")).containsEntry("token", value + "2");
    assertThat(place.ready("db")).startsWith("True SecretSynced");
  }

  @Test
  void theKeysOfOneRemoteSecretStayTogether() {
    place.store.put("app", Json.object().put("user", "one").put("password", value).toString());
    String both =
        """
        data:
        - {secretKey: user, remoteRef: {key: app, property: user}}
        - {secretKey: password, remoteRef: {key: app, property: password}}
        - {secretKey: other, remoteRef: {key: db}}
        """;
    synced(both);
    place.store.put("app", Json.object().put("user", "two").toString());
    place.store.put("db", value + "2");
    place.cluster.advance(Duration.ofHours(1));
    Outcome _ = place.reconcile("db");

    assertThat(place.values("db"))
        .isEqualTo(Map.of("user", "one", "password", value, "other", value + "2"));
    assertThat(place.ready("db")).startsWith("False SecretSyncedError");
  }

  @Test
  void aSecretIsNotCreatedWithoutAKeyUnlessTheKeyIsOptional() {
    place.store.put("db", value);
    ObjectNode _ = place.want("db", TWO);
    Outcome _ = place.reconcile("db");
    assertThat(place.hasSecret("db")).isFalse();

    ObjectNode _ =
        place.cluster.edit(
            InMemoryExternalSecrets.TYPE,
            key("db"),
            "metadata: {annotations: {sealer.dev/optional-keys: 'more, token'}}");
    Outcome _ = place.reconcile("db");
    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
    assertThat(place.ready("db")).startsWith("True SecretSynced");
  }
}
