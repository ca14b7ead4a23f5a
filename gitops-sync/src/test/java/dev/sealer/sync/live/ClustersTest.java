package dev.sealer.sync.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.Destination;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Lines;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.sync.plan.ApplicationNamespaces;
import dev.sealer.sync.plan.settings.ArgoSettings;
import java.io.IOException;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which cluster a destination names. */
final class ClustersTest {

  @ParameterizedTest
  @CsvSource({
    "https://kubernetes.default.svc, , true",
    ", in-cluster, true",
    "https://other.example.com, , false",
    ", other, false",
    ", , false",
  })
  void aDestinationNamesItByServerOrByName(String server, String name, boolean found) {
    LiveRules rules = LiveRules.of(ArgoSettings.standard());
    Platform platform = JdkPlatform.standard();
    LiveCluster live =
        new LiveCluster(
            new NoCalls(),
            platform,
            ApplicationNamespaces.only("argocd"),
            new Nobody(),
            () -> rules);
    Cluster here = Cluster.of(Cluster.Id.HERE, new NoCalls(), platform, live);
    try (Clusters clusters = new Clusters(here)) {
      assertThat(clusters.find(new Destination(server, name, "app")).isPresent()).isEqualTo(found);
      assertThat(clusters.all()).containsExactly(clusters.home());
    }
  }

  private record Nobody() implements LiveCluster.WakeUps {
    @Override
    public void now(ObjectKey application) {
      throw new AssertionError(application);
    }

    @Override
    public void soon(ObjectKey application) {
      throw new AssertionError(application);
    }
  }

  private record NoCalls() implements ApiClient {
    @Override
    public ApiAnswer send(ApiRequest request) throws IOException {
      throw new IOException("nobody is there");
    }

    @Override
    public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) throws IOException {
      throw new IOException("nobody is there");
    }

    @Override
    public Lines open(ApiRequest request) throws IOException {
      throw new IOException("nobody is there");
    }
  }
}
