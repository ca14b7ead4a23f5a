package dev.sealer.operator;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.http.ProbeServer;
import dev.sealer.kube.http.Readiness;
import dev.sealer.kube.leader.LeaderElection;
import dev.sealer.operator.host.HostedController;
import dev.sealer.operator.host.HostedGroup;
import dev.sealer.operator.host.Surroundings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running process: probes first, then the controllers, then the election. */
final class Operator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Operator.class);

  /**
   * How to run.
   *
   * @param probes where probes and metrics are served
   * @param lease decides who writes; null for no election
   * @param identity in the lease
   */
  record Settings(InetSocketAddress probes, @Nullable ObjectKey lease, String identity) {}

  private final Surroundings surroundings;
  private final HostedGroup group;
  private final ProbeServer probes;
  private final @Nullable LeaderElection election;

  private Operator(
      Surroundings surroundings,
      HostedGroup group,
      ProbeServer probes,
      @Nullable LeaderElection election) {
    this.surroundings = surroundings;
    this.group = group;
    this.probes = probes;
    this.election = election;
  }

  /**
   * Starts everything; does not wait for the API server.
   *
   * @throws IOException when the probes' address cannot be had
   */
  static Operator start(
      Settings settings,
      Surroundings surroundings,
      PrometheusMeterRegistry registry,
      List<HostedController> controllers)
      throws IOException {
    Readiness readiness = new Readiness();
    ProbeServer probes = ProbeServer.start(settings.probes(), readiness, registry);
    LOG.info("probes and metrics at {}", probes.address());
    HostedGroup group = new HostedGroup(controllers);
    group.start(readiness);
    ObjectKey lease = settings.lease();
    if (lease == null) {
      group.started();
      return new Operator(surroundings, group, probes, null);
    }
    LeaderElection election =
        new LeaderElection(
            LeaderElection.Settings.of(lease, settings.identity()),
            surroundings.objects(),
            group,
            surroundings.platform());
    Gauge.builder("leader.election.master.status", election, e -> e.isLeader() ? 1 : 0)
        .tag("name", lease.name())
        .register(registry);
    election.start();
    return new Operator(surroundings, group, probes, election);
  }

  /** Stops writing, gives the lease back, stops serving; in that order. */
  @Override
  public void close() {
    if (election != null) {
      election.close();
    }
    group.close();
    surroundings.close();
    probes.close();
  }
}
