package dev.sealer.sealedsecrets;

import static dev.sealer.sealedsecrets.RunningController.await;
import static dev.sealer.sealedsecrets.RunningController.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sealing keys that come, go and break while the controller runs. */
@KubernetesCluster
class KeyChangesIT {

  private final Canary canary = Canary.random();
  private final SealingKeyPair newer = key(Duration.ofDays(1));
  private final SealingKeyPair older = key(Duration.ofDays(20));
  private KubernetesClient client;
  private String namespace;
  private RunningController controller;

  @BeforeAll
  static void prepare(KubernetesClient client) {
    RunningController.installKind(client);
  }

  @BeforeEach
  void start(KubernetesClient admin, @FreshNamespace String fresh) {
    client = admin;
    namespace = fresh;
    RunningController.createKey(client, namespace, "newer", newer);
    RunningController.createKey(client, namespace, "older", older);
    controller = RunningController.start(client, namespace);
    controller.create("on-newer", newer.certificate(), canary.value());
    controller.create("on-older", older.certificate(), canary.value());
    controller.awaitCondition("on-newer", "Ready", "True");
    controller.awaitCondition("on-older", "Ready", "True");
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  @Test
  void aKeyThatGoesAndComesBackConcernsOnlyWhatItOpened(ControlPlane plane) {
    Secret made = controller.awaitSecret("on-older");
    String untouched = controller.sealed("on-newer").getMetadata().getResourceVersion();
    await().until(() -> gauge("sealer_sealing_objects", "state", "stale") == 1);
    await().until(() -> gauge("sealer_sealing_key_objects", "secret", "older") == 1);

    Secret key = client.secrets().inNamespace(namespace).withName("older").get();
    client.resource(key).delete();

    assertThat(controller.awaitCondition("on-older", "Ready", "False").reason())
        .isEqualTo("NotDecryptable");
    assertThat(controller.condition("on-older", "Stalled")).isPresent();
    assertThat(controller.awaitSecret("on-older").getData()).isEqualTo(made.getData());
    await().until(() -> gauge("sealer_sealing_objects", "state", "closed") == 1);
    assertThat(controller.registry.find("sealer_sealing_key_objects").gauges()).hasSize(1);

    key.getMetadata().setResourceVersion(null);
    key.getMetadata().setUid(null);
    client.resource(key).create();

    controller.awaitCondition("on-older", "Ready", "True");
    assertThat(controller.condition("on-older", "Stalled")).isEmpty();
    assertThat(controller.awaitSecret("on-older").getMetadata().getUid())
        .isEqualTo(made.getMetadata().getUid());
    assertThat(controller.awaitSecret("on-older").getMetadata().getResourceVersion())
        .as("nothing was written to it")
        .isEqualTo(made.getMetadata().getResourceVersion());
    assertThat(controller.sealed("on-newer").getMetadata().getResourceVersion())
        .as("the other key's object was left alone")
        .isEqualTo(untouched);
    CanarySearch.of(canary).cluster(plane).assertNothingFound();
  }

  @Test
  void aKeyThatBreaksIsSetAsideReportedAndTakenBackWhenItIsRepaired() {
    Map<String, String> good =
        client.secrets().inNamespace(namespace).withName("older").get().getData();
    Map<String, String> broken = new HashMap<>(good);
    broken.put(
        "tls.key", Base64.getEncoder().encodeToString("no key".getBytes(StandardCharsets.UTF_8)));

    replaceData(broken);

    assertThat(controller.awaitCondition("on-older", "Ready", "False").reason())
        .isEqualTo("NotDecryptable");
    assertThat(gauge("sealer_sealing_keys_quarantined")).isEqualTo(1);
    await().until(() -> controller.eventsOn("older").contains("SealingKeyMalformed"));
    assertThat(controller.certificate()).isEqualTo(newer.certificate().toPem());

    replaceData(good);

    controller.awaitCondition("on-older", "Ready", "True");
    assertThat(gauge("sealer_sealing_keys_quarantined")).isZero();
  }

  @Test
  void makesAKeyWhenAskedTo() {
    assertThat(controller.controller().renewKey()).isTrue();

    await().until(() -> !controller.certificate().equals(newer.certificate().toPem()));
    assertThat(gauge("sealer_sealing_keys")).isEqualTo(3);
    String made =
        client
            .secrets()
            .inNamespace(namespace)
            .withLabel("team", "platform")
            .list()
            .getItems()
            .getFirst()
            .getMetadata()
            .getName();
    await().until(() -> controller.eventsOn(made).contains("SealingKeyMade"));
    await().until(() -> gauge("sealer_sealing_objects", "state", "stale") == 2);
    assertThat(gauge("sealer_sealing_key_not_after_seconds", "secret", "older"))
        .isEqualTo((double) older.certificate().notAfter().getEpochSecond());
    assertThat(value(controller.awaitSecret("on-older"), "password")).isEqualTo(canary.value());
  }

  private double gauge(String name, String... tags) {
    return controller.registry.get(name).tags(tags).gauge().value();
  }

  private void replaceData(Map<String, String> data) {
    client
        .secrets()
        .inNamespace(namespace)
        .withName("older")
        .edit(secret -> {
          secret.setData(data);
          return secret;
        });
  }

  private static SealingKeyPair key(Duration age) {
    return new NewSealingKey(2048, "", Duration.ofDays(365))
        .generate(Instant.now().minus(age), new SecureRandom());
  }
}
