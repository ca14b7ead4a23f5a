package dev.sealer.operator;

import dev.sealer.externalsecrets.BuiltInProviders;
import dev.sealer.externalsecrets.ExternalSecretsController;
import dev.sealer.externalsecrets.ExternalSecretsSettings;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.client.ClusterConnection;
import dev.sealer.kube.client.ConnectionSettings;
import dev.sealer.kube.client.HttpApiClient;
import dev.sealer.kube.controller.Controller;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.kube.controller.ControllerContexts;
import dev.sealer.kube.http.BoundedHttpServer;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.operator.flags.ControllerName;
import dev.sealer.operator.flags.OperatorFlags;
import dev.sealer.operator.logging.Logs;
import dev.sealer.sync.GitOpsSyncController;
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

/** Runs the operator as its flags state, until {@link #stopAndWait}. */
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
   * Runs until {@link #stopAndWait}; returns at once if it cannot start.
   *
   * @return the exit code
   */
  int run() {
    Logs.configure(flags.process().logs());
    String version = OperatorVersion.ours();
    String namespace = OwnNamespace.find(flags.process().namespace(), environment);
    LOG.info(
        "sealer operator {}: {} in namespace {}",
        version,
        flags.process().controllers(),
        namespace);
    flags.warnings().forEach(LOG::warn);
    BoundedHttpServer.limitTimes(flags.process().readTimeout(), flags.process().writeTimeout());
    LOG.info("AES-GCM of TLS: {}", NativeAesGcm.prefer() ? "native library" : "JDK");
    PrometheusMeterRegistry registry = ProcessMetrics.registry(version);
    try (KubernetesClient client = ClusterConnection.open(connection(version));
        ControllerContexts contexts =
            new ControllerContexts(new HttpApiClient(client), registry, PLATFORM);
        Operator _ =
            Operator.start(
                settings(namespace),
                controllers(namespace, contexts),
                new ApiServerObjects(client),
                registry,
                PLATFORM)) {
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
   * Ends {@link #run}, and waits for it.
   *
   * @return whether it ended in time
   */
  boolean stopAndWait() throws InterruptedException {
    stop.countDown();
    return PLATFORM.time().await(stopped, STOP_WITHIN);
  }

  /** Returns whether {@link #run} has ended. */
  boolean ended() {
    return stopped.getCount() == 0;
  }

  private Operator.Settings settings(String namespace) {
    ObjectKey lease =
        flags.process().leaderElect()
            ? new ObjectKey(namespace, flags.process().leaderElectionId())
            : null;
    String pod = environment.getOrDefault("POD_NAME", "sealer-operator");
    return new Operator.Settings(flags.process().probes(), lease, pod + "_" + unique());
  }

  /** Distinguishes this process from an earlier one in a Pod of the same name. */
  private static String unique() {
    byte[] random = new byte[16];
    PLATFORM.chance().secure("identity").nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private List<Controller> controllers(String namespace, ControllerContexts contexts)
      throws IOException {
    List<Controller> controllers = new ArrayList<>();
    for (ControllerName name : flags.process().controllers()) {
      ControllerContext context = contexts.create(name.toString());
      controllers.add(
          switch (name) {
            case SEALED_SECRETS -> sealedSecrets(namespace, context);
            case EXTERNAL_SECRETS -> externalSecrets(context);
            case GITOPS_SYNC -> new GitOpsSyncController(flags.gitopsSync().settings(), context);
          });
    }
    return controllers;
  }

  private Controller sealedSecrets(String namespace, ControllerContext context) throws IOException {
    SealedSecretsService service =
        new SealedSecretsService(flags.sealedSecrets().settings(namespace), context);
    UserSignal.handle(service::renewKey);
    return service;
  }

  private Controller externalSecrets(ControllerContext context) {
    ExternalSecretsSettings settings = flags.externalSecrets().settings(environment);
    return new ExternalSecretsController(
        settings, BuiltInProviders.of(settings.stores(), context), context);
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
