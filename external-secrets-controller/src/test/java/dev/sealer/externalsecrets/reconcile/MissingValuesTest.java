package dev.sealer.externalsecrets.reconcile;

import static dev.sealer.externalsecrets.reconcile.InMemoryExternalSecrets.TYPE;
import static dev.sealer.externalsecrets.reconcile.InMemoryExternalSecrets.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.deletion.LossLedger;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which values are removed because the provider says that they do not exist. */
final class MissingValuesTest {
  private static final String PASSWORD = "data: [{secretKey: password, remoteRef: {key: db}}]\n";
  private static final String DELETING = "target: {deletionPolicy: Delete}\n" + PASSWORD;
  private static final Duration INTERVAL = Duration.ofHours(1);

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

  private void synced(String name, String spec) {
    place.want(name, spec);
    Outcome _ = place.reconcile(name);
    assertThat(place.ready(name)).startsWith("True SecretSynced");
  }

  private void refreshAfter(Duration time) {
    place.cluster.advance(time);
    Outcome _ = place.reconcile("db");
  }

  private JsonNode source() {
    return place.externalSecret("db").at("/status/sources/0");
  }

  @Test
  void theStatusNamesWhatTheSecretIsMadeOf() {
    place.store.put("app", Json.object().put("user", "app").put("pin", value).toString());
    synced("db", "dataFrom: [{extract: {key: app}}]\n");

    assertThat(source().path("store").asText()).isEqualTo("SecretStore/store");
    assertThat(source().path("key").asText()).isEqualTo("app");
    assertThat(source().path("keys").toString()).isEqualTo("[\"pin\",\"user\"]");
    assertThat(source().has("missingSince")).isFalse();
  }

  @Test
  void aSourceThatFailsNamesTheTimeOfItsLastValue() {
    place.store.put("db", value);
    synced("db", DELETING);
    String refreshed = place.externalSecret("db").at("/status/refreshTime").asText();
    assertThat(source().has("lastGood")).isFalse();

    place.store.fail("db", StoreAnswer.Failure.unavailable("refused"));
    refreshAfter(INTERVAL);
    refreshAfter(INTERVAL);
    assertThat(source().path("lastGood").asText()).isEqualTo(refreshed);
    assertThat(place.externalSecret("db").at("/status").has("nextRefresh")).isFalse();

    place.store.recover();
    refreshAfter(INTERVAL);
    assertThat(source().has("lastGood")).isFalse();
  }

  @Test
  void aKeyThatAnExtractedObjectDroppedKeepsItsValueUntilThatIsConfirmed() {
    String other = canary.value() + "2";
    place.store.put("app", Json.object().put("user", "app").put("pin", value).toString());
    synced("db", "dataFrom: [{extract: {key: app}}]\n");
    place.store.put("app", Json.object().put("user", other).toString());

    refreshAfter(INTERVAL);
    assertThat(place.values("db")).isEqualTo(Map.of("user", other, "pin", value));
    assertThat(place.ready("db")).startsWith("True SecretSynced");
    assertThat(place.externalSecret("db").at("/status/sources/1/property").asText())
        .isEqualTo("pin");

    refreshAfter(INTERVAL);
    assertThat(place.values("db")).isEqualTo(Map.of("user", other));
  }

  @Test
  void whenManyObjectsDropKeysAtOnceNothingIsRemoved() {
    for (int i = 0; i < 10; i++) {
      place.store.put("app" + i, Json.object().put("user", "app").put("pin", value).toString());
      synced("e" + i, "dataFrom: [{extract: {key: app%d}}]\n".formatted(i));
    }
    for (int i = 0; i < 10; i++) {
      place.store.put("app" + i, Json.object().put("user", "app").toString());
    }
    for (int round = 0; round < 2; round++) {
      place.cluster.advance(INTERVAL);
      for (int i = 0; i < 10; i++) {
        Outcome _ = place.reconcile("e" + i);
      }
    }
    for (int i = 0; i < 10; i++) {
      assertThat(place.values("e" + i)).containsEntry("pin", value);
      assertThat(place.ready("e" + i)).startsWith("False DeletionsHeld");
    }
  }

