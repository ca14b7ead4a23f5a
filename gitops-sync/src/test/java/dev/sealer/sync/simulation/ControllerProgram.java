package dev.sealer.sync.simulation;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.controller.ShardedTerm;
import dev.sealer.kube.events.ApiEventRecorder;
import dev.sealer.kube.leader.LeaderElection;
import dev.sealer.kube.leader.ShardElections;
import dev.sealer.kube.platform.Platform;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.world.Program;
import dev.sealer.sync.GitOpsSyncSettings;
import dev.sealer.sync.engine.SyncEngine;
import dev.sealer.sync.observe.ApplicationMetrics;
import dev.sealer.sync.plan.Shards;
import dev.sealer.sync.render.SourceRenderer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** The sync controller as the operator runs it: a new engine for each term as leader. */
final class ControllerProgram implements Program {

  static final Duration POLL = Duration.ofSeconds(30);

  private static final GitOpsSyncSettings SETTINGS =
      GitOpsSyncSettings.of(ClusterActs.CONTROL, Path.of("/nonexistent"), Path.of("/nonexistent"))
          .pollingEvery(POLL);

  private final GitHistory history;
  private final PlantedFault planted;
  private final int shards;

  ControllerProgram(GitHistory history, PlantedFault planted, int shards) {
    this.history = history;
    this.planted = planted;
    this.shards = shards;
  }

  @Override
  public Runnable start(Host host) {
    ApiClient calls = planted.plant().apply(host.calls());
    ApiServerObjects objects = new ApiServerObjects(calls);
    ApiEventRecorder events =
        new ApiEventRecorder(objects, "gitops-sync", host.platform(), host.metrics());
    ControllerContext context =
        new ControllerContext(calls, events, host.metrics(), host.platform());
    ShardedTerm<SyncEngine> term = new ShardedTerm<>(led -> engine(context, led));
    LeaderElection.Settings election =
        new LeaderElection.Settings(
            new ObjectKey(ClusterActs.HOME, "sealer-operator"),
            host.identity(),
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            // Twice the usual pause: half of all calls would be for the Lease.
            Duration.ofSeconds(4));
    Runnable close = elect(election, objects, term, host.platform());
    return () -> {
      close.run();
      term.end();
      events.close();
    };
  }

  private Runnable elect(
      LeaderElection.Settings settings,
      ApiServerObjects objects,
      ShardedTerm<SyncEngine> term,
      Platform platform) {
    if (shards == 1) {
      LeaderElection election = new LeaderElection(settings, objects, term.shard(0), platform);
      election.start();
      return election::close;
    }
    ShardElections elections = new ShardElections(settings, shards, objects, term::shard, platform);
    elections.start();
    return elections::close;
  }

  private SyncEngine engine(ControllerContext context, Set<Integer> led) {
    return SyncEngine.create(
        new SyncEngine.Settings(
            SETTINGS.namespaces(),
            new Shards(shards, led),
            SETTINGS.workers(),
            SETTINGS.pollInterval()),
        history.git(),
        new SourceRenderer(SETTINGS.render()),
        new ApplicationMetrics(context.metrics()),
        context);
  }
}
