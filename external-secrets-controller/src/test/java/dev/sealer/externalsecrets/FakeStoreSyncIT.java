package dev.sealer.externalsecrets;

import static dev.sealer.externalsecrets.ControllerHarness.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.externalsecrets.plan.Owned;
import dev.sealer.externalsecrets.plan.PeerHash;
import dev.sealer.secret.SecretBytes;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ExternalSecrets on a real API server, with values that stand in the store object. */
@KubernetesCluster
class FakeStoreSyncIT {

  private static final String STORE =
      """
      apiVersion: external-secrets.io/v1
      kind: SecretStore
      metadata: {name: fake, namespace: NS}
      spec:
        provider:
          fake:
            data:
            - {key: /db, value: '{"user":"app","password":"canary-fake-1","port":5432}'}
            - {key: /plain, value: canary-fake-2}
      """;
  private static final String DB =
      """
      apiVersion: external-secrets.io/v1
      kind: ExternalSecret
      metadata: {name: db, namespace: NS, labels: {team: a}}
      spec:
        secretStoreRef: {name: fake}
        data:
        - secretKey: password
          remoteRef: {key: /db, property: password}
        - secretKey: plain
          remoteRef: {key: /plain}
      """;

  private ControllerHarness it;

  @BeforeEach
  void start(KubernetesClient client, @FreshNamespace String namespace) {
    it = new ControllerHarness(client, namespace, Optional.empty());
  }

  @AfterEach
  void stopAndSearchForCanaries() {
    String told = it.everythingTold();
    it.close();
    assertThat(told)
        .doesNotContain("canary-")
        .doesNotContain(Base64.getEncoder().encodeToString(bytes("canary-fake-1")))
        .doesNotContain(Base64.getEncoder().encodeToString(bytes("canary-fake-2")));
  }

  @Test
  void makesTheSecretItWasAskedFor() {
    it.apply(STORE + "---\n" + DB);
    it.untilReady("db");

    Secret secret = it.secret("db").orElseThrow();
    assertThat(it.data("db"))
        .containsOnly(Map.entry("password", "canary-fake-1"), Map.entry("plain", "canary-fake-2"));
    JsonNode object = it.object("ExternalSecret", "db");
    assertThat(secret.getType()).isEqualTo("Opaque");
    assertThat(secret.getMetadata().getLabels())
        .containsEntry(Owned.MANAGED_LABEL, "true")
        .containsEntry(Owned.CREATED_BY_LABEL, PeerHash.ofOwner(it.namespace, "db"))
        .containsEntry("team", "a");
    assertThat(secret.getMetadata().getAnnotations())
        .containsEntry(
            Owned.DATA_HASH_ANNOTATION,
            PeerHash.ofData(
                Map.of(
                    "password", SecretBytes.ofUtf8("canary-fake-1"),
                    "plain", SecretBytes.ofUtf8("canary-fake-2"))));
    assertThat(secret.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> {
          assertThat(owner.getUid()).isEqualTo(object.at("/metadata/uid").asText());
          assertThat(owner.getController()).isTrue();
        });
    assertThat(secret.getMetadata().getManagedFields())
        .anySatisfy(entry -> {
          assertThat(entry.getManager()).isEqualTo("externalsecrets.external-secrets.io/db");
          assertThat(entry.getOperation()).isEqualTo("Apply");
        });
    assertThat(object.at("/status/binding/name").asText()).isEqualTo("db");
    assertThat(object.at("/status/syncedResourceVersion").asText()).startsWith("1-");
    assertThat(object.at("/status/refreshTime").asText()).isNotEmpty();
    until(() -> assertThat(it.everythingTold()).contains("Created secret created"));
    assertThat(it.metrics.scrape())
        .contains(
            "externalsecret_sync_calls_total{name=\"db\"",
            "externalsecret_status_condition{condition=\"Ready\",name=\"db\"");
  }

