package dev.sealer.testbed.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@KubernetesCluster
final class SealedSecretsPeerIT {
  @Test
  void theRealControllerUnsealsWhatTheRealKubesealSealed(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder)
      throws Exception {
    String suite = SealedSecretsPeerIT.class.getName();
    Prerequisites.require(suite, SealedSecretsPeer.available());
    Prerequisites.require(suite, ToolBinaries.find(Tool.KUBESEAL));
    String canary = "canary-" + UUID.randomUUID();
    String secret =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: db, namespace: %s}
        stringData: {password: %s}
        """
            .formatted(namespace, canary);
    try (SealedSecretsPeer controller =
        SealedSecretsPeer.start(plane, folder.resolve("peer"), "--key-size=2048")) {
      Path certificate = folder.resolve("cert.pem");
      Files.writeString(certificate, controller.certificate());
      CommandOutcome sealed =
          Peers.command(Tool.KUBESEAL, "--cert", certificate.toString(), "--format", "yaml")
              .run(secret)
              .orThrow();
      assertThat(sealed.stdout()).contains("kind: SealedSecret").doesNotContain(canary);

      client.load(new ByteArrayInputStream(sealed.stdoutBytes())).create();
      Secret live =
          client
              .secrets()
              .inNamespace(namespace)
              .withName("db")
              .waitUntilCondition(Objects::nonNull, 60, TimeUnit.SECONDS);
      assertThat(Base64.getDecoder().decode(live.getData().get("password")))
          .asString()
          .isEqualTo(canary);
      assertThat(controller.log()).content().doesNotContain(canary);
    }
    assertThat(Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token")).doesNotExist();
  }
}
