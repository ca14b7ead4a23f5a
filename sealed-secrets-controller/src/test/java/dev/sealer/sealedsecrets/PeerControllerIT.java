package dev.sealer.sealedsecrets;

import static dev.sealer.sealedsecrets.RunningController.await;
import static dev.sealer.sealedsecrets.RunningController.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside the real Sealed Secrets controller. */
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
}
