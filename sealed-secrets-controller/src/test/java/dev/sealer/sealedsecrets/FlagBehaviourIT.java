package dev.sealer.sealedsecrets;

import static dev.sealer.sealedsecrets.RunningController.await;
import static dev.sealer.sealedsecrets.RunningController.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.sealedsecrets.reconcile.UnsealSettings;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the peer's flags mean, on a real API server. */
@KubernetesCluster
class FlagBehaviourIT {

  private static final Map<String, String> TEAM = Map.of("team", "x");

  private final String canary = "canary-" + UUID.randomUUID();
  private final SealingKeyPair key =
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
    RunningController.createKey(client, namespace, "own", key);
  }

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  /** {@code --label-selector}. */
  @Test
  void servesOnlyWhatIsSelectedAndFollowsLabels() {
    RunningController controller =
        start(RunningController.settings(namespace).watching(List.of(namespace), "team=x"));
    create(controller, namespace, "mine", TEAM);
    create(controller, namespace, "theirs", Map.of());
    controller.awaitCondition("mine", "Ready", "True");
    assertThat(controller.secret("theirs")).isEmpty();

    label("theirs", TEAM);

    assertThat(value(controller.awaitSecret("theirs"), "password")).isEqualTo(canary);
  }

  /** {@code --old-gc-behavior}, here with {@code --label-selector}. */
  @Test
  void deletesTheSecretOfADeletedObjectButNotOfOneThatOnlyLostItsLabel() {
    RunningController controller =
        start(
            with(
                RunningController.settings(namespace).watching(List.of(namespace), "team=x"),
                new Flags(true, false, true, false)));
    create(controller, namespace, "deleted", TEAM);
    create(controller, namespace, "relabelled", TEAM);
    controller.awaitCondition("deleted", "Ready", "True");
    controller.awaitCondition("relabelled", "Ready", "True");

    label("relabelled", Map.of());
    client.resource(controller.sealed("deleted")).delete();

    await().until(() -> controller.secret("deleted").isEmpty());
    assertThat(controller.secret("relabelled")).isPresent();
  }

  /** {@code --additional-namespaces}; {@code --all-namespaces=false} is the same with none. */
  @Test
  void servesItsOwnAndTheAdditionalNamespacesOnly(ControlPlane plane) {
    String additional = plane.freshNamespace("additional");
    String other = plane.freshNamespace("other");
    RunningController controller =
        start(RunningController.settings(namespace).watching(List.of(namespace, additional), ""));
    create(controller, other, "login", Map.of());
    create(controller, additional, "login", Map.of());
    create(controller, namespace, "login", Map.of());

    controller.awaitSecret("login");
    await().until(() -> client.secrets().inNamespace(additional).withName("login").get() != null);
    assertThat(client.secrets().inNamespace(other).list().getItems()).isEmpty();
  }

  /** {@code --skip-recreate}. */
  @Test
  void leavesSecretsUnwatchedAndStillOpensNothingTwice() {
    SealedSecretsSettings settings =
        with(RunningController.settings(namespace), new Flags(true, true, false, false));
    RunningController controller = start(settings);
    create(controller, namespace, "first", Map.of());
    create(controller, namespace, "deleted", Map.of());
    controller.awaitCondition("first", "Ready", "True");
    controller.awaitCondition("deleted", "Ready", "True");
    client.secrets().inNamespace(namespace).withName("deleted").delete();
    create(controller, namespace, "second", Map.of());
    controller.awaitCondition("second", "Ready", "True");
    assertThat(controller.secret("deleted")).as("nothing watches it").isEmpty();
    controller.close();

    RunningController next = start(settings);

    assertThat(value(next.awaitSecret("deleted"), "password")).isEqualTo(canary);
    create(next, namespace, "third", Map.of());
    next.awaitCondition("third", "Ready", "True");
    assertThat(next.unsealRequests()).as("the deleted one and the new one").isEqualTo(2);
  }

  /** {@code --update-status=false} and {@code --metrics-omit-secret-labels}. */
  @Test
  void keepsStatusAndNamesToItself() {
    RunningController controller =
        start(with(RunningController.settings(namespace), new Flags(false, false, false, true)));
    create(controller, namespace, "login", Map.of());

    Secret secret = controller.awaitSecret("login");
    create(controller, namespace, "second", Map.of());
    controller.awaitSecret("second");

    assertThat(value(secret, "password")).isEqualTo(canary);
    assertThat(controller.sealed("login").getStatus()).isNull();
    assertThat(controller.registry.find("sealed_secrets_controller_condition_info").gauge())
        .isNull();
    // It remembers all the same, and repairs drift.
    client.resource(secret).delete();
    await().until(() -> controller.secret("login").isPresent());
  }

  private record Flags(
      boolean updateStatus, boolean skipRecreate, boolean oldGc, boolean omitLabels) {}

  private static SealedSecretsSettings with(SealedSecretsSettings settings, Flags flags) {
    return settings.withUnsealing(
        new UnsealSettings(
            true, flags.updateStatus(), flags.skipRecreate(), flags.oldGc(), flags.omitLabels()));
  }

  private RunningController start(SealedSecretsSettings settings) {
    RunningController started = RunningController.start(client, settings);
    running = started;
    return started;
  }

  private void create(
      RunningController controller, String in, String name, Map<String, String> labels) {
    SealingCertificate certificate = key.certificate();
    controller.create(in, name, certificate, canary, labels);
  }

  private void label(String name, Map<String, String> labels) {
    client
        .resources(SealedSecret.class)
        .inNamespace(namespace)
        .withName(name)
        .edit(object -> {
          object.getMetadata().setLabels(labels);
          return object;
        });
  }
}
