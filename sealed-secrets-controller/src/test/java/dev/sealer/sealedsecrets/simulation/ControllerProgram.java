package dev.sealer.sealedsecrets.simulation;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.controller.ControllerGroup;
import dev.sealer.kube.events.ApiEventRecorder;
import dev.sealer.kube.leader.LeaderElection;
import dev.sealer.sealedsecrets.SealedSecretsController;
import dev.sealer.sealedsecrets.SealedSecretsSettings;
import dev.sealer.sealing.unseal.PrivateKeyOperation;
import dev.sealer.simulation.planted.PlantedFault;
import dev.sealer.simulation.world.Program;
import dev.sealer.template.RenderOptions;
import dev.sealer.template.SecretDataTemplates;
import dev.sealer.template.Sprig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The SealedSecret controller as the operator runs it: events, controller, election. */
final class ControllerProgram implements Program {

  private static final SecretDataTemplates RENDERER =
      new SecretDataTemplates(Sprig.library(), RenderOptions.standard());
  private static final PrivateKeyOperation OPERATION = PrivateKeyOperation.fastest();

  static final ObjectKey LEASE = new ObjectKey(ClusterActs.HOME, "sealer-operator");

  private final SealedSecretsSettings settings;
  private final KeyPool pool;
  private final PlantedFault planted;
  private final Map<String, SealedSecretsController> running = new TreeMap<>();

  ControllerProgram(SealedSecretsSettings settings, KeyPool pool, PlantedFault planted) {
    this.settings = settings;
    this.pool = pool;
    this.planted = planted;
  }

  @Override
  public Runnable start(Host host) {
    ApiClient calls = planted.plant().apply(host.calls());
    var objects = new ApiServerObjects(calls);
    ApiEventRecorder events =
        new ApiEventRecorder(objects, "sealed-secrets", host.platform(), host.metrics());
    SealedSecretsController controller =
        new SealedSecretsController(
            settings,
            RENDERER,
            (_, from) -> pool.deal(from),
            OPERATION,
            new ControllerContext(calls, events, host.metrics(), host.platform()));
    LeaderElection election =
        new LeaderElection(
            LeaderElection.Settings.of(LEASE, host.identity()),
            objects,
            new ControllerGroup(List.of(controller)),
            host.platform());
    controller.start();
    election.start();
    running.put(host.identity(), controller);
    return () -> {
      election.close();
      controller.stop();
      events.close();
    };
  }

  /**
   * Asks the process that holds the lease for a new key.
   *
   * @param holder who the lease says that leads
   * @return whether it leads, as far as it knows
   */
  boolean renewKey(String holder) {
    SealedSecretsController controller = running.get(holder);
    return controller != null && controller.renewKey();
  }
}
