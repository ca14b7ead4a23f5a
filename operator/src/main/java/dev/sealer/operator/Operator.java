package dev.sealer.operator;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.controller.Controller;
import dev.sealer.kube.controller.ControllerGroup;
import dev.sealer.kube.http.ProbeServer;
import dev.sealer.kube.http.Readiness;
import dev.sealer.kube.leader.LeaderElection;
import dev.sealer.kube.platform.Platform;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs probes, controllers and leader election. Starts them in this order. */
final class Operator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Operator.class);

  /**
   * The settings of the process.
   *
   * @param probes address of probes and metrics
   * @param lease decides which replica writes, and is the prefix of the Leases of shards; null for
   *     no election
   * @param identity of this process in the Lease
   */
  record Settings(InetSocketAddress probes, @Nullable ObjectKey lease, String identity) {}

  private final ControllerGroup group;
  private final ProbeServer probes;
  private final @Nullable Elections elections;

  private Operator(ControllerGroup group, ProbeServer probes, @Nullable Elections elections) {
    this.group = group;
    this.probes = probes;
    this.elections = elections;
  }

  /**
   * Starts everything; does not wait for the API server.
   *
   * @param objects holds the Lease
   * @throws IOException if the address of the probes cannot be bound
   */
  static Operator start(
      Settings settings,
      List<Controller> controllers,
      ClusterObjects objects,
      PrometheusMeterRegistry registry,
      Platform platform)
      throws IOException {
    Readiness readiness = new Readiness();
    ProbeServer probes = ProbeServer.start(settings.probes(), readiness, registry);
    LOG.info("probes and metrics at {}", probes.address());
    ControllerGroup group = new ControllerGroup(controllers);
    group.start(readiness);
    ObjectKey lease = settings.lease();
    if (lease == null) {
      group.started();
      return new Operator(group, probes, null);
    }
    Elections elections =
        Elections.of(
            LeaderElection.Settings.of(lease, settings.identity()), controllers, objects, platform);
    elections.register(registry);
    elections.start();
    return new Operator(group, probes, elections);
  }

  /** Stops writing, releases the Leases, stops serving; in this order. */
  @Override
  public void close() {
    if (elections != null) {
      elections.close();
    }
    group.close();
    probes.close();
  }
}