  @Test
  void saysOfStoresWhetherTheyCanBeUsed() {
    it.apply(
        STORE
            + """
            ---
            apiVersion: external-secrets.io/v1
            kind: SecretStore
            metadata: {name: exotic, namespace: NS}
            spec: {provider: {akeyless: {akeylessGWApiURL: "https://api.invalid"}}}
            """);
    until(() -> {
      assertThat(it.ready("SecretStore", "fake")).isEqualTo("True Valid: store validated");
      assertThat(it.ready("SecretStore", "exotic"))
          .startsWith("False InvalidProviderConfig:")
          .contains("spec.provider.akeyless", "not supported", "supported providers: fake");
    });
    assertThat(it.object("SecretStore", "fake").at("/status/capabilities").asText())
        .isEqualTo("ReadOnly");
  }

  @Test
  void revertsEditsAndForeignKeys() {
    it.apply(STORE + "---\n" + DB);
    it.untilReady("db");
    patch("db", "{\"stringData\":{\"password\":\"edited\",\"foreign\":\"x\"}}");

    until(() ->
        assertThat(it.data("db"))
            .containsOnly(
                Map.entry("password", "canary-fake-1"), Map.entry("plain", "canary-fake-2")));
    it.client.secrets().inNamespace(it.namespace).withName("db").delete();
    until(() -> assertThat(it.data("db")).containsKey("password"));
  }

  @Test
  void aChangedStoreReachesTheSecretAtOnce() {
    it.apply(STORE + "---\n" + DB);
    it.untilReady("db");
    it.apply(STORE.replace("canary-fake-2", "canary-fake-3"));

    until(() -> assertThat(it.data("db")).containsEntry("plain", "canary-fake-3"));
  }

  @Test
  void waitsForAStoreAndWakesWhenItComes() {
    it.apply(DB);
    until(() ->
        assertThat(it.ready("ExternalSecret", "db"))
            .startsWith("False SecretSyncedError: could not get secret data from provider:")
            .contains("SecretStore \"fake\" does not exist"));
    assertThat(it.secret("db")).isEmpty();
    it.apply(STORE);
    it.untilReady("db");
  }

  @Test
  void removesKeysThatAreNoLongerAskedForAndTheSecretOfAFormerName() {
    it.apply(STORE + "---\n" + DB);
    it.untilReady("db");
    it.apply(DB.replaceAll("(?s)  - secretKey: plain.*", ""));
    until(() -> assertThat(it.data("db")).containsOnlyKeys("password"));
    it.apply(DB.replace("spec:\n", "spec:\n  target: {name: renamed}\n"));
    until(() -> {
      assertThat(it.data("renamed")).containsOnlyKeys("password", "plain");
      assertThat(it.secret("db")).isEmpty();
    });
  }

  @Test
  void mergesIntoSomeoneElsesSecret() {
    it.apply(STORE);
    it.apply(DB.replace("spec:\n", "spec:\n  target: {name: shared, creationPolicy: Merge}\n"));
    until(() -> assertThat(it.ready("ExternalSecret", "db")).startsWith("True SecretMissing"));
    create(new SecretBuilder().addToStringData("theirs", "t"), "shared");

    until(() -> assertThat(it.data("shared")).containsOnlyKeys("theirs", "password", "plain"));
    assertThat(it.secret("shared").orElseThrow().getMetadata().getOwnerReferences()).isEmpty();
    it.apply(
        DB.replace("spec:\n", "spec:\n  target: {name: shared, creationPolicy: Merge}\n")
            .replaceAll("(?s)  - secretKey: plain.*", ""));
    until(() -> assertThat(it.data("shared")).containsOnlyKeys("theirs", "password"));
  }

  @Test
  void leavesTheSecretOfAnotherExternalSecretAlone() {
    it.apply(STORE + "---\n" + DB);
    it.untilReady("db");
    it.apply(
        DB.replace("name: db,", "name: thief,")
            .replace("spec:\n", "spec:\n  target: {name: db}\n")
            .replaceAll("(?s)  - secretKey: plain.*", ""));

    until(() ->
        assertThat(it.ready("ExternalSecret", "thief"))
            .isEqualTo(
                "False SecretSyncedError: target is owned by another ExternalSecret:"
                    + " ExternalSecret \"db\" controls it"));
    assertThat(it.data("db")).containsOnlyKeys("password", "plain");
  }

