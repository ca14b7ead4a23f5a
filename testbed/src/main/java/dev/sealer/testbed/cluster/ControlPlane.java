package dev.sealer.testbed.cluster;

import dev.sealer.testbed.credentials.Kubeconfig;
import dev.sealer.testbed.process.LoggedProcess;
import dev.sealer.testbed.process.StartFailedException;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A real Kubernetes control plane on loopback: etcd and the API server, and on demand the built-in
 * controllers, the scheduler and a simulated node. RBAC is on. Everything it starts ends with
 * {@link #close()}, at the latest with this JVM.
 */
public final class ControlPlane implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PORT_ATTEMPTS = 3;
  private static final long TOKEN_SECONDS = Duration.ofHours(12).toSeconds();

  private final ControlPlaneSpec spec;
  private final PlaneFiles files;
  private final PlanePorts ports;
  private final ComponentCommands commands;
  private final ApiServerProbe probe;
  private final AuditLog auditLog;
  private final KubernetesClient client;
  private final Map<Component, LoggedProcess> processes = new EnumMap<>(Component.class);

  private ControlPlane(ControlPlaneSpec spec) {
    this.spec = spec;
    this.files = new PlaneFiles(spec.folder());
    this.ports = PlanePorts.choose(spec.nodes());
    this.commands = new ComponentCommands(spec, files, ports);
    this.probe =
        new ApiServerProbe(serverUrl(), files.authority().trustingContext(), files.admin().token());
    this.auditLog = new AuditLog(files.auditLog(), probe);
    this.client = new KubernetesClientBuilder().withConfig(adminConfig()).build();
    files.writeKubeconfigs(serverUrl());
  }

  /**
   * Starts a control plane and returns when it answers; takes about three seconds once the programs
   * are built.
   *
   * @throws dev.sealer.testbed.tools.MissingToolException when a program cannot be had
   * @throws StartFailedException when a process does not start; carries the tail of its log
   */
  public static ControlPlane start(ControlPlaneSpec spec) {
    for (int attempt = 1; ; attempt++) {
      ControlPlane plane = new ControlPlane(spec);
      try {
        plane.files.deleteOldRun();
        plane.startAll();
        return plane;
      } catch (StartFailedException e) {
        plane.close();
        if (!e.portTaken() || attempt == PORT_ATTEMPTS) {
          throw e;
        }
      } catch (RuntimeException e) {
        plane.close();
        throw e;
      }
    }
  }

  /** The API server's URL. */
  public String serverUrl() {
    return ports.apiServerUrl();
  }

  /** The certificate that signs the API server's, as PEM text. */
  public String caPem() {
    return files.authority().pem();
  }

  /** A client with all rights, shared by all callers and closed with the control plane. */
  public KubernetesClient client() {
    return client;
  }

  /** Client configuration with all rights. */
  public Config adminConfig() {
    return config(files.admin().token());
  }

  /** A kubeconfig file with all rights; it stays valid when the control plane is wiped. */
  public Path kubeconfig() {
    return files.adminKubeconfig();
  }

  /** The folder of certificates, kubeconfigs, data and logs. */
  public Path folder() {
    return spec.folder();
  }

  /** The token that the kubelet of a real node signs in with. */
  public String kubeletToken() {
    return files.kubelet().token();
  }

  /** Client configuration of a service account, which is made if need be, with a real token. */
  public Config configFor(String namespace, String serviceAccount) {
    return config(tokenOf(namespace, serviceAccount));
  }

  /** Writes a kubeconfig of a service account, which is made if need be. */
  public Path writeKubeconfigFor(String namespace, String serviceAccount, Path file) {
    Kubeconfig.write(file, serverUrl(), caPem(), tokenOf(namespace, serviceAccount));
    return file;
  }

  /** A token of a service account, from the TokenRequest API; the account is made if need be. */
  public String tokenOf(String namespace, String serviceAccount) {
    var account = client.serviceAccounts().inNamespace(namespace).withName(serviceAccount);
    if (account.get() == null) {
      ServiceAccounts.create(client, namespace, serviceAccount);
    }
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(TOKEN_SECONDS)
            .endSpec()
            .build();
    return account.tokenRequest(request).getStatus().getToken();
  }

  /** The API server's audit log. */
  public AuditLog auditLog() {
    return auditLog;
  }

  /** Makes a namespace with a name that was not used before, such as {@code prefix-1f3a9c2b}. */
  public String freshNamespace(String prefix) {
    String name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  /** The processes this control plane has. */
  public List<Component> components() {
    return Component.of(spec.nodes());
  }

  /** Returns whether the process runs. */
  public boolean isRunning(Component component) {
    LoggedProcess process = processes.get(component);
    return process != null && process.isRunning();
  }

  /** Ends a process by SIGKILL, as a crash would. */
  public void kill(Component component) {
    LoggedProcess process = processes.get(component);
    if (process != null) {
      process.kill();
    }
  }

  /** Suspends a process: its connections stay open and nothing responds, until it is resumed. */
  public void suspend(Component component) {
    running(component).suspend();
  }

  /** Lets a suspended process continue. */
  public void resume(Component component) {
    running(component).resume();
  }

  private LoggedProcess running(Component component) {
    LoggedProcess process = processes.get(component);
    if (process == null) {
      throw new IllegalStateException(component + " does not run");
    }
    return process;
  }

  /** Starts a process again, on its old port, and waits until it is ready. */
  public void restart(Component component) {
    kill(component);
    startOne(component);
  }

  /**
   * Ends everything, deletes all of etcd's data and starts again, on the same address with the same
   * credentials: the cluster is empty, clients and kubeconfigs go on to work.
   */
  public void wipe() {
    components().reversed().forEach(this::kill);
    files.deleteEtcdData();
    startAll();
  }

  /** The file that holds what the process printed. */
  public Path log(Component component) {
    return files.log(component);
  }

  @Override
  public void close() {
    client.close();
    probe.close();
    // In reverse, so that no process fills its log because the one below has gone.
    components().reversed().forEach(this::stop);
    files.deleteEtcdData();
  }

  private void stop(Component component) {
    LoggedProcess process = processes.remove(component);
    if (process != null) {
      process.kill();
    }
  }

  private void startAll() {
    components().forEach(this::startOne);
  }

  private void startOne(Component component) {
    LoggedProcess process = LoggedProcess.start(commands.of(component));
    processes.put(component, process);
    switch (component) {
      // The API server itself waits for etcd, so both come up side by side.
      case ETCD, CONTROLLER_MANAGER, SCHEDULER -> {}
      case API_SERVER -> awaitApiServer(process);
      case KWOK -> SimulatedNode.create(client);
    }
  }

  private void awaitApiServer(LoggedProcess apiServer) {
    apiServer.awaitReady(
        () -> {
          LoggedProcess etcd = processes.get(Component.ETCD);
          if (etcd != null && !etcd.isRunning()) {
            throw new StartFailedException(etcd.name(), "ended", etcd.logTail());
          }
          return probe.status("/readyz") == 200;
        },
        PATIENCE);
  }

  private Config config(String token) {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(serverUrl())
        .withCaCertData(caPem())
        .withOauthToken(token)
        .withNamespace("default")
        .build();
  }
}
