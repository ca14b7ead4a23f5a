package dev.sealer.operator;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.client.ClusterConnection;
import dev.sealer.kube.client.ConnectionSettings;
import dev.sealer.kube.http.BoundedHttpServer;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.operator.flags.ControllerName;
import dev.sealer.operator.flags.OperatorFlags;
import dev.sealer.operator.host.ExternalSecretsHost;
import dev.sealer.operator.host.GitopsSyncHost;
import dev.sealer.operator.host.HostedController;
import dev.sealer.operator.host.SealedSecretsHost;
import dev.sealer.operator.host.Surroundings;
import dev.sealer.operator.logging.Logs;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the operator from its flags until it is told to stop. */
final class OperatorCommand {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorCommand.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(25);
  private static final int FAILED = 1;
  private static final Platform PLATFORM = JdkPlatform.standard();

  private final OperatorFlags flags;
  private final Map<String, String> environment;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  OperatorCommand(OperatorFlags flags, Map<String, String> environment) {
    this.flags = flags;
    this.environment = environment;
  }

  /**
   * Returns after {@link #stopAndWait}, or at once when it cannot start.
   *
   * @return the exit code
   */
  int run() {
    Logs.configure(flags.process().logs());
    String version = Version.ours();
    String namespace = OwnNamespace.find(flags.process().namespace(), environment);
    LOG.info(
        "sealer operator {}: {} in namespace {}",
        version,
        flags.process().controllers(),
        namespace);
    flags.warnings().forEach(LOG::warn);
    BoundedHttpServer.limitTimes(flags.process().readTimeout(), flags.process().writeTimeout());
    LOG.info(
        "traffic is encrypted by {}", NativeAesGcm.prefer() ? "native code" : "the JDK's code");
    PrometheusMeterRegistry registry = ProcessMetrics.registry(version);
    try (KubernetesClient client = ClusterConnection.open(connection(version));
        Surroundings surroundings = new Surroundings(client, registry, PLATFORM);
        Operator operator = start(namespace, registry, surroundings)) {
      LOG.debug("started as {}", operator);
      stop.await();
      LOG.info("stopping");
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("cannot start: {}", e.getMessage());
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    } finally {
      stopped.countDown();
    }
    LOG.info("stopped");
    return 0;
  }

  /**
   * Tells {@link #run} to end, and waits for it.
   *
   * @return whether it ended in time
   */
  boolean stopAndWait() throws InterruptedException {
    stop.countDown();
    return PLATFORM.time().await(stopped, STOP_WITHIN);
  }

  /** Whether {@link #run} has ended. */
  boolean ended() {
    return stopped.getCount() == 0;
  }

  private Operator start(
      String namespace, PrometheusMeterRegistry registry, Surroundings surroundings)
      throws IOException {
    ObjectKey lease =
        flags.process().leaderElect()
            ? new ObjectKey(namespace, flags.process().leaderElectionId())
            : null;
    String pod = environment.getOrDefault("POD_NAME", "sealer-operator");
    Operator.Settings settings =
        new Operator.Settings(flags.process().probes(), lease, pod + "_" + unique());
    return Operator.start(settings, surroundings, registry, controllers(namespace, surroundings));
  }

  /** Tells this process from an earlier one in a Pod of the same name. */
  private static String unique() {
    byte[] random = new byte[16];
    PLATFORM.chance().secure("identity").nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private List<HostedController> controllers(String namespace, Surroundings surroundings)
      throws IOException {
    List<HostedController> hosted = new ArrayList<>();
    for (ControllerName name : flags.process().controllers()) {
      hosted.add(
          switch (name) {
            case SEALED_SECRETS -> sealedSecrets(namespace, surroundings);
            case EXTERNAL_SECRETS ->
                new ExternalSecretsHost(
                    flags.externalSecrets().settings(environment), surroundings);
            case GITOPS_SYNC -> new GitopsSyncHost(flags.gitopsSync().settings(), surroundings);
          });
    }
    return hosted;
  }

  private SealedSecretsHost sealedSecrets(String namespace, Surroundings surroundings)
      throws IOException {
    SealedSecretsHost host =
        new SealedSecretsHost(flags.sealedSecrets().settings(namespace), surroundings);
    UserSignal.handle(host::renewKey);
    return host;
  }

  private ConnectionSettings connection(String version) {
    return new ConnectionSettings(
        flags.process().kubeconfig(),
        flags.process().context(),
        null,
        null,
        null,
        "sealer-operator/" + version);
  }
}
