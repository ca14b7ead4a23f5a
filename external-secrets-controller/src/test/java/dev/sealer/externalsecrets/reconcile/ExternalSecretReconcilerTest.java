package dev.sealer.externalsecrets.reconcile;

import static dev.sealer.externalsecrets.reconcile.InMemoryExternalSecrets.TYPE;
import static dev.sealer.externalsecrets.reconcile.InMemoryExternalSecrets.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.plan.Owned;
import dev.sealer.externalsecrets.plan.PeerHash;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.reconcile.Outcome;
import dev.sealer.secret.SecretBytes;
import dev.sealer.simulation.apiserver.StoredWrite;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One ExternalSecret on a cluster in memory, while all goes well. */
final class ExternalSecretReconcilerTest {

  private static final String PASSWORD = "data: [{secretKey: password, remoteRef: {key: db}}]\n";

  private final Canary canary = Canary.random();
  private final String value = canary.value();
  private final InMemoryExternalSecrets place = new InMemoryExternalSecrets();

  @AfterEach
  void nothingTellsAValue() {
    CanarySearch search = CanarySearch.of(canary);
    search.text("events", String.join("\n", place.cluster.events().lines()));
    place.cluster.server().list(TYPE, "").forEach(o -> search.text("object", o.toString()));
    place
        .cluster
        .metrics()
        .getMeters()
        .forEach(meter -> search.text("meter", meter.getId().toString()));
    search.assertNothingFound();
  }

  private void synced(String name, String spec) {
    place.want(name, spec);
    assertThat(place.reconcile(name)).isInstanceOf(Outcome.RequeueAfter.class);
    assertThat(place.ready(name)).isEqualTo("True SecretSynced: secret synced");
  }

  private List<StoredWrite> writesOf(Runnable work) {
    List<StoredWrite> writes = new ArrayList<>();
    place.cluster.server().listen(writes::add);
    work.run();
    return List.copyOf(writes);
  }

