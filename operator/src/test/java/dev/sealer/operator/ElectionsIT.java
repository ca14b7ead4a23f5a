package dev.sealer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.controller.ShardedController;
import dev.sealer.kube.leader.LeaderElection;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

/** The Leases of the controllers of a process. */
@KubernetesCluster
final class ElectionsIT {

  private final Set<String> leads = new ConcurrentSkipListSet<>();

  /** A controller that notes what it leads. */
  private record Noting(String name, int shards, Set<String> leads) implements ShardedController {
    @Override
    public LeaderElection.Leadership shard(int shard) {
      return new LeaderElection.Leadership() {
        @Override
        public void started() {
          leads.add(name + " " + shard);
        }

        @Override
        public void stopped() {
          leads.remove(name + " " + shard);
        }
      };
    }

    @Override
    public void start() {}

    @Override
    public void lead() {
      leads.add(name);
    }

    @Override
    public void stopLeading() {
      leads.remove(name);
    }

    @Override
    public void stop() {}

    @Override
    public List<String> waitingFor() {
      return List.of();
    }
  }

  @Test
  void aDividedControllerHasALeaseForEachShardAndTheOthersHaveOne(
      KubernetesClient client, @FreshNamespace String namespace) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Elections elections =
        Elections.of(
            LeaderElection.Settings.of(new ObjectKey(namespace, "operator"), "me"),
            List.of(new Noting("whole", 1, leads), new Noting("divided", 2, leads)),
            new ApiServerObjects(client),
            JdkPlatform.standard());
    elections.register(registry);
    elections.start();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> leads.equals(Set.of("whole", "divided 0", "divided 1")));
    assertThat(client.leases().inNamespace(namespace).list().getItems())
        .extracting(lease -> lease.getMetadata().getName())
        .containsExactlyInAnyOrder("operator", "operator-shard-0", "operator-shard-1");
    assertThat(registry.scrape())
        .contains("leader_election_master_status{name=\"operator-shard-1\"} 1.0");

    elections.close();
    assertThat(leads).isEmpty();
    assertThat(client.leases().inNamespace(namespace).list().getItems())
        .allSatisfy(lease -> assertThat(lease.getSpec().getHolderIdentity()).isNullOrEmpty());
  }
}
