package dev.sealer.sealedsecrets;

import static dev.sealer.sealedsecrets.RunningController.await;
import static dev.sealer.sealedsecrets.RunningController.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.sealedsecrets.api.CallAccess;
import dev.sealer.sealedsecrets.api.SealingApi;
import dev.sealer.sealedsecrets.keys.plan.KeyLife;
import dev.sealer.sealedsecrets.plan.SecretAnnotations;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.secret.SecretBytes;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that come from outside, and Secrets that cannot be changed. */
@KubernetesCluster
class KeysAndLimitsIT {

  private static final String LABEL = "sealedsecrets.bitnami.com/sealed-secrets-key";

  private final String canary = "canary-" + UUID.randomUUID();
  private final SealingKeyPair ownKey =
      new NewSealingKey(2048, "own", Duration.ofDays(30))
          .generate(Instant.now(), new SecureRandom());
  private KubernetesClient client;
  private String namespace;
  private @Nullable RunningController running;

  @BeforeAll
  static void prepare(KubernetesClient client) {
    RunningController.installKind(client);
  }

  @BeforeEach
  void remember(KubernetesClient admin, @FreshNamespace String fresh) {
    client = admin;
    namespace = fresh;
  }

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  @Test
  void waitsForARestoredKeyWhereItMustNotMakeOne() {
    RunningController controller =
        start(
            RunningController.settings(namespace)
                .withKeys(
                    RunningController.keys(
                        namespace, new KeyLife(Duration.ofDays(30), null, true))));
    create("login", SealedSecretsTemplate.none(), Map.of());
    assertThat(controller.awaitCondition("login", "Ready", "False").reason())
        .isEqualTo("UnknownKey");
    String missing =
        "waiting for: a sealing key in namespace %s (--require-existing-key is set; restore a backup)\n"
            .formatted(namespace);
    assertThat(controller.get("/v1/cert.pem").statusCode()).isEqualTo(500);
    assertThat(controller.get("/v1/cert.pem").body())
        .isEqualTo("cannot get certificate: " + missing);
    assertThat(controller.get("/readyz").statusCode()).isEqualTo(503);
    assertThat(controller.get("/readyz").body()).isEqualTo(missing);

    createKey("restored", Map.of(LABEL, "active"));

    assertThat(value(controller.awaitSecret("login"), "password")).isEqualTo(canary);
    assertThat(controller.certificate()).isEqualTo(ownKey.certificate().toPem());
    assertThat(controller.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(client.secrets().inNamespace(namespace).withLabel(LABEL).list().getItems())
        .hasSize(1);
    controller.awaitCondition("login", "Ready", "True");
    assertThat(controller.sealed("login").getStatus().unsealed())
        .isNotNull()
        .satisfies(
            unsealed -> assertThat(unsealed.keys()).containsExactly(ownKey.fingerprint().value()));
  }

  @Test
  void takesTheLegacyKeyThatHasNoLabel() {
    createKey("sealed-secrets-key", Map.of());
    RunningController controller = start(RunningController.settings(namespace));

    create("login", SealedSecretsTemplate.none(), Map.of());

    assertThat(value(controller.awaitSecret("login"), "password")).isEqualTo(canary);
    assertThat(controller.certificate()).isEqualTo(ownKey.certificate().toPem());
  }

  @Test
  void forgetsAKeyWhoseLabelIsTakenAway() {
    createKey("own", Map.of(LABEL, "active"));
    RunningController controller = start(RunningController.settings(namespace));
    await().until(() -> controller.certificate().equals(ownKey.certificate().toPem()));

    client
        .secrets()
        .inNamespace(namespace)
        .withName("own")
        .edit(secret -> {
          secret.getMetadata().setLabels(Map.of(LABEL, "compromised"));
          return secret;
        });

    await().until(() -> !controller.certificate().equals(ownKey.certificate().toPem()));
    create("login", SealedSecretsTemplate.none(), Map.of());
    assertThat(controller.awaitCondition("login", "Ready", "False").reason())
        .isEqualTo("NotDecryptable");
  }

  @Test
  void refusesToChangeAnImmutableSecretUnlessAsked() {
    createKey("own", Map.of(LABEL, "active"));
    RunningController controller = start(RunningController.settings(namespace));
    create("login", SealedSecretsTemplate.immutable(), Map.of());
    String uid = controller.awaitSecret("login").getMetadata().getUid();
    controller.awaitCondition("login", "Ready", "True");

    String changed = canary + "-changed";
    edit("login", changed, Map.of());
    assertThat(controller.awaitCondition("login", "Ready", "False").reason())
        .isEqualTo("Immutable");
    assertThat(controller.awaitSecret("login").getMetadata().getUid()).isEqualTo(uid);

    edit("login", changed, Map.of(SecretAnnotations.RECREATE, "true"));
    await()
        .untilAsserted(() -> {
          Secret now = controller.awaitSecret("login");
          assertThat(now.getMetadata().getUid()).isNotEqualTo(uid);
          assertThat(value(now, "password")).isEqualTo(changed);
          assertThat(now.getImmutable()).isTrue();
        });
    controller.awaitCondition("login", "Ready", "True");
  }

  @Test
  void dropsAKeyThatTheSealedSecretDropped() {
    createKey("own", Map.of(LABEL, "active"));
    RunningController controller = start(RunningController.settings(namespace));
    SealedSecret object = create("login", SealedSecretsTemplate.none(), Map.of());
    controller.awaitCondition("login", "Ready", "True");

    object.setSpec(new SealedSecretSpec(Map.of("other", seal("login", canary)), null, null));
    object.getMetadata().setResourceVersion(null);
    object.getMetadata().setManagedFields(null);
    client.resource(object).inNamespace(namespace).update();

    await()
        .untilAsserted(
            () -> assertThat(controller.awaitSecret("login").getData()).containsOnlyKeys("other"));
  }

  @Test
  void verifiesForThoseOnlyWhoMayUpdateTheObject(ControlPlane plane) {
    createKey("own", Map.of(LABEL, "active"));
    RunningController controller =
        start(
            RunningController.settings(namespace)
                .withApi(
                    new SealingApi.Settings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        100,
                        100,
                        true,
                        CallAccess.Rule.TOKEN)));
    await().until(() -> controller.certificate().equals(ownKey.certificate().toPem()));
    String body =
        "{\"kind\":\"SealedSecret\",\"apiVersion\":\"bitnami.com/v1alpha1\",\"metadata\":{\"name\":"
            + "\"login\",\"namespace\":\"%s\"},\"spec\":{\"encryptedData\":{\"a\":\"%s\"}}}"
                .formatted(namespace, seal("login", canary));
    allowUpdates("developer");

    assertThat(controller.post("/v1/verify", body).statusCode()).isEqualTo(401);
    assertThat(verify(controller, body, "not-a-token")).isEqualTo(401);
    assertThat(verify(controller, body, plane.tokenOf(namespace, "stranger"))).isEqualTo(403);
    assertThat(verify(controller, body, plane.tokenOf(namespace, "developer"))).isEqualTo(200);
  }

