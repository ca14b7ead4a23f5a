package dev.sealer.kube.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replicas share shards, with real Leases. */
@KubernetesCluster
final class ShardElectionsIT {

  private static final int SHARDS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ClusterObjects cluster;
  private final Map<Integer, String> leaders = new ConcurrentHashMap<>();
  private final List<String> overlaps = new ArrayList<>();
  private final List<ShardElections> open = new ArrayList<>();
  private String namespace = "";

  ShardElectionsIT(KubernetesClient client) {
    this.cluster = new ApiServerObjects(client);
  }

  @BeforeEach
  void namespace(@FreshNamespace String fresh) {
    namespace = fresh;
  }

  @AfterEach
  void close() {
    open.forEach(ShardElections::close);
  }

  private ShardElections replica(String identity) {
    LeaderElection.Settings settings =
        new LeaderElection.Settings(
            new ObjectKey(namespace, "lease"),
            identity,
            Duration.ofSeconds(8),
            Duration.ofSeconds(6),
            Duration.ofMillis(200));
    ShardElections elections =
        new ShardElections(
            settings, SHARDS, cluster, shard -> leads(identity, shard), JdkPlatform.standard());
    open.add(elections);
    elections.start();
    return elections;
  }

  private LeaderElection.Leadership leads(String identity, int shard) {
    return new LeaderElection.Leadership() {
      @Override
      public void started() {
        String before = leaders.putIfAbsent(shard, identity);
        if (before != null) {
          overlaps.add(shard + ": " + identity + " while " + before + " leads");
        }
      }

      @Override
      public void stopped() {
        boolean _ = leaders.remove(shard, identity);
      }
    };
  }

  private long ledBy(String identity) {
    return leaders.values().stream().filter(identity::equals).count();
  }

  @Test
  void eachShardHasOneLeaderAndReplicasHaveEqualShares() {
    ShardElections first = replica("first");
    await().atMost(PATIENCE).until(() -> ledBy("first") == SHARDS);

    ShardElections _ = replica("second");
    await().atMost(PATIENCE).until(() -> ledBy("first") == 2 && ledBy("second") == 2);

    first.close();
    await().atMost(PATIENCE).until(() -> ledBy("second") == SHARDS);

    assertThat(overlaps).isEmpty();
  }
}
