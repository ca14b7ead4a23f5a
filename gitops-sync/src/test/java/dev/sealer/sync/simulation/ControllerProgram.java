package dev.sealer.sync.simulation;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.controller.CurrentTerm;
import dev.sealer.kube.events.ApiEventRecorder;
import dev.sealer.kube.leader.LeaderElection;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.world.Program;
import dev.sealer.sync.GitOpsSyncSettings;
import dev.sealer.sync.engine.SyncEngine;
import dev.sealer.sync.observe.ApplicationMetrics;
import dev.sealer.sync.render.SourceRenderer;
import java.nio.file.Path;
import java.time.Duration;

/** The sync controller as the operator runs it: a new one for each term as leader. */
final class ControllerProgram implements Program {

  static final Duration POLL = Duration.ofSeconds(30);

  private static final GitOpsSyncSettings SETTINGS =
      GitOpsSyncSettings.of(ClusterActs.CONTROL, Path.of("/nonexistent"), Path.of("/nonexistent"))
          .pollingEvery(POLL);

  private final GitHistory history;
  private final PlantedFault planted;

  ControllerProgram(GitHistory history, PlantedFault planted) {
    this.history = history;
    this.planted = planted;
  }

  @Override
  public Runnable start(Host host) {
    ApiClient calls = planted.plant().apply(host.calls());
    ApiServerObjects objects = new ApiServerObjects(calls);
    ApiEventRecorder events =
        new ApiEventRecorder(objects, "gitops-sync", host.platform(), host.metrics());
    Terms terms =
        new Terms(
            history,
            new ControllerContext(calls, events, host.metrics(), host.platform()),
            new CurrentTerm<>());
    LeaderElection election =
        new LeaderElection(
            new LeaderElection.Settings(
                new ObjectKey(ClusterActs.HOME, "sealer-operator"),
                host.identity(),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                // Twice the usual pause: half of all calls would be for the Lease.
                Duration.ofSeconds(4)),
            objects,
            terms,
            host.platform());
    election.start();
    return () -> {
      election.close();
      terms.stopped();
      events.close();
    };
  }

  private record Terms(GitHistory history, ControllerContext context, CurrentTerm<SyncEngine> term)
      implements LeaderElection.Leadership {

    @Override
    public void started() {
      term.begin(this::engine);
    }

    @Override
    public void stopped() {
      term.end();
    }

    private SyncEngine engine() {
      return SyncEngine.create(
          new SyncEngine.Settings(
              SETTINGS.namespaces(), SETTINGS.workers(), SETTINGS.pollInterval()),
          history.git(),
          new SourceRenderer(SETTINGS.render()),
          new ApplicationMetrics(context.metrics()),
          context);
    }
  }
}
