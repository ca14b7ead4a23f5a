package dev.sealer.kube.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.testbed.cluster.Component;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@KubernetesCluster
final class LeaderElectionIT {

  private static final ResourceType LEASE =
      new ResourceType("coordination.k8s.io", "v1", "Lease", "leases", true);

  /** So long that a slow API server ends no term that the test does not end. */
  private static final Duration PATIENT = Duration.ofMinutes(2);

  private final ControlPlane plane;
  private final ClusterObjects cluster;
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final List<LeaderElection> open = new ArrayList<>();
  private String namespace = "";

  LeaderElectionIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.cluster = new ApiServerObjects(client);
  }

  @BeforeEach
  void namespace(@FreshNamespace String fresh) {
    namespace = fresh;
  }

  @AfterEach
  void close() {
    open.forEach(LeaderElection::close);
  }

  private LeaderElection candidate(String identity, Duration deadline) {
    LeaderElection.Settings settings =
        new LeaderElection.Settings(
            new ObjectKey(namespace, "lease"),
            identity,
            deadline.plusSeconds(2),
            deadline,
            Duration.ofMillis(200));
    LeaderElection election =
        new LeaderElection(
            settings,
            cluster,
            new LeaderElection.Leadership() {
              @Override
              public void started() {
                log.add(identity + " started");
              }

              @Override
              public void stopped() {
                log.add(identity + " stopped");
              }
            },
            JdkPlatform.standard());
    open.add(election);
    election.start();
    return election;
  }

  private String holder() {
    return cluster.read(lease()) instanceof ObjectReadResult.Found found
        ? found.object().path("spec").path("holderIdentity").asText()
        : "no lease";
  }

  private ObjectRef lease() {
    return new ObjectRef(LEASE, new ObjectKey(namespace, "lease"));
  }

  @Test
  void handsOverWhenTheLeaderCloses() {
    LeaderElection first = candidate("first", PATIENT);
    await().until(first::isLeader);
    LeaderElection second = candidate("second", PATIENT);
    assertThat(second.isLeader()).isFalse();
    assertThat(holder()).isEqualTo("first");

    first.close();
    await().atMost(Duration.ofSeconds(30)).until(second::isLeader);

    assertThat(log).containsExactly("first started", "first stopped", "second started");
    second.close();
    assertThat(holder()).as("given back").isEmpty();
  }

  @Test
  void stopsWhenAnotherTookTheLeaseAndStandsAgain() {
    LeaderElection election = candidate("me", PATIENT);
    await().until(election::isLeader);

    ObjectNode intruder = Json.object();
    intruder.putObject("spec").put("holderIdentity", "intruder").put("leaseDurationSeconds", 1);
    await()
        .until(() -> cluster.mergePatch(lease(), intruder, "test") instanceof WriteResult.Applied);

    await().until(() -> log.contains("me stopped"));
    await().atMost(Duration.ofSeconds(30)).until(election::isLeader);
    assertThat(log).containsExactly("me started", "me stopped", "me started");
  }

  @Test
  void stopsWhenTheApiServerIsAwayAndLeadsAgainWhenItIsBack() {
    LeaderElection election = candidate("me", Duration.ofSeconds(4));
    await().until(election::isLeader);

    plane.kill(Component.API_SERVER);
    try {
      await().atMost(Duration.ofSeconds(30)).until(() -> log.contains("me stopped"));
      assertThat(election.isLeader()).isFalse();
    } finally {
      plane.restart(Component.API_SERVER);
    }

    await().atMost(Duration.ofSeconds(60)).until(election::isLeader);
    // While the API server starts, it may be too slow to keep a Lease of four seconds.
    List<String> terms = List.copyOf(log);
    assertThat(terms).hasSizeGreaterThanOrEqualTo(3);
    for (int i = 0; i < terms.size(); i++) {
      assertThat(terms.get(i)).isEqualTo(i % 2 == 0 ? "me started" : "me stopped");
    }
  }
}