  @Test
  void takesOverFromThePeerWithoutAChangeOfDataAndDropsItsStaleKeys() {
    it.apply(STORE);
    create(
        new SecretBuilder()
            .withNewMetadata()
            .addToLabels(Owned.MANAGED_LABEL, "true")
            .addToLabels("stale", "label")
            .endMetadata()
            .addToStringData("password", "canary-fake-1")
            .addToStringData("plain", "canary-fake-2")
            .addToStringData("stale", "s"),
        "db",
        "externalsecrets.external-secrets.io/db");
    it.apply(DB);
    it.untilReady("db");

    assertThat(it.data("db")).containsOnlyKeys("password", "plain");
    assertThat(it.secret("db").orElseThrow().getMetadata().getLabels()).doesNotContainKey("stale");
  }

  @Test
  void deletesWithTheProviderOnlyWhereAsked() {
    String deleting = DB.replace("spec:\n", "spec:\n  target: {deletionPolicy: Delete}\n");
    it.apply(STORE + "---\n" + deleting);
    it.untilReady("db");
    assertThat(it.object("ExternalSecret", "db").at("/metadata/finalizers/0").asText())
        .isEqualTo(Owned.FINALIZER);
    it.apply(STORE.replaceAll("(?s) data:.*", " data: []\n"));

    until(() -> {
      assertThat(it.ready("ExternalSecret", "db")).startsWith("True SecretDeleted");
      assertThat(it.secret("db")).isEmpty();
    });
    it.client
        .genericKubernetesResources("external-secrets.io/v1", "ExternalSecret")
        .inNamespace(it.namespace)
        .withName("db")
        .delete();
    until(() -> assertThat(it.object("ExternalSecret", "db")).isEmpty());
  }

