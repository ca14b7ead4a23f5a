package dev.sealer.externalsecrets.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.kube.reconcile.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** ExternalSecrets that take all secrets that a search finds. */
final class FoundSecretsTest {
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final String FIND = "dataFrom: [{find: {path: team/, name: {regexp: '^team/db-'}}";
  private static final String WITHOUT_PATH =
      FIND + ", rewrite: [{regexp: {source: '^team/(.*)$', target: '$1'}}]}]\n";

  private final String value = UUID.randomUUID().toString();
  private final InMemoryExternalSecrets place = new InMemoryExternalSecrets();

  private void put(String... keys) {
    for (String key : keys) {
      place.store.put(key, value + key);
    }
  }

  private Outcome reconcile() {
    Outcome last = place.reconcile("db");
    // The search is answered first, then what it found.
    return last.equals(Outcome.requeueAfter(Duration.ofSeconds(60))) ? place.reconcile("db") : last;
  }

  private void synced(String spec) {
    place.want("db", spec);
    assertThat(reconcile()).isInstanceOf(Outcome.RequeueAfter.class);
    assertThat(place.ready("db")).startsWith("True");
  }

  private void refresh() {
    place.cluster.advance(INTERVAL);
    Outcome _ = reconcile();
  }

  @Test
  void takesAllThatMatchAndNothingElse() {
    put("team/db-a", "team/db-b", "team/api", "other/db-c");
    synced(FIND + "}]\n");

    assertThat(place.values("db"))
        .isEqualTo(Map.of("team_db-a", value + "team/db-a", "team_db-b", value + "team/db-b"));
    assertThat(place.externalSecret("db").at("/status/sources/0/key").asText())
        .isEqualTo("team//^team/db-/");
  }

  @Test
  void rewritesKeysAsGoDoes() {
    put("team/db-a");
    synced(WITHOUT_PATH);

    assertThat(place.values("db")).isEqualTo(Map.of("db-a", value + "team/db-a"));
  }

  @Test
  void aNewSecretAppearsAndAChangedOneIsWritten() {
    put("team/db-a");
    synced(WITHOUT_PATH);
    place.store.put("team/db-a", "changed");
    put("team/db-b");
    refresh();

    assertThat(place.values("db"))
        .isEqualTo(Map.of("db-a", "changed", "db-b", value + "team/db-b"));
  }

  @Test
  void nothingIsReadOrWrittenWhenNothingHasChanged() {
    put("team/db-a", "team/db-b");
    synced(WITHOUT_PATH);
    place.calls();
    refresh();

    assertThat(place.calls()).allMatch(call -> call.endsWith("/status"));
  }

  @Test
  void aSecretThatIsNoLongerFoundStaysUntilASecondRefreshAgrees() {
    put("team/db-a", "team/db-b");
    synced(WITHOUT_PATH);
    place.store.remove("team/db-a");
    refresh();
    assertThat(place.values("db")).containsOnlyKeys("db-a", "db-b");

    refresh();
    assertThat(place.values("db")).containsOnlyKeys("db-b");
  }

  @Test
  void aSearchThatFindsNothingTakesNothingAway() {
    put("team/db-a");
    synced(WITHOUT_PATH + "target: {deletionPolicy: Delete}\n");
    place.store.remove("team/db-a");
    for (int i = 0; i < 3; i++) {
      refresh();
      assertThat(place.values("db")).containsOnlyKeys("db-a");
    }
  }

  @Test
  void aFoundSecretThatCannotBeReadKeepsAllValues() {
    put("team/db-a", "team/db-b");
    synced(WITHOUT_PATH);
    place.store.put("team/db-a", "changed");
    place.store.fail("team/db-b", StoreAnswer.Failure.denied("access denied"));
    refresh();

    assertThat(place.values("db"))
        .isEqualTo(Map.of("db-a", value + "team/db-a", "db-b", value + "team/db-b"));
    assertThat(place.ready("db")).startsWith("False").contains("\"team/db-b\": access denied");
  }

  @Test
  void twoSecretsThatGetOneKeyAreRefused() {
    put("team/db-a", "team/db-b");
    place.want("db", FIND + ", rewrite: [{transform: {template: '{{ .value | trunc 7 }}'}}]}]\n");
    Outcome _ = reconcile();

    assertThat(place.hasSecret("db")).isFalse();
    assertThat(place.ready("db")).contains("two keys become \"team/db\"");
  }

  @Test
  void aForcedSyncSearchesAgain() {
    put("team/db-a");
    synced(WITHOUT_PATH);
    put("team/db-b");
    place.cluster.edit(
        InMemoryExternalSecrets.TYPE,
        InMemoryExternalSecrets.key("db"),
        "metadata: {annotations: {force-sync: now}}");
    Outcome _ = reconcile();

    assertThat(place.values("db")).containsOnlyKeys("db-a", "db-b");
  }
}