  @Test
  void makesTheSecretAndSaysSo() {
    place.store.put("db", value);
    ObjectNode wanted = place.want("db", PASSWORD);
    Outcome outcome = place.reconcile("db");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RequeueAfter.class,
            again -> assertThat(again.delay()).isBetween(Duration.ZERO, Duration.ofHours(1)));
    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
    JsonNode metadata = place.secret("db").path("metadata");
    assertThat(metadata.path("ownerReferences")).hasSize(1);
    assertThat(metadata.at("/ownerReferences/0/uid")).isEqualTo(wanted.at("/metadata/uid"));
    assertThat(metadata.at("/ownerReferences/0/controller").asBoolean()).isTrue();
    assertThat(metadata.path("labels").path("team").asText()).isEqualTo("a");
    assertThat(metadata.path("labels").path(Owned.MANAGED_LABEL).asText()).isEqualTo("true");
    assertThat(metadata.path("labels").path(Owned.CREATED_BY_LABEL).asText())
        .isEqualTo(PeerHash.ofOwner("ns", "db"));
    assertThat(metadata.path("annotations").path(Owned.DATA_HASH_ANNOTATION).asText())
        .isEqualTo(PeerHash.ofData(Map.of("password", SecretBytes.ofUtf8(value))));
    JsonNode status = place.externalSecret("db").path("status");
    assertThat(place.ready("db")).isEqualTo("True SecretSynced: secret synced");
    assertThat(status.at("/binding/name").asText()).isEqualTo("db");
    assertThat(status.path("syncedResourceVersion").asText()).startsWith("1-");
    assertThat(status.path("refreshTime").asText())
        .isEqualTo(place.cluster.time().instant().toString());
    assertThat(place.cluster.events().lines()).containsExactly("Normal db Created: secret created");
  }

  @Test
  void takesPropertiesAndWholeObjects() {
    String object = Json.object().put("user", "app").put("password", value).toString();
    place.store.put("app", object);
    synced(
        "db",
        """
        dataFrom: [{extract: {key: app}}]
        data: [{secretKey: login, remoteRef: {key: app, property: user}}]
        """);

    assertThat(place.values("db"))
        .isEqualTo(Map.of("user", "app", "password", value, "login", "app"));
  }

  @Test
  void leavesASettledSecretAlone() {
    place.store.put("db", value);
    synced("db", PASSWORD);
    int calls = place.store.calls();

    assertThat(writesOf(() -> place.reconcile("db"))).isEmpty();
    assertThat(place.store.calls()).isEqualTo(calls);
  }

  @Test
  void afterARestartASettledSecretIsNeitherFetchedNorWritten() {
    place.store.put("db", value);
    synced("db", PASSWORD);
    int calls = place.store.calls();
    place.restart();

    assertThat(writesOf(() -> place.reconcile("db"))).isEmpty();
    assertThat(place.store.calls()).isEqualTo(calls);
  }

  @Test
  void fetchesAgainWhenTheIntervalIsOver() {
    place.store.put("db", "before");
    synced("db", "refreshInterval: 10m\n" + PASSWORD);
    place.store.put("db", value);
    place.cluster.advance(Duration.ofMinutes(10));
    Outcome _ = place.reconcile("db");

    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
    assertThat(place.cluster.events().lines())
        .last()
        .isEqualTo("Normal db Updated: secret updated");
    assertThat(place.externalSecret("db").at("/status/refreshTime").asText())
        .isEqualTo(place.cluster.time().instant().toString());
  }

  @Test
  void followsAChangedSpecAndDropsWhatItNoLongerNames() {
    place.store.put("db", value);
    synced(
        "db",
        """
        data:
        - {secretKey: password, remoteRef: {key: db}}
        - {secretKey: second, remoteRef: {key: db}}
        """);
    synced("db", PASSWORD);

    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
    assertThat(place.externalSecret("db").at("/status/syncedResourceVersion").asText())
        .startsWith("2-");
  }

  @Test
  void putsBackWhatOthersChangedAndDeleted() {
    place.store.put("db", value);
    synced("db", PASSWORD);
    ObjectNode _ =
        place.cluster.edit(
            ResourceType.SECRET, key("db"), "stringData: {password: other, foreign: x}");
    Outcome _ = place.reconcile("db");
    assertThat(place.values("db")).isEqualTo(Map.of("password", value));

    place.cluster.delete(ResourceType.SECRET, key("db"));
    Outcome _ = place.reconcile("db");
    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
  }

  @Test
  void createdOnceIsNeverFetchedAgain() {
    place.store.put("db", value);
    String spec = "refreshPolicy: CreatedOnce\n" + PASSWORD;
    place.want("db", spec);
    assertThat(place.reconcile("db")).isEqualTo(Outcome.done());
    place.store.put("db", "later");
    place.cluster.advance(Duration.ofDays(2));
    place.want("db", spec + "target: {template: {metadata: {labels: {more: x}}}}\n");

    assertThat(place.reconcile("db")).isEqualTo(Outcome.done());
    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
  }

  @Test
  void onChangeIsFetchedOnlyWhenTheObjectChanges() {
    place.store.put("db", "before");
    place.want("db", "refreshPolicy: OnChange\n" + PASSWORD);
    Outcome _ = place.reconcile("db");
    place.store.put("db", value);
    place.cluster.advance(Duration.ofDays(2));
    assertThat(place.reconcile("db")).isEqualTo(Outcome.done());
    assertThat(place.values("db")).isEqualTo(Map.of("password", "before"));

    ObjectNode _ = place.cluster.edit(TYPE, key("db"), "metadata: {annotations: {again: please}}");
    Outcome _ = place.reconcile("db");
    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
  }

  @Test
  void anOrphanHasNoOwner() {
    place.store.put("db", value);
    synced("db", "target: {creationPolicy: Orphan}\n" + PASSWORD);

    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
    assertThat(place.secret("db").path("metadata").has("ownerReferences")).isFalse();
  }

  @Test
  void mergeWaitsForTheSecretWithoutAskingTheStoreAndKeepsForeignKeys() {
    place.store.put("db", value);
    String merging = "target: {name: shared, creationPolicy: Merge}\n";
    place.want("db", merging + PASSWORD);
    Outcome _ = place.reconcile("db");
    assertThat(place.ready("db")).startsWith("True SecretMissing: ");
    assertThat(place.store.calls()).isZero();

    ObjectNode _ =
        place.cluster.createAs(
            "them",
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: shared, namespace: ns}
            stringData: {theirs: keep}
            """);
    Outcome _ = place.reconcile("db");
    assertThat(place.values("shared")).isEqualTo(Map.of("theirs", "keep", "password", value));
    assertThat(place.secret("shared").path("metadata").has("ownerReferences")).isFalse();

    place.want("db", merging + "data: [{secretKey: other, remoteRef: {key: db}}]\n");
    Outcome _ = place.reconcile("db");
    assertThat(place.values("shared")).isEqualTo(Map.of("theirs", "keep", "other", value));
  }

  @Test
  void createOrMergeCreatesAndKeepsWhatOthersAdd() {
    place.store.put("db", value);
    synced("db", "target: {creationPolicy: CreateOrMerge}\n" + PASSWORD);
    ObjectNode _ = place.cluster.edit(ResourceType.SECRET, key("db"), "stringData: {theirs: keep}");
    Outcome _ = place.reconcile("db");

    assertThat(place.values("db")).isEqualTo(Map.of("theirs", "keep", "password", value));
  }

  @Test
  void creationPolicyNoneWritesNothing() {
    place.store.put("db", value);
    place.want("db", "target: {creationPolicy: None}\n" + PASSWORD);
    Outcome _ = place.reconcile("db");

    assertThat(place.hasSecret("db")).isFalse();
    assertThat(place.ready("db")).startsWith("True SecretSynced");
  }

  @Test
  void theTemplateGivesTypeLabelsAndDataAndItsSourceIsFollowed() {
    place.store.put("db", value);
    String texts =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: texts, namespace: ns}
        data: {url: "postgres://u:{{ .password }}@one"}
        """;
    ObjectNode _ = place.cluster.apply(texts);
    synced(
        "db",
        """
        target:
          template:
            type: example.com/db
            metadata: {labels: {tier: db}}
            data: {length: "{{ .password | len }}"}
            templateFrom: [{configMap: {name: texts, items: [{key: url}]}}]
        """
            + PASSWORD);
    String length = String.valueOf(value.length());
    assertThat(place.values("db"))
        .isEqualTo(Map.of("url", "postgres://u:" + value + "@one", "length", length));
    assertThat(place.secret("db").path("type").asText()).isEqualTo("example.com/db");
    assertThat(place.secret("db").at("/metadata/labels/tier").asText()).isEqualTo("db");

    ObjectNode _ = place.cluster.apply(texts.replace("@one", "@two"));
    Outcome _ = place.reconcile("db");
    assertThat(place.values("db")).containsEntry("url", "postgres://u:" + value + "@two");
  }

  @Test
  void aSecretOfTheFormerNameGoes() {
    place.store.put("db", value);
    synced("db", PASSWORD);
    synced("db", "target: {name: renamed}\n" + PASSWORD);

    assertThat(place.values("renamed")).isEqualTo(Map.of("password", value));
    assertThat(place.hasSecret("db")).isFalse();
  }

  @Test
  void aKeyThatTwoWriteStaysWhenOneGivesItUp() {
    place.store.put("db", value);
    ObjectNode _ =
        place.cluster.createAs(
            "them",
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: shared, namespace: ns}
            stringData: {theirs: keep}
            """);
    String both =
        """
        target: {name: shared, creationPolicy: Merge}
        data:
        - {secretKey: password, remoteRef: {key: db}}
        - {secretKey: %s, remoteRef: {key: db}}
        """;
    synced("one", both.formatted("one"));
    synced("two", both.formatted("two"));
    synced("one", both.formatted("one").replaceAll("- \\{secretKey: password.*\n", ""));

    assertThat(place.values("shared")).containsOnlyKeys("theirs", "password", "one", "two");
  }

  @Test
  void theFirstOfTwoThatWantDifferentValuesKeepsTheKey() {
    place.store.put("first", value);
    place.store.put("second", canary.value() + "2");
    ObjectNode _ =
        place.cluster.createAs(
            "them", "{apiVersion: v1, kind: Secret, metadata: {name: shared, namespace: ns}}");
    String merging =
        """
        target: {name: shared, creationPolicy: Merge}
        data: [{secretKey: password, remoteRef: {key: %s}}]
        """;
    synced("one", merging.formatted("first"));
    ObjectNode _ = place.want("two", merging.formatted("second"));
    Outcome _ = place.reconcile("two");

    assertThat(place.ready("two"))
        .startsWith("False SecretSyncedError: could not update secret")
        .contains("ExternalSecret \"one\"", "data key \"password\"");
    assertThat(place.values("shared")).containsEntry("password", value);
    place.cluster.advance(Duration.ofHours(1));
    synced("one", merging.formatted("first"));
    assertThat(place.values("shared")).containsEntry("password", value);
  }

  @Test
  void aValueThatTwoShareIsRotatedByEither() {
    place.store.put("db", value);
    ObjectNode _ =
        place.cluster.createAs(
            "them", "{apiVersion: v1, kind: Secret, metadata: {name: shared, namespace: ns}}");
    String merging =
        """
        target: {name: shared, creationPolicy: Merge}
        data: [{secretKey: password, remoteRef: {key: db}}]
        """;
    synced("one", merging);
    synced("two", merging);
    String rotated = canary.value() + "2";
    place.store.put("db", rotated);
    place.cluster.advance(Duration.ofHours(2));

    Outcome _ = place.reconcile("one");
    Outcome _ = place.reconcile("two");
    assertThat(place.ready("one")).startsWith("True");
    assertThat(place.ready("two")).startsWith("True");
    assertThat(place.values("shared")).containsEntry("password", rotated);
  }

  @Test
  void aFailureThatIsOverDoesNotStayInTheStatus() {
    place.store.put("db", value);
    synced("db", PASSWORD);
    String data = place.secret("db").at("/data/password").asText();
    ObjectNode _ =
        place.cluster.edit(ResourceType.SECRET, key("db"), "stringData: {password: drift}");
    place.store.fail("db", StoreAnswer.Failure.unavailable("refused"));
    place.cluster.advance(Duration.ofMinutes(2));
    Outcome _ = place.reconcile("db");
    assertThat(place.ready("db")).startsWith("False");

    ObjectNode _ =
        place.cluster.edit(ResourceType.SECRET, key("db"), "data: {password: " + data + "}");
    place.cluster.advance(Duration.ofSeconds(2));
    Outcome _ = place.reconcile("db");
    assertThat(place.ready("db")).isEqualTo("True SecretSynced: secret synced");
  }

  @Test
  void theTimeOfARefreshAloneIsNotWrittenEachMinute() {
    place.store.put("db", value);
    synced("db", "refreshInterval: 1m\n" + PASSWORD);
    String first = place.externalSecret("db").at("/status/refreshTime").asText();
    int calls = place.store.calls();
    for (int minute = 1; minute < 10; minute++) {
      place.cluster.advance(Duration.ofMinutes(1));
      Outcome _ = place.reconcile("db");
    }
    assertThat(place.store.calls()).isEqualTo(calls + 9);
    assertThat(place.externalSecret("db").at("/status/refreshTime").asText()).isEqualTo(first);

    place.cluster.advance(Duration.ofMinutes(1));
    Outcome _ = place.reconcile("db");
    assertThat(place.externalSecret("db").at("/status/refreshTime").asText())
        .isEqualTo(place.cluster.time().instant().toString());
  }

  @Test
  void aRepairTakesTheValueThatIsKept() {
    place.store.put("db", value);
    synced("db", PASSWORD);
    int calls = place.store.calls();
    for (int i = 0; i < 10; i++) {
      ObjectNode _ =
          place.cluster.edit(
              ResourceType.SECRET, key("db"), "stringData: {password: d%d}".formatted(i));
      Outcome _ = place.reconcile("db");
    }

    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
    assertThat(place.store.calls()).isEqualTo(calls);
  }

  @Test
  void deletingTheExternalSecretDeletesItsSecretBeforeTheFinalizerGoes() {
    place.store.put("db", value);
    synced("db", "target: {deletionPolicy: Delete}\n" + PASSWORD);
    assertThat(place.externalSecret("db").at("/metadata/finalizers/0").asText())
        .isEqualTo(Owned.FINALIZER);
    place.cluster.delete(TYPE, key("db"));
    assertThat(place.cluster.find(TYPE, key("db"))).isPresent();

    List<StoredWrite> writes = writesOf(() -> place.reconcile("db"));

    assertThat(writes.stream().map(w -> w.verb() + " " + w.type().kind()))
        .containsExactly("DELETED Secret", "DELETED ExternalSecret");
  }

  @Test
  void withoutAFinalizerTheSecretIsLeftToTheCollector() {
    place.store.put("db", value);
    synced("db", PASSWORD);
    assertThat(place.externalSecret("db").path("metadata").has("finalizers")).isFalse();
    place.cluster.delete(TYPE, key("db"));

    assertThat(place.reconcile("db")).isEqualTo(Outcome.done());
    assertThat(place.hasSecret("db")).isTrue();
    assertThat(place.cluster.server().collect()).isEqualTo(1);
    assertThat(place.hasSecret("db")).isFalse();
  }

  @Test
  void theFinalizerGoesWithThePolicy() {
    place.store.put("db", value);
    synced("db", "target: {deletionPolicy: Delete}\n" + PASSWORD);
    synced("db", PASSWORD);

    assertThat(place.externalSecret("db").path("metadata").has("finalizers")).isFalse();
  }

  @Test
  void whatIsNotThereIsDone() {
    assertThat(place.reconcile("none")).isEqualTo(Outcome.done());
  }

  @Test
  void theObjectOfAnotherControllerIsLeftAlone() {
    ObjectNode _ =
        place.cluster.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: SecretStore
            metadata: {name: theirs, namespace: ns}
            spec: {controller: eso, provider: {memory: {}}}
            """);
    place.store.put("db", value);
    place.wantOf("theirs", "db", PASSWORD);

    assertThat(writesOf(() -> place.reconcile("db"))).isEmpty();
    assertThat(place.ready("db")).isEqualTo("none");
  }
}
