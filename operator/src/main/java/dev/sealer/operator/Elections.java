package dev.sealer.operator;

import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.controller.Controller;
import dev.sealer.kube.controller.ControllerGroup;
import dev.sealer.kube.controller.ShardedController;
import dev.sealer.kube.leader.LeaderElection;
import dev.sealer.kube.leader.ShardElections;
import dev.sealer.kube.platform.Platform;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;

/**
 * The elections of a process: one for the controllers that lead together, and one for each shard of
 * those whose work is divided.
 */
final class Elections implements AutoCloseable {

  private final LeaderElection.Settings settings;
  private final List<LeaderElection> whole = new ArrayList<>();
  private final List<ShardElections> divided = new ArrayList<>();
  private final List<ShardedController> controllers = new ArrayList<>();

  private Elections(LeaderElection.Settings settings) {
    this.settings = settings;
  }

  /**
   * Creates elections that have not started.
   *
   * @param settings with the Lease of the controllers that lead together
   */
  static Elections of(
      LeaderElection.Settings settings,
      List<Controller> controllers,
      ClusterObjects objects,
      Platform platform) {
    Elections elections = new Elections(settings);
    List<Controller> together = new ArrayList<>();
    for (Controller one : controllers) {
      if (one instanceof ShardedController sharded && sharded.shards() > 1) {
        elections.controllers.add(sharded);
        elections.divided.add(
            new ShardElections(settings, sharded.shards(), objects, sharded::shard, platform));
      } else {
        together.add(one);
      }
    }
    if (!together.isEmpty()) {
      elections.whole.add(
          new LeaderElection(settings, objects, new ControllerGroup(together), platform));
    }
    return elections;
  }

  /** Publishes whether this process leads, for each Lease. */
  void register(MeterRegistry registry) {
    whole.forEach(one -> register(registry, settings.lease().name(), one));
    for (ShardElections one : divided) {
      for (int i = 0; i < one.elections().size(); i++) {
        String lease = ShardElections.lease(settings.lease(), i).name();
        register(registry, lease, one.elections().get(i));
      }
    }
  }

  private static void register(MeterRegistry registry, String lease, LeaderElection election) {
    Gauge.builder("leader.election.master.status", election, e -> e.isLeader() ? 1 : 0)
        .tag("name", lease)
        .register(registry);
  }

  void start() {
    whole.forEach(LeaderElection::start);
    divided.forEach(ShardElections::start);
  }

  /** Stops writing and releases the Leases. */
  @Override
  public void close() {
    whole.forEach(LeaderElection::close);
    // All shards at once: else the engine would start again for those that are left.
    controllers.forEach(Controller::stopLeading);
    divided.forEach(ShardElections::close);
  }
}
