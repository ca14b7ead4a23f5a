package dev.sealer.externalsecrets.simulation;

import dev.sealer.externalsecrets.ClusterKinds;
import dev.sealer.externalsecrets.ExternalSecretsController;
import dev.sealer.externalsecrets.ExternalSecretsSettings;
import dev.sealer.externalsecrets.provider.StoreOptions;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.memory.MemoryProvider;
import dev.sealer.externalsecrets.store.memory.MemoryStore;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.controller.ControllerGroup;
import dev.sealer.kube.events.ApiEventRecorder;
import dev.sealer.kube.leader.LeaderElection;
import dev.sealer.kube.platform.Time;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.world.Program;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The ExternalSecret controller as the operator runs it: a new one for each term as leader. */
final class ControllerProgram implements Program {

  private static final int BATCH = 20;
  private static final ExternalSecretsSettings SETTINGS =
      new ExternalSecretsSettings(
          List.of(ClusterActs.TEAM),
          "default",
          4,
          ClusterKinds.ALL,
          true,
          Duration.ofMinutes(5),
          Duration.ofMillis(25),
          StoreOptions.DEFAULT);

  private final SimStore store;
  private final PlantedFault planted;

  ControllerProgram(SimStore store, PlantedFault planted) {
    this.store = store;
    this.planted = planted;
  }

  @Override
  public Runnable start(Host host) {
    ApiClient calls = planted.plant().apply(host.calls());
    var objects = new ApiServerObjects(calls);
    ApiEventRecorder events =
        new ApiEventRecorder(objects, "external-secrets", host.platform(), host.metrics());
    Time time = host.platform().time();
    UnaryOperator<StoreAnswer> answers = PlantedFaults.answers(planted);
    StoreProvider provider =
        new MemoryProvider(
            new MemoryStore(),
            BATCH,
            (region, read) -> Optional.of(answers.apply(store.answer(time, region, read))));
    ControllerContext context =
        new ControllerContext(calls, events, host.metrics(), host.platform());
    ControllerGroup group =
        new ControllerGroup(
            List.of(
                new ExternalSecretsController(
                    SETTINGS, PlantedFaults.limits(planted), List.of(provider), context)));
    LeaderElection election =
        new LeaderElection(
            LeaderElection.Settings.of(
                new ObjectKey(ClusterActs.HOME, "sealer-operator"), host.identity()),
            objects,
            group,
            host.platform());
    election.start();
    return () -> {
      election.close();
      group.close();
      events.close();
    };
  }
}
