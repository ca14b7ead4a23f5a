package dev.sealer.sealedsecrets;

import static dev.sealer.sealedsecrets.RunningController.await;
import static dev.sealer.sealedsecrets.RunningController.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.sealing.SealingCertificate;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole controller on a real API server, with values sealed by the real kubeseal. */
@KubernetesCluster
class SealedSecretsControllerIT {

  private final String canary = "canary-" + UUID.randomUUID();
  @TempDir private Path folder;
  private KubernetesClient client;
  private RunningController controller;

  @BeforeAll
  static void prepare(KubernetesClient client) {
    Prerequisites.require("SealedSecretsControllerIT", ToolBinaries.find(Tool.KUBESEAL));
    RunningController.installKind(client);
  }

  @BeforeEach
  void start(KubernetesClient admin, @FreshNamespace String namespace) {
    client = admin;
    controller = RunningController.start(admin, namespace);
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  @Test
  void makesAKeyLikeThePeersAndServesItsCertificate() {
    String pem = controller.certificate();

    List<Secret> keys =
        client
            .secrets()
            .inNamespace(controller.namespace)
            .withLabel("sealedsecrets.bitnami.com/sealed-secrets-key", "active")
            .list()
            .getItems();
    assertThat(keys).hasSize(1);
    Secret key = keys.getFirst();
    assertThat(key.getMetadata().getName()).startsWith("sealed-secrets-key").hasSize(23);
    assertThat(key.getMetadata().getLabels()).containsEntry("team", "platform");
    assertThat(key.getMetadata().getAnnotations()).containsEntry("note", "made-by-test");
    assertThat(key.getType()).isEqualTo("kubernetes.io/tls");
    assertThat(value(key, "tls.key")).startsWith("-----BEGIN RSA PRIVATE KEY-----");
    assertThat(value(key, "tls.crt")).isEqualTo(pem);
    assertThat(SealingCertificate.parse(pem.getBytes(StandardCharsets.US_ASCII)).keyBits())
        .isEqualTo(2048);
  }

  @ParameterizedTest
  @ValueSource(strings = {"strict", "namespace-wide", "cluster-wide"})
  void opensWhatKubesealSealed(String scope) {
    controller.apply(
        controller.kubeseal(folder, secretYaml("login", "password: " + canary), "--scope", scope));

    Secret secret = controller.awaitSecret("login");

    assertThat(value(secret, "password")).isEqualTo(canary);
    assertThat(secret.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> {
          assertThat(owner.getKind()).isEqualTo("SealedSecret");
          assertThat(owner.getController()).isTrue();
          assertThat(owner.getUid()).isEqualTo(controller.sealed("login").getMetadata().getUid());
        });
    controller.awaitCondition("login", "Ready", "True");
    assertThat(controller.condition("login", "Synced").orElseThrow().message()).isEmpty();
    assertThat(controller.sealed("login").getStatus().observedGeneration()).isEqualTo(1);
    await()
        .untilAsserted(() ->
            assertThat(client.v1().events().inNamespace(controller.namespace).list().getItems())
                .filteredOn(e -> "Unsealed".equals(e.getReason()))
                .hasSize(1)
                .allSatisfy(e -> assertThat(e.getMessage()).doesNotContain(canary)));
  }

  @Test
  void revertsAManualEditOfTheSecret() {
    controller.apply(controller.kubeseal(folder, secretYaml("login", "password: " + canary)));
    Secret secret = controller.awaitSecret("login");
    controller.awaitCondition("login", "Ready", "True");

    client
        .resource(
            new SecretBuilder(secret)
                .addToStringData("password", "changed-by-hand")
                .addToStringData("added", "by-hand")
                .build())
        .update();

    await()
        .untilAsserted(() -> {
          Secret now = controller.secret("login").orElseThrow();
          assertThat(now.getData()).containsOnlyKeys("password");
          assertThat(value(now, "password")).isEqualTo(canary);
        });
  }

  @Test
  void makesADeletedSecretAgain() {
    controller.apply(controller.kubeseal(folder, secretYaml("login", "password: " + canary)));
    Secret first = controller.awaitSecret("login");
    controller.awaitCondition("login", "Ready", "True");

    client.resource(first).delete();

    await()
        .untilAsserted(() ->
            assertThat(controller.secret("login"))
                .hasValueSatisfying(now -> {
                  assertThat(now.getMetadata().getUid()).isNotEqualTo(first.getMetadata().getUid());
                  assertThat(value(now, "password")).isEqualTo(canary);
                }));
  }

  @Test
  void doesNotOpenAgainWhatIsUnchanged() {
    controller.apply(controller.kubeseal(folder, secretYaml("login", "password: " + canary)));
    controller.awaitCondition("login", "Ready", "True");
    String before = controller.awaitSecret("login").getMetadata().getResourceVersion();
    String namespace = controller.namespace;
    controller.close();

    controller = RunningController.start(client, namespace);
    controller.apply(controller.kubeseal(folder, secretYaml("second", "password: " + canary)));
    controller.awaitCondition("second", "Ready", "True");

    assertThat(controller.unsealRequests()).isEqualTo(1);
    assertThat(controller.awaitSecret("login").getMetadata().getResourceVersion())
        .isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "strict, other, NotDecryptable",
    "namespace-wide, other, ''",
    "cluster-wide, other, ''",
  })
  void anotherNameOpensByScopeOnly(String scope, String name, String reason) {
    String sealed =
        controller
            .kubeseal(folder, secretYaml("login", "password: " + canary), "--scope", scope)
            .replace("name: login", "name: " + name);
    controller.apply(sealed);

    if (reason.isEmpty()) {
      assertThat(value(controller.awaitSecret(name), "password")).isEqualTo(canary);
    } else {
      assertThat(controller.awaitCondition(name, "Ready", "False").reason()).isEqualTo(reason);
      assertThat(controller.condition(name, "Synced").orElseThrow().message())
          .startsWith("no key could decrypt secret (password)");
      assertThat(controller.secret(name)).isEmpty();
    }
  }