  @Test
  void aSecretIsDeletedOnceTwoRefreshesAnIntervalApartFoundNothing() {
    place.store.put("db", value);
    synced("db", DELETING);
    place.store.remove("db");

    refreshAfter(INTERVAL);
    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
    assertThat(place.ready("db"))
        .startsWith("False SecretSyncedError")
        .endsWith(
            "the secret does not exist; the Secret stays as it is until another refresh confirms"
                + " that");
    assertThat(source().path("missingSince").asText())
        .isEqualTo(place.cluster.time().instant().toString());

    refreshAfter(INTERVAL);
    assertThat(place.hasSecret("db")).isFalse();
    assertThat(place.ready("db")).startsWith("True SecretDeleted: ");
    assertThat(place.cluster.events().lines())
        .contains("Normal db Deleted: secret deleted due to DeletionPolicy")
        .last()
        .asString()
        .startsWith("Normal db MissingProviderSecret: ");
  }

  @Test
  void aShortIntervalDoesNotShortenTheMinute() {
    place.store.put("db", value);
    synced("db", "refreshInterval: 1s\n" + DELETING);
    place.store.remove("db");

    for (int second = 0; second < 60; second++) {
      refreshAfter(Duration.ofSeconds(1));
      assertThat(place.hasSecret("db")).isTrue();
    }
    refreshAfter(Duration.ofSeconds(1));
    assertThat(place.hasSecret("db")).isFalse();
  }

  @Test
  void aValueThatComesBackStartsTheTimeAgain() {
    place.store.put("db", value);
    synced("db", DELETING);
    place.store.remove("db");
    refreshAfter(INTERVAL);
    place.store.put("db", value);
    refreshAfter(INTERVAL);
    assertThat(place.ready("db")).startsWith("True SecretSynced");
    assertThat(source().has("missingSince")).isFalse();
    place.store.remove("db");
    refreshAfter(INTERVAL);

    assertThat(place.hasSecret("db")).isTrue();
  }

  @Test
  void aFailureBetweenTheTwoConfirmsNothing() {
    place.store.put("db", value);
    synced("db", DELETING);
    place.store.remove("db");
    refreshAfter(INTERVAL);
    place.store.fail("db", StoreAnswer.Failure.unavailable("refused"));
    refreshAfter(INTERVAL);
    assertThat(place.hasSecret("db")).isTrue();
    assertThat(source().has("missingSince")).isTrue();

    place.store.recover();
    refreshAfter(INTERVAL);
    assertThat(place.hasSecret("db")).isFalse();
  }

  @Test
  void theTimeGoesOnWithANewLeaderWhichMustSeeItForAMinuteItself() {
    place.store.put("db", value);
    synced("db", DELETING);
    place.store.remove("db");
    refreshAfter(INTERVAL);

    place.restart();
    refreshAfter(INTERVAL);
    assertThat(place.hasSecret("db")).isTrue();

    refreshAfter(Duration.ofSeconds(60));
    assertThat(place.hasSecret("db")).isFalse();
  }

  @Test
  void anEditOfTheStoreDeletesNothingUntilTheNewPlaceWasAskedTwice() {
    place.store.put("db", value);
    synced("db", DELETING);
    place.store.remove("db");
    refreshAfter(INTERVAL);
    place.editStore("spec: {provider: {memory: {region: us}}}");

    refreshAfter(INTERVAL);
    assertThat(place.hasSecret("db")).isTrue();
    assertThat(source().path("missingSince").asText())
        .isEqualTo(place.cluster.time().instant().toString());

    refreshAfter(INTERVAL);
    assertThat(place.hasSecret("db")).isFalse();
  }

