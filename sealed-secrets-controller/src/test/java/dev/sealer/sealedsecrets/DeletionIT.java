package dev.sealer.sealedsecrets;

import static dev.sealer.sealedsecrets.RunningController.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With Kubernetes' own garbage collector. */
@KubernetesCluster(nodes = true)
class DeletionIT {

  @TempDir private Path folder;

  @BeforeAll
  static void prepare(KubernetesClient client) {
    Prerequisites.require("DeletionIT", ToolBinaries.find(Tool.KUBESEAL));
    RunningController.installKind(client);
  }

  @Test
  void theSecretGoesWithItsSealedSecretUnlessTheTemplateSaysOtherwise(
      KubernetesClient client, @FreshNamespace String namespace) {
    try (RunningController controller = RunningController.start(client, namespace)) {
      controller.apply(controller.kubeseal(folder, secret(namespace, "owned", "{}")));
      controller.apply(
          controller.kubeseal(
              folder,
              secret(
                  namespace,
                  "kept",
                  "{sealedsecrets.bitnami.com/skip-set-owner-references: \"true\"}")));
      controller.awaitCondition("owned", "Ready", "True");
      controller.awaitCondition("kept", "Ready", "True");

      client.resource(controller.sealed("owned")).delete();
      client.resource(controller.sealed("kept")).delete();

      await().until(() -> controller.secret("owned").isEmpty());
      assertThat(controller.secret("kept")).isPresent();
    }
  }

  private static String secret(String namespace, String name, String annotations) {
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: %s, namespace: %s, annotations: %s}
    stringData: {password: canary-0d5a}
    """
        .formatted(name, namespace, annotations);
  }
}
