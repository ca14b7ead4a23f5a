package dev.sealer.sealedsecrets;

import static dev.sealer.sealedsecrets.RunningController.await;
import static dev.sealer.sealedsecrets.RunningController.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.sealedsecrets.keys.plan.KeyLife;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.secret.SecretBytes;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.peers.SealedSecretsPeer;
import dev.sealer.testbed.tools.Prerequisites;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Side by side and one after the other with the real Sealed Secrets controller. */
@KubernetesCluster
class PeerControllerIT {

  private final String canary = "canary-" + UUID.randomUUID();
  @TempDir private Path folder;

  @BeforeAll
  static void prepare(KubernetesClient client) {
    Prerequisites.require("PeerControllerIT", SealedSecretsPeer.available());
    RunningController.installKind(client);
  }

  @Test
  void thePeerOpensWhatWeSealed(ControlPlane plane, @FreshNamespace String namespace) {
    try (SealedSecretsPeer peer = start(plane, namespace)) {
      for (Scope scope : Scope.values()) {
        create(plane.client(), peer.certificate(), namespace, scope.flag(), scope);
      }

      for (Scope scope : Scope.values()) {
        Secret secret = awaitSecret(plane.client(), namespace, scope.flag());
        assertThat(value(secret, "password")).isEqualTo(canary);
      }
    }
  }

  @Test
  void aClusterOfThePeerGoesOnUnderUsAndBack(ControlPlane plane, @FreshNamespace String namespace) {
    KubernetesClient client = plane.client();
    try (SealedSecretsPeer peer = start(plane, namespace)) {
      for (int i = 0; i < 10; i++) {
        create(client, peer.certificate(), namespace, "login-" + i, Scope.STRICT);
      }
      await().until(() -> secrets(client, namespace).size() == 10);
      await().until(() -> synced(client, namespace) == 10);
    }
    Map<String, Secret> before = secrets(client, namespace);

    SealedSecretsSettings settings =
        SealedSecretsSettings.defaults(
                SealedSecretsPeer.NAMESPACE,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .withKeys(
                RunningController.keys(
                    SealedSecretsPeer.NAMESPACE, new KeyLife(Duration.ofDays(30), null, true)))
            .watching(List.of(namespace), "");
    try (RunningController ours = RunningController.start(client, settings)) {
      await().until(() -> ours.unsealRequests() == 10);
      await().until(() -> ready(client, namespace) == 10);
    }

    Map<String, Secret> under = secrets(client, namespace);
    assertSameSecrets(before, under);
    try (SealedSecretsPeer peer = start(plane, namespace)) {
      create(client, peer.certificate(), namespace, "after", Scope.STRICT);
      awaitSecret(client, namespace, "after");
      client.secrets().inNamespace(namespace).withName("after").delete();
      awaitSecret(client, namespace, "after");
    }
    Map<String, Secret> back = secrets(client, namespace);
    back.remove("after");
    assertSameSecrets(before, back);
  }

  private static void assertSameSecrets(Map<String, Secret> before, Map<String, Secret> after) {
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach((name, old) -> {
      Secret now = after.get(name);
      assertThat(now).isNotNull();
      assertThat(now.getMetadata().getUid()).isEqualTo(old.getMetadata().getUid());
      assertThat(now.getData()).isEqualTo(old.getData());
      assertThat(now.getType()).isEqualTo(old.getType());
      assertThat(now.getMetadata().getOwnerReferences())
          .isEqualTo(old.getMetadata().getOwnerReferences());
    });
  }

  private SealedSecretsPeer start(ControlPlane plane, String namespace) {
    return SealedSecretsPeer.start(
        plane,
        folder.resolve("peer-" + UUID.randomUUID()),
        "--key-size=2048",
        "--all-namespaces=false",
        "--additional-namespaces=" + namespace);
  }

  private void create(
      KubernetesClient client, String certificate, String namespace, String name, Scope scope) {
    SealedSecret object = new SealedSecret();
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(namespace)
            .withAnnotations(scope.annotations())
            .build());
    try (SecretBytes value = SecretBytes.ofUtf8(canary)) {
      String item =
          new Sealer(SealingCertificate.parse(certificate.getBytes(StandardCharsets.US_ASCII)))
              .seal(value, scope.label(namespace, name))
              .toBase64();
      object.setSpec(new SealedSecretSpec(Map.of("password", item), null, null));
    }
    client.resource(object).create();
  }

  private static Secret awaitSecret(KubernetesClient client, String namespace, String name) {
    return await()
        .until(
            () -> client.secrets().inNamespace(namespace).withName(name).get(), Objects::nonNull);
  }

  private static Map<String, Secret> secrets(KubernetesClient client, String namespace) {
    return client.secrets().inNamespace(namespace).list().getItems().stream()
        .collect(Collectors.toMap(s -> s.getMetadata().getName(), Function.identity()));
  }

  private static long synced(KubernetesClient client, String namespace) {
    return countTrue(client, namespace, "Synced");
  }

  private static long ready(KubernetesClient client, String namespace) {
    return countTrue(client, namespace, "Ready");
  }

  private static long countTrue(KubernetesClient client, String namespace, String type) {
    return client.resources(SealedSecret.class).inNamespace(namespace).list().getItems().stream()
        .filter(object ->
            object.getStatus() != null
                && object.getStatus().conditions().stream()
                    .anyMatch(c -> c.type().equals(type) && c.status().equals("True")))
        .count();
  }
}