  private void allowUpdates(String account) {
    client
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName("sealing")
                .withNamespace(namespace)
                .endMetadata()
                .addNewRule()
                .withApiGroups("bitnami.com")
                .withResources("sealedsecrets")
                .withVerbs("update")
                .endRule()
                .build())
        .create();
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("sealing")
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "sealing")
                .addNewSubject("", "ServiceAccount", account, namespace)
                .build())
        .create();
  }

  private static int verify(RunningController controller, String body, String token) {
    return controller
        .send(
            HttpRequest.newBuilder(controller.uri("/v1/verify"))
                .header(CallAccess.TOKEN_HEADER, token)
                .POST(HttpRequest.BodyPublishers.ofString(body)))
        .statusCode();
  }

  private RunningController start(SealedSecretsSettings settings) {
    RunningController started = RunningController.start(client, settings);
    running = started;
    return started;
  }

  private void createKey(String name, Map<String, String> labels) {
    try (SecretBytes pem = ownKey.key().toPem()) {
      client
          .resource(
              new SecretBuilder()
                  .withNewMetadata()
                  .withName(name)
                  .withNamespace(namespace)
                  .withLabels(labels)
                  .endMetadata()
                  .withType("kubernetes.io/tls")
                  .addToStringData(
                      "tls.key",
                      pem.<String>reveal(bytes -> new String(bytes, StandardCharsets.US_ASCII)))
                  .addToStringData("tls.crt", ownKey.certificate().toPem())
                  .build())
          .create();
    }
  }

  private SealedSecret create(
      String name, SealedSecretSpec.@Nullable Template template, Map<String, String> annotations) {
    SealedSecret object = new SealedSecret();
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(namespace)
            .withAnnotations(annotations)
            .build());
    object.setSpec(new SealedSecretSpec(Map.of("password", seal(name, canary)), null, template));
    return client.resource(object).create();
  }

  private void edit(String name, String value, Map<String, String> annotations) {
    client
        .resources(SealedSecret.class)
        .inNamespace(namespace)
        .withName(name)
        .edit(object -> {
          object.getMetadata().setAnnotations(annotations);
          object.setSpec(
              new SealedSecretSpec(
                  Map.of("password", seal(name, value)), null, object.getSpec().template()));
          return object;
        });
  }

  private String seal(String name, String value) {
    try (SecretBytes secret = SecretBytes.ofUtf8(value)) {
      return new Sealer(ownKey.certificate())
          .seal(secret, Scope.STRICT.label(namespace, name))
          .toBase64();
    }
  }

  private static final class SealedSecretsTemplate {
    static SealedSecretSpec.@Nullable Template none() {
      return null;
    }

    static SealedSecretSpec.Template immutable() {
      return new SealedSecretSpec.Template(null, "Opaque", true, Map.of());
    }
  }
}
