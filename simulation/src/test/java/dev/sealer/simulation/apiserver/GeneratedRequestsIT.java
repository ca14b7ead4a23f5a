package dev.sealer.simulation.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.HttpApiClient;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.simulation.platform.SimChance;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same generated requests to both servers must have the same answers. */
@KubernetesCluster
final class GeneratedRequestsIT {

  private static final int ROUNDS = Integer.getInteger("generated.rounds", 10);
  private static final int REQUESTS = 50;
  private static final long SEED = Long.getLong("generated.seed", 4711);

  private final ControlPlane plane;
  private final ApiClient real;

  GeneratedRequestsIT(ControlPlane plane, KubernetesClient connection) {
    this.plane = plane;
    this.real = new HttpApiClient(connection);
    InstalledCrds.on(connection);
  }

  @Test
  void bothServersAnswerAlike() throws IOException {
    List<String> differences = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      round(SEED + round, differences);
    }

    assertThat(differences).isEmpty();
  }

  /** Stops at the first difference, because all that follows may differ for it. */
  private void round(long seed, List<String> differences) throws IOException {
    String namespace = plane.freshNamespace("generated");
    SimApiServer server =
        new SimApiServer(JdkPlatform.standard().time(), new SimChance(seed, "generated"));
    ContractClient setUp = new ContractClient(server, namespace);
    assertThat(setUp.create(ResourceType.NAMESPACE, namespace, "{}").code()).isEqualTo(201);
    ComparedServer simulated = new ComparedServer(server, namespace);
    ComparedServer compared = new ComparedServer(real, namespace);
    GeneratedRequest.Generator generator = new GeneratedRequest.Generator(new Random(seed));
    List<GeneratedRequest> before = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      GeneratedRequest request = generator.next();
      String expected = compared.answer(request);
      String actual = simulated.answer(request);
      if (!actual.equals(expected)) {
        differences.add(
            "seed "
                + seed
                + " request "
                + i
                + "\n"
                + story(before, request)
                + "real:      "
                + expected
                + "\nsimulated: "
                + actual);
        return;
      }
      before.add(request);
    }
  }

  private static String story(List<GeneratedRequest> before, GeneratedRequest request) {
    StringBuilder story = new StringBuilder();
    before.stream()
        .filter(earlier -> earlier.subject() == request.subject())
        .forEach(earlier -> story.append("  before: ").append(earlier).append('\n'));
    return story.append("  this:   ").append(request).append('\n').toString();
  }
}
