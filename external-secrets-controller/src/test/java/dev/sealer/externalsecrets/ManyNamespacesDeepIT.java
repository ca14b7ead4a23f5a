package dev.sealer.externalsecrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Namespaces with ExternalSecrets that hold a finalizer, deleted as a whole. */
@KubernetesCluster(nodes = true)
class ManyNamespacesDeepIT {
  private static final int NAMESPACES = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Test
  void comeAndGoWithoutAFinalizerThatStays(
      KubernetesClient client, @FreshNamespace String namespace) {
    List<String> names = IntStream.range(0, NAMESPACES).mapToObj(i -> namespace + "-" + i).toList();
    try (ControllerHarness it =
        new ControllerHarness(client, namespace, List.of(), Optional.empty())) {
      for (String name : names) {
        client
            .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
            .create();
        it.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: SecretStore
            metadata: {name: fake, namespace: TEAM}
            spec: {provider: {fake: {data: [{key: db, value: canary-fake-1}]}}}
            ---
            apiVersion: external-secrets.io/v1
            kind: ExternalSecret
            metadata: {name: db, namespace: TEAM}
            spec:
              secretStoreRef: {name: fake}
              target: {deletionPolicy: Delete}
              data: [{secretKey: password, remoteRef: {key: db}}]
            """
                .replace("TEAM", name));
      }
      await()
          .atMost(PATIENCE)
          .until(() -> names.stream().allMatch(name -> hasSecret(client, name)));

      names.forEach(name -> client.namespaces().withName(name).delete());
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(client.namespaces().list().getItems())
                  .extracting(left -> left.getMetadata().getName())
                  .doesNotContainAnyElementsOf(names));
    }
  }

  private static boolean hasSecret(KubernetesClient client, String namespace) {
    return client.secrets().inNamespace(namespace).withName("db").get() != null;
  }
}
