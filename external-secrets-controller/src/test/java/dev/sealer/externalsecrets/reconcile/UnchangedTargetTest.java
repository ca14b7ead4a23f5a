package dev.sealer.externalsecrets.reconcile;

import static dev.sealer.externalsecrets.reconcile.InMemoryExternalSecrets.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.reconcile.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The calls to the API server that a refresh makes, and those that it does without. */
final class UnchangedTargetTest {
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final String PASSWORD = "data: [{secretKey: password, remoteRef: {key: db}}]\n";
  private static final String STATUS =
      "PATCH /apis/external-secrets.io/v1/namespaces/ns/externalsecrets/db/status";
  private static final String SECRET = "/api/v1/namespaces/ns/secrets/db";

  private final String value = UUID.randomUUID().toString();
  private final InMemoryExternalSecrets place = new InMemoryExternalSecrets();

  private void synced(String spec) {
    place.store.put("db", value);
    place.want("db", spec);
    assertThat(place.reconcile("db")).isInstanceOf(Outcome.RequeueAfter.class);
    assertThat(place.ready("db")).startsWith("True");
  }

  private Outcome refresh() {
    place.calls();
    place.cluster.advance(INTERVAL);
    return place.reconcile("db");
  }

  @Test
  void aNewSecretIsCreatedWithoutARead() {
    synced(PASSWORD);

    assertThat(place.calls()).containsExactly("PATCH " + SECRET, STATUS);
  }

  @Test
  void aSecretThatSomebodyMakesInThatMomentIsReadAndKeepsItsOwner() {
    place.store.put("db", value);
    place.want("db", PASSWORD);
    place.beforeWriting(() -> {
      ObjectNode owner =
          place.cluster.apply(
              "{apiVersion: v1, kind: ConfigMap, metadata: {name: owner, namespace: ns}}");
      ObjectNode _ =
          place.cluster.apply(
              """
              apiVersion: v1
              kind: Secret
              metadata:
                name: db
                namespace: ns
                ownerReferences:
                - {apiVersion: v1, kind: ConfigMap, name: owner, uid: %s, controller: true}
              stringData: {theirs: keep}
              """
                  .formatted(owner.path("metadata").path("uid").asText()));
    });

    assertThat(place.reconcile("db")).isInstanceOf(Outcome.RequeueAfter.class);
    Outcome _ = place.reconcile("db");
    assertThat(place.values("db")).isEqualTo(Map.of("theirs", "keep"));
    assertThat(place.ready("db")).startsWith("False").contains("ConfigMap \"owner\" controls it");
  }

  @Test
  void aRefreshThatChangesNothingReadsNothingAndWritesTheTime() {
    synced(PASSWORD);
    int before = place.store.calls();

    assertThat(refresh()).isInstanceOf(Outcome.RequeueAfter.class);
    assertThat(place.calls()).containsExactly(STATUS);
    assertThat(place.store.calls()).isEqualTo(before + 1);
  }

  @Test
  void theTimeAloneIsNotWrittenEachMinute() {
    synced("refreshInterval: 1m\n" + PASSWORD);
    for (int minute = 0; minute < 9; minute++) {
      place.calls();
      place.cluster.advance(Duration.ofMinutes(1));
      Outcome _ = place.reconcile("db");
      assertThat(place.calls()).isEmpty();
    }
  }

  @Test
  void aTemplateIsRenderedAndComparedToo() {
    synced(PASSWORD + "target: {template: {data: {login: 'user={{ .password }}'}}}\n");

    Outcome _ = refresh();
    assertThat(place.calls()).containsExactly(STATUS);
    place.store.put("db", "other");
    Outcome _ = refresh();
    assertThat(place.values("db")).isEqualTo(Map.of("login", "user=other"));
  }

  @Test
  void whatATemplateMadeAtRandomStaysWithoutARead() {
    synced(PASSWORD + "target: {template: {data: {login: '{{ randAlphaNum 16 }}'}}}\n");
    Map<String, String> made = place.values("db");

    Outcome _ = refresh();
    assertThat(place.calls()).containsExactly(STATUS);
    assertThat(place.values("db")).isEqualTo(made);
  }

  @Test
  void aChangedValueIsWritten() {
    synced(PASSWORD);
    place.store.put("db", "other");

    Outcome _ = refresh();
    assertThat(place.values("db")).isEqualTo(Map.of("password", "other"));
  }

  @Test
  void aSecretThatSomebodyChangedIsRepaired() {
    synced(PASSWORD);
    ObjectNode _ =
        place.cluster.edit(ResourceType.SECRET, key("db"), "stringData: {password: drift}");

    Outcome _ = refresh();
    assertThat(place.values("db")).isEqualTo(Map.of("password", value));
  }

  @Test
  void aNewLeaderReadsTheSecretOnceAndThenNoMore() {
    synced(PASSWORD);
    place.restart();

    Outcome _ = refresh();
    assertThat(place.calls()).contains("GET " + SECRET);
    Outcome _ = refresh();
    assertThat(place.calls()).containsExactly(STATUS);
  }

  @Test
  void aStatusThatCannotBeWrittenCostsNoFurtherCallToTheStore() {
    synced(PASSWORD);
    place.want("db", "data: [{secretKey: other, remoteRef: {key: db}}]\n");
    place.refuseStatus(true);
    assertThat(place.reconcile("db")).isInstanceOf(Outcome.Retry.class);
    int calls = place.store.calls();

    for (int i = 0; i < 5; i++) {
      // Not a wait for the store, which would start the delays between tries again.
      assertThat(place.reconcile("db")).isInstanceOf(Outcome.Retry.class);
    }
    assertThat(place.store.calls()).isEqualTo(calls);
    place.refuseStatus(false);
    assertThat(place.reconcile("db")).isInstanceOf(Outcome.RequeueAfter.class);
    assertThat(place.values("db")).isEqualTo(Map.of("other", value));
  }
}
