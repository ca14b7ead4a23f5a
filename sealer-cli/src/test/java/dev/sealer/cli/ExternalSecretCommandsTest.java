package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.Calls.Outcome;
import dev.sealer.testbed.http.ProxiedCall;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.yaml.KubeYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sealer es} against an API server that has what each test says. */
final class ExternalSecretCommandsTest {
  private static final String GROUP = "/apis/external-secrets.io/v1";
  private static final String IN_SHOP = GROUP + "/namespaces/shop";
  private static final String DB =
      """
      metadata: {name: db, namespace: shop}
      spec:
        refreshInterval: 1h
        secretStoreRef: {name: aws, kind: ClusterSecretStore}
        target: {name: db-secrets}
        data:
        - {secretKey: url, remoteRef: {key: prod/db}}
        - secretKey: token
          remoteRef: {key: api}
          sourceRef: {storeRef: {name: vault}}
      status:
        refreshTime: "2026-01-01T00:00:00Z"
        conditions:
        - {type: Ready, status: "True", reason: SecretSynced, message: secret synced}
        sources:
        - {store: ClusterSecretStore/aws, key: prod/db, keys: [url]}
        - {store: SecretStore/vault, key: api, keys: [token], missingSince: "2026-01-02T00:00:00Z"}
      """;
  private static final String CACHE =
      """
      metadata: {name: cache, namespace: shop}
      spec:
        refreshPolicy: OnChange
        secretStoreRef: {name: vault}
        target: {creationPolicy: Merge}
        data: [{secretKey: password, remoteRef: {key: cache}}]
      status:
        conditions:
        - {type: Ready, status: "False", reason: SecretSyncedError, message: store is not ready}
      """;
  private static final String READY =
      "{status: {conditions: [{type: Ready, status: 'True', message: store validated}]}}";

  @TempDir private Path folder = Path.of("");
  private final ServedObjects objects = new ServedObjects();
  private final List<String> patches = new ArrayList<>();
  private final List<String> accepted = new ArrayList<>();

  private Answer answer(ProxiedCall call) {
    String path = ServedObjects.path(call);
    if (call.method().equals("PATCH")) {
      patches.add(path + " " + call.body());
    }
    if (path.contains("/secrets/")) {
      accepted.add(call.header("Accept"));
    }
    return objects.answer(call);
  }

  private Outcome es(String... words) {
    return ServedObjects.run(folder, this::answer, "es", words);
  }

  private void cluster() {
    objects.putList(IN_SHOP + "/externalsecrets", DB, CACHE);
    objects.put(IN_SHOP + "/externalsecrets/db", DB);
    objects.put(IN_SHOP + "/externalsecrets/cache", CACHE);
    objects.put(GROUP + "/clustersecretstores/aws", READY);
    objects.put(
        "/api/v1/namespaces/shop/secrets/db-secrets",
        "metadata: {name: db-secrets, labels: {reconcile.external-secrets.io/managed: 'true'}}");
  }

  @Test
  void listShowsStoresStateAndTimes() {
    cluster();
    Outcome outcome = es("list", "-n", "shop");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().lines().toList())
        .satisfiesExactly(
            head -> assertThat(head).startsWith("NAMESPACE  NAME   STORE"),
            db ->
                assertThat(db)
                    .contains("ClusterSecretStore/aws,SecretStore/vault", "True", "SecretSynced")
                    .endsWith("2026-01-01T00:00:00Z  2026-01-01T01:00:00Z"),
            cache -> assertThat(cache).contains("False", "SecretSyncedError").endsWith(" -"));
  }

  @Test
  void listKeepsThoseThatAreNotReady() {
    cluster();
    Outcome outcome = es("list", "-n", "shop", "--not-ready", "-o", "json");

    JsonNode found = KubeYaml.readDocument(outcome.out(), "out").content().path("externalSecrets");
    assertThat(found)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.path("name").asText()).isEqualTo("cache");
          assertThat(one.path("message").asText()).isEqualTo("store is not ready");
          assertThat(one.has("nextRefresh")).isFalse();
        });
  }

  @Test
  void getShowsWhatFillsWhichKey() {
    cluster();
    assertThat(es("get", "db", "-n", "shop").out())
        .contains("secret:    db-secrets\n", "ready:     True SecretSynced\n")
        .containsPattern("ClusterSecretStore/aws +prod/db +- +url")
        .containsPattern("SecretStore/vault +api +- +token +2026-01-02T00:00:00Z");
    Outcome missing = es("get", "none", "-n", "shop");
    assertThat(missing.exitCode()).isOne();
    assertThat(missing.err()).isEqualTo("error: ExternalSecret shop/none does not exist\n");
  }

  @Test
  void refreshSetsAnAnnotation() {
    cluster();
    Outcome outcome = es("refresh", "db", "cache", "-n", "shop");

    assertThat(outcome.out())
        .isEqualTo("refresh of shop/db requested\nrefresh of shop/cache requested\n");
    assertThat(patches)
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith(IN_SHOP + "/externalsecrets/db {\"metadata\":{\"annotations\":")
                    .contains("\"force-sync\":\""),
            second -> assertThat(second).startsWith(IN_SHOP + "/externalsecrets/cache "));
  }

  @Test
  void explainNamesEachProblemWithItsFixAndReadsNoValue() {
    cluster();
    Outcome outcome = es("explain", "db", "-n", "shop");

    assertThat(outcome.exitCode()).isOne();
    assertThat(outcome.out())
        .contains("ok       ClusterSecretStore/aws: store validated\n")
        .contains("problem  SecretStore/vault: does not exist\n")
        .contains("fix: create it in namespace shop")
        .contains("ok       key \"prod/db\": fills url\n")
        .contains("problem  key \"api\": does not exist at the provider since 2026-01-02T00:00:00Z")
        .contains("ok       Secret/db-secrets: was written by an ExternalSecret\n")
        .contains("ok       ExternalSecret/db: secret synced; last refreshed 2026-01-01T00:00:00Z");
    assertThat(accepted)
        .isNotEmpty()
        .allSatisfy(types -> assertThat(types).contains("PartialObjectMetadata"));
  }

  @Test
  void explainKnowsAMissingTargetAndAnotherOwner() {
    cluster();
    Outcome merge = es("explain", "cache", "-n", "shop", "-o", "yaml");
    assertThat(merge.out())
        .contains("object: Secret/cache", "creationPolicy Merge", "message: store is not ready");

    objects.put(
        "/api/v1/namespaces/shop/secrets/db-secrets",
        "metadata: {name: db-secrets, ownerReferences: [{kind: Application, name: x, controller: true}]}");
    assertThat(es("explain", "db", "-n", "shop").out())
        .contains("is controlled by Application \"x\"", "fix: choose another target.name");
  }

  @Test
  void aWrongFormatIsAUsageError() {
    Outcome outcome = es("list", "-o", "xml");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("invalid output format \"xml\"; use table, json or yaml");
  }
}