  @Test
  void rendersTemplatesAndFollowsTheirSources() {
    String configMap =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: templates, namespace: NS}
        data: {url: "db://app:{{ .password }}@one"}
        """;
    it.apply(configMap + "---\n" + STORE);
    it.apply(
        DB.replace(
            "spec:\n",
            """
            spec:
              target:
                template:
                  type: example.com/db
                  metadata: {labels: {kind: "{{ .plain | len }}"}}
                  data: {both: "{{ .plain }}+{{ .password }}"}
                  templateFrom: [{configMap: {name: templates, items: [{key: url}]}}]
            """));
    until(() ->
        assertThat(it.data("db"))
            .containsOnly(
                Map.entry("url", "db://app:canary-fake-1@one"),
                Map.entry("both", "canary-fake-2+canary-fake-1")));
    Secret secret = it.secret("db").orElseThrow();
    assertThat(secret.getType()).isEqualTo("example.com/db");
    assertThat(secret.getMetadata().getLabels())
        .containsEntry("kind", "13")
        .doesNotContainKey("team");
    it.apply(configMap.replace("@one", "@two"));
    until(() -> assertThat(it.data("db")).containsEntry("url", "db://app:canary-fake-1@two"));
  }

  @Test
  void namesTheFieldThatItDoesNotSupport() {
    it.apply(
        STORE
            + "---\n"
            + DB.replace(
                "spec:\n",
                "spec:\n"
                    + "  syncWindows: {kind: allow, windows: [{schedule: '@daily', duration:"
                    + " 1h}]}\n"));
    until(() ->
        assertThat(it.ready("ExternalSecret", "db"))
            .contains("invalid ExternalSecret: spec.syncWindows is not supported"));
    assertThat(it.secret("db")).isEmpty();
  }

  @Test
  void writesNothingMoreAfterASync() {
    it.apply(STORE + "---\n" + DB);
    it.untilReady("db");
    String secret = it.secret("db").orElseThrow().getMetadata().getResourceVersion();
    // Another ExternalSecret of the same store comes and goes through: whatever the first one's
    // own writes set off has been handled by then.
    it.apply(DB.replace("name: db,", "name: later,"));
    it.untilReady("later");
    String status = it.object("ExternalSecret", "db").at("/metadata/resourceVersion").asText();
    it.apply(DB.replace("name: db,", "name: latest,"));
    it.untilReady("latest");

    assertThat(it.secret("db").orElseThrow().getMetadata().getResourceVersion()).isEqualTo(secret);
    assertThat(it.object("ExternalSecret", "db").at("/metadata/resourceVersion").asText())
        .isEqualTo(status);
  }

  @Test
  void anEmptyObjectTakesNothingAway() {
    String extract =
        """
        apiVersion: external-secrets.io/v1
        kind: ExternalSecret
        metadata: {name: db, namespace: NS}
        spec:
          secretStoreRef: {name: fake}
          target: {deletionPolicy: Delete}
          dataFrom: [{extract: {key: /db}}]
        """;
    it.apply(STORE + "---\n" + extract);
    it.untilReady("db");
    it.apply(STORE.replaceAll("value: '.*'", "value: '{}'"));

    until(() ->
        assertThat(it.ready("ExternalSecret", "db"))
            .startsWith("False SecretSyncedError: could not get secret data from provider:")
            .contains("hold no keys; the Secret stays as it is"));
    assertThat(it.data("db")).containsEntry("password", "canary-fake-1");
  }

  @Test
  void aNewNameWithoutANewSecretKeepsTheFormerOne() {
    it.apply(STORE + "---\n" + DB);
    it.untilReady("db");
    it.apply(DB.replace("spec:\n", "spec:\n  target: {name: missing, creationPolicy: Merge}\n"));
    until(() -> assertThat(it.ready("ExternalSecret", "db")).startsWith("True SecretMissing"));
    assertThat(it.data("db")).containsOnlyKeys("password", "plain");

    it.apply(DB.replace("spec:\n", "spec:\n  target: {name: new}\n"));

    until(() -> {
      assertThat(it.data("new")).containsOnlyKeys("password", "plain");
      assertThat(it.object("ExternalSecret", "db").at("/status/binding/name").asText())
          .isEqualTo("new");
    });
  }

  @Test
  void aSecretThatBecomesImmutableLosesForeignKeysFirst() {
    it.apply(STORE);
    create(new SecretBuilder().addToStringData("foreign", "x"), "db");
    it.apply(DB.replace("spec:\n", "spec:\n  target: {immutable: true}\n"));
    it.untilReady("db");

    assertThat(it.data("db")).containsOnlyKeys("password", "plain");
    assertThat(it.secret("db").orElseThrow().getImmutable()).isTrue();
  }

  @Test
  void anObjectOfAnotherControllerClassIsNotTouchedEvenIfItCannotBeRead() {
    it.apply(
        STORE
                .replace("name: fake,", "name: other,")
                .replace("spec:\n", "spec:\n  controller: eso\n")
            + "---\n"
            + DB.replace("name: db,", "name: theirs,")
                .replace("name: fake", "name: other")
                .replaceAll("(?s)  data:.*", "  dataFrom: [{find: {name: {regexp: '('}}}]\n"));
    // Served after the one above, by the same loop.
    it.apply(STORE + "---\n" + DB);
    it.untilReady("db");

    JsonNode theirs = it.object("ExternalSecret", "theirs");
    assertThat(theirs.path("status").path("conditions")).isEmpty();
    assertThat(theirs.at("/metadata/finalizers")).isEmpty();
  }

  @Test
  void templatesHaveTheFunctionsOfExternalSecretsOperator() {
    it.apply(
        STORE
            + "---\n"
            + DB.replace(
                "spec:\n",
                "spec:\n  target: {template: {data: {yaml: '{{ dict \"a\" .plain | toYaml }}'}}}\n"));
    it.untilReady("db");

    assertThat(it.data("db")).containsOnly(Map.entry("yaml", "a: canary-fake-2"));
  }

  private void create(SecretBuilder secret, String name) {
    create(secret, name, "someone");
  }

  /** Creates the Secret without an apply, as External Secrets Operator and most tools do. */
  private void create(SecretBuilder secret, String name, String fieldManager) {
    Secret named = secret.editOrNewMetadata().withName(name).endMetadata().build();
    String created =
        it.client.raw(
            "/api/v1/namespaces/" + it.namespace + "/secrets?fieldManager=" + fieldManager,
            "POST",
            named);
    assertThat(created).isNotNull();
  }

  private void patch(String name, String json) {
    it.client
        .secrets()
        .inNamespace(it.namespace)
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