  @Test
  void namesAForgottenScopeAnnotationAndHealsWhenItIsAdded() {
    String sealed =
        controller
            .kubeseal(folder, secretYaml("login", "password: " + canary), "--scope", "cluster-wide")
            .replace("sealedsecrets.bitnami.com/cluster-wide: \"true\"", "forgotten: \"true\"");
    controller.apply(sealed);
    assertThat(controller.awaitCondition("login", "Ready", "False").reason())
        .isEqualTo("WrongScope");

    client
        .resource(controller.sealed("login"))
        .edit(object -> {
          object
              .getMetadata()
              .setAnnotations(Map.of("sealedsecrets.bitnami.com/cluster-wide", "true"));
          return object;
        });

    assertThat(value(controller.awaitSecret("login"), "password")).isEqualTo(canary);
    controller.awaitCondition("login", "Ready", "True");
  }

  @Test
  void leavesASecretOfOthersAlone() {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("login")
                .withNamespace(controller.namespace)
                .endMetadata()
                .addToStringData("password", "theirs")
                .build())
        .create();
    controller.apply(controller.kubeseal(folder, secretYaml("login", "password: " + canary)));

    assertThat(controller.awaitCondition("login", "Ready", "False").reason())
        .isEqualTo("NotManaged");
    assertThat(controller.condition("login", "Synced").orElseThrow().message())
        .isEqualTo(
            "failed update: Resource \"login\" already exists and is not managed by SealedSecret");
    assertThat(value(controller.secret("login").orElseThrow(), "password")).isEqualTo("theirs");
  }

  @Test
  void replacesAManagedSecretAndAddsToAPatchedOne() {
    secretOfOthers("taken", "sealedsecrets.bitnami.com/managed");
    secretOfOthers("shared", "sealedsecrets.bitnami.com/patch");
    controller.apply(controller.kubeseal(folder, secretYaml("taken", "password: " + canary)));
    controller.apply(controller.kubeseal(folder, secretYaml("shared", "password: " + canary)));
    controller.awaitCondition("taken", "Ready", "True");
    controller.awaitCondition("shared", "Ready", "True");

    Secret taken = controller.secret("taken").orElseThrow();
    assertThat(taken.getData()).containsOnlyKeys("password");
    assertThat(taken.getMetadata().getOwnerReferences()).hasSize(1);
    assertThat(taken.getMetadata().getLabels()).isNullOrEmpty();
    Secret shared = controller.secret("shared").orElseThrow();
    assertThat(shared.getData()).containsOnlyKeys("password", "theirs");
    assertThat(value(shared, "password")).isEqualTo(canary);
    assertThat(shared.getMetadata().getOwnerReferences()).isEmpty();
    assertThat(shared.getMetadata().getLabels()).containsEntry("their", "label");
  }

  @Test
  void setsAMalformedKeyAsideAndGoesOn() {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("broken-key")
                .withNamespace(controller.namespace)
                .addToLabels("sealedsecrets.bitnami.com/sealed-secrets-key", "active")
                .endMetadata()
                .addToStringData("tls.key", "not a key")
                .build())
        .create();
    controller.apply(controller.kubeseal(folder, secretYaml("login", "password: " + canary)));

    assertThat(value(controller.awaitSecret("login"), "password")).isEqualTo(canary);
    await()
        .untilAsserted(() ->
            assertThat(controller.registry.get("sealer_sealing_keys_quarantined").gauge().value())
                .isEqualTo(1));
  }

  @Test
  void aKeyThatComesBackOpensWhatHadFailed() {
    String sealed = controller.kubeseal(folder, secretYaml("login", "password: " + canary));
    Secret key =
        client
            .secrets()
            .inNamespace(controller.namespace)
            .withLabel("sealedsecrets.bitnami.com/sealed-secrets-key", "active")
            .list()
            .getItems()
            .getFirst();
    String old = controller.certificate();
    client.resource(key).delete();
    await().until(() -> controller.certificate(), now -> !now.equals(old));
    controller.apply(sealed);
    controller.awaitCondition("login", "Ready", "False");

    key.getMetadata().setResourceVersion(null);
    key.getMetadata().setUid(null);
    client.resource(key).create();

    assertThat(value(controller.awaitSecret("login"), "password")).isEqualTo(canary);
  }

  @Test
  void verifiesAndRotatesOverHttp() {
    String sealed = controller.kubeseal(folder, secretYaml("login", "password: " + canary));
    String moved = sealed.replace("name: login", "name: other");

    assertThat(controller.post("/v1/verify", sealed).statusCode()).isEqualTo(200);
    assertThat(controller.post("/v1/verify", moved).statusCode()).isEqualTo(409);
    assertThat(controller.post("/v1/rotate", sealed).body()).contains("encryptedData");
    assertThat(controller.post("/v1/rotate", moved).statusCode()).isEqualTo(409);
    assertThat(controller.post("/v1/rotate", "a: b").statusCode()).isEqualTo(400);
    assertThat(controller.get("/v1/verify").statusCode()).isEqualTo(405);
    assertThat(controller.get("/healthz").body()).isEqualTo("ok\n");
  }

  private void secretOfOthers(String name, String annotation) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(controller.namespace)
                .addToAnnotations(annotation, "true")
                .addToLabels("their", "label")
                .endMetadata()
                .addToStringData("theirs", "stays-or-goes")
                .addToStringData("password", "theirs")
                .build())
        .create();
  }

  private String secretYaml(String name, String... entries) {
    return """
    apiVersion: v1
    kind: Secret
    metadata:
      name: %s
      namespace: %s
    stringData:
      %s
    """
        .formatted(name, controller.namespace, String.join("\n  ", entries));
  }
}