  @Test
  void withDeletionPolicyMergeTheMissingKeyGoesAlone() {
    place.store.put("db", value);
    place.store.put("second", value);
    synced(
        "db",
        """
        target: {deletionPolicy: Merge}
        data:
        - {secretKey: password, remoteRef: {key: db}}
        - {secretKey: second, remoteRef: {key: second}}
        """);
    place.store.remove("second");
    refreshAfter(INTERVAL);
    assertThat(place.values("db")).containsOnlyKeys("password", "second");

    refreshAfter(INTERVAL);
    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
    assertThat(place.externalSecret("db").at("/status/sources/1/removedAt").asText())
        .isEqualTo(place.cluster.time().instant().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refreshInterval: '0'\n",
        "refreshPolicy: OnChange\n",
        "refreshPolicy: CreatedOnce\n"
      })
  void withoutAnIntervalNothingIsEverDeleted(String refresh) {
    place.store.put("db", value);
    synced("db", refresh + DELETING);
    place.store.remove("db");
    for (int i = 0; i < 5; i++) {
      // Someone deletes a key, which makes a refresh due under each policy.
      ObjectNode _ =
          place.cluster.edit(
              ResourceType.SECRET, key("db"), "stringData: {drift: '%d'}".formatted(i));
      refreshAfter(INTERVAL);
    }

    assertThat(place.hasSecret("db")).isTrue();
    assertThat(place.ready("db")).contains("there is no refreshInterval to confirm that");
  }

  private void crowd(int size) {
    IntStream.range(0, size)
        .forEach(i -> {
          place.store.put("r" + i, value);
          synced(
              "e" + i,
              "target: {deletionPolicy: Delete}\n"
                  + "data: [{secretKey: password, remoteRef: {key: r%d}}]\n".formatted(i));
        });
  }

  private void refreshAll(int size) {
    place.cluster.advance(INTERVAL);
    IntStream.range(0, size).forEach(i -> place.reconcile("e" + i));
  }

  private long left(int size) {
    return IntStream.range(0, size).filter(i -> place.hasSecret("e" + i)).count();
  }

  @Test
  void whenTooMuchOfAStoreIsMissingNothingIsDeletedUntilAPersonSaysSo() {
    crowd(30);
    IntStream.range(0, 10).forEach(i -> place.store.remove("r" + i));
    refreshAll(30);
    refreshAll(30);

    assertThat(left(30)).isEqualTo(30);
    assertThat(place.ready("e0"))
        .isEqualTo(
            "False DeletionsHeld: too many values of SecretStore \"store\" are missing at once, so"
                + " none is removed; see the condition DeletionsHeld of the store");
    assertThat(place.ready("e20")).startsWith("True");
    assertThat(place.tally(LossLedger.Hold.NONE)).isEqualTo(new LossLedger.Tally(10, 0, 30, true));

    Instant now = place.cluster.time().instant();
    place.editStore("metadata: {annotations: {sealer.dev/release-deletions: '%s'}}".formatted(now));
    IntStream.range(0, 30).forEach(i -> place.reconcile("e" + i));
    assertThat(left(30)).isEqualTo(20);
  }

  @Test
  void aReleaseLetsOnlyGoWhatWasMissingByThen() {
    crowd(30);
    Instant before = place.cluster.time().instant();
    IntStream.range(0, 10).forEach(i -> place.store.remove("r" + i));
    refreshAll(30);
    place.editStore(
        "metadata: {annotations: {sealer.dev/release-deletions: '%s'}}".formatted(before));
    refreshAll(30);
    place.editStore(
        "metadata: {annotations: {sealer.dev/release-deletions: '2999-01-01T00:00:00Z'}}");
    refreshAll(30);

    assertThat(left(30)).isEqualTo(30);
  }

  @Test
  void fewMissingValuesAreDeletedAlsoOfALargeStore() {
    crowd(30);
    IntStream.range(0, 9).forEach(i -> place.store.remove("r" + i));
    refreshAll(30);
    refreshAll(30);

    assertThat(left(30)).isEqualTo(21);
  }

  @Test
  void aNewLeaderHoldsTheSameDeletions() {
    crowd(12);
    IntStream.range(0, 12).forEach(i -> place.store.remove("r" + i));
    refreshAll(12);
    place.restart();
    refreshAll(12);
    refreshAll(12);

    assertThat(left(12)).isEqualTo(12);
  }
}
