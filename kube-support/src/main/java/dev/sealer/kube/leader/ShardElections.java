package dev.sealer.kube.leader;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.Time;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes part in the election of a leader for each of several shards. Every replica is a candidate
 * for every shard, so none is without a leader as long as one replica lives. A replica that leads
 * fewer than another asks that one for a shard.
 */
public final class ShardElections implements AutoCloseable {

  private final LeaderElection.Settings settings;
  private final List<LeaderElection> elections;
  private final Platform platform;
  private @Nullable Thread balancing;

  /**
   * Creates elections that have not started.
   *
   * @param settings of each; the name of the Lease is the prefix of the Leases' names
   * @param count the number of shards
   * @param leadership receives the terms of a shard
   */
  public ShardElections(
      LeaderElection.Settings settings,
      int count,
      ClusterObjects cluster,
      IntFunction<LeaderElection.Leadership> leadership,
      Platform platform) {
    this.settings = settings;
    this.platform = platform;
    this.elections =
        IntStream.range(0, count)
            .mapToObj(shard ->
                new LeaderElection(
                    settings.with(lease(settings.lease(), shard)),
                    cluster,
                    leadership.apply(shard),
                    platform))
            .toList();
  }

  /** Returns the Lease of a shard. */
  public static ObjectKey lease(ObjectKey prefix, int shard) {
    return new ObjectKey(prefix.namespace(), prefix.name() + "-shard-" + shard);
  }

  /** Returns the election of each shard. */
  public List<LeaderElection> elections() {
    return elections;
  }

  /** Enters the elections and returns at once. Called once, and not after {@link #close}. */
  public void start() {
    elections.forEach(LeaderElection::start);
    balancing = platform.threads().start("shard-balance", this::balance);
  }

  private void balance() {
    Time time = platform.time();
    try {
      while (true) {
        time.sleep(settings.retry());
        List<String> leaders = elections.stream().map(LeaderElection::leader).toList();
        OptionalInt asked = ShardBalance.ask(leaders, settings.identity());
        if (asked.isPresent()) {
          elections.get(asked.getAsInt()).ask();
          // For so long it may take until the shard is given.
          time.sleep(settings.duration());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends all terms, waits for {@link LeaderElection.Leadership#stopped}, gives the Leases back. */
  @Override
  public void close() {
    Thread running = balancing;
    if (running != null) {
      running.interrupt();
    }
    elections.forEach(LeaderElection::close);
  }
}
