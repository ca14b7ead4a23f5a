package dev.sealer.e2e;

import dev.sealer.e2e.stage.Installation;
import dev.sealer.e2e.stage.Observed;
import dev.sealer.e2e.stage.OperatorProcess;
import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.e2e.stage.SealerCommand;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.HostService;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitServer;
import dev.sealer.testbed.peers.Peers;
import dev.sealer.testbed.tools.Tool;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * The installed product beside a Git server, with an operator that can be killed and started again.
 */
final class Workbench implements AutoCloseable {

  /** Two operators that generate keys of 4096 bits at once take more than a minute on two cores. */
  private static final List<String> SMALL_KEY = List.of("--key-size=2048");

  private static final String API_SERVICE = "sealed-secrets-controller";

  private final ControlPlane plane;
  private final Path folder;
  private final Map<String, String> environment;
  private final GitServer gitServer;
  private final SealerCommand sealer = new SealerCommand(ProjectFiles.find());
  private final List<Canary> canaries = new ArrayList<>();
  private final List<GitRepository> repositories = new ArrayList<>();
  private OperatorProcess operator;
  private String lastMetrics = "";

  private Workbench(ControlPlane plane, Path folder, Map<String, String> environment) {
    this.plane = plane;
    this.folder = folder;
    this.environment = environment;
    new Installation(plane.client(), ProjectFiles.find()).apply();
    this.gitServer = GitServer.start(folder.resolve("git"));
    this.operator = startOperator();
  }

  static Workbench set(ControlPlane plane, Path folder, Map<String, String> environment) {
    return new Workbench(plane, folder, environment);
  }

  KubernetesClient client() {
    return plane.client();
  }

  Path folder() {
    return folder;
  }

  OperatorProcess operator() {
    return operator;
  }

  /** A new marker to use as a secret value; {@link #assertNothingLeaked} searches for it. */
  String canary() {
    Canary canary = Canary.random();
    canaries.add(canary);
    return canary.value();
  }

  /** Seals a manifest with the built command line. */
  UnaryOperator<String> sealing() {
    return manifest ->
        sealer
            .runWith(manifest, "seal", "--cert", certificate().toString(), "--format", "yaml")
            .orThrow()
            .stdout();
  }

  /** Seals a manifest with the real kubeseal. */
  UnaryOperator<String> sealingWithKubeseal() {
    return manifest ->
        Peers.command(Tool.KUBESEAL, "--cert", certificate().toString(), "--format", "yaml")
            .run(manifest)
            .orThrow()
            .stdout();
  }

  /** Looks for every canary in logs, metrics, the cluster, the audit log, Git and this folder. */
  void assertNothingLeaked() {
    CanarySearch search =
        CanarySearch.of(canaries.toArray(Canary[]::new))
            .text("metrics", lastMetrics)
            .folder(folder)
            .cluster(plane);
    repositories.forEach(search::git);
    search.assertNothingFound();
  }

  Observed observed(String namespace) {
    return new Observed(plane.client(), namespace);
  }

  /** Ends the operator by SIGKILL. */
  void killOperator() {
    operator.kill();
  }

  /** Starts the operator again. */
  void restartOperator() {
    operator = startOperator();
  }

  /** The certificate that the operator serves, in a file. */
  Path certificate() {
    Path file = folder.resolve("cert.pem");
    String pem =
        sealer.run("fetch-cert", "--cert", operator.api() + "/v1/cert.pem").orThrow().stdout();
    try {
      return Files.writeString(file, pem);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Git server of all repositories. */
  GitServer gitServer() {
    return gitServer;
  }

  /** A repository that the sync engine has credentials for. */
  GitRepository repository(String name) {
    GitRepository repository = gitServer.create(name);
    Secret credentials =
        new SecretBuilder()
            .withNewMetadata()
            .withName(name.replace('/', '-'))
            .withNamespace(Installation.APPLICATIONS_NAMESPACE)
            .addToLabels("argocd.argoproj.io/secret-type", "repository")
            .endMetadata()
            .addToStringData("url", repository.url().toString())
            .addToStringData("username", gitServer.credentials().user())
            .addToStringData("password", gitServer.credentials().password())
            .build();
    plane.client().resource(credentials).create();
    repositories.add(repository);
    return repository;
  }

  /** An automated Application with prune and self-heal. */
  void deploy(String name, GitRepository repository, String namespace) {
    apply(
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata:
          name: %s
          namespace: argocd
        spec:
          project: default
          source:
            repoURL: %s
            targetRevision: main
            path: app
          destination:
            server: https://kubernetes.default.svc
            namespace: %s
          syncPolicy:
            automated: {prune: true, selfHeal: true}
            syncOptions: [CreateNamespace=true]
        """
            .formatted(name, repository.url(), namespace));
  }

  /** Makes a namespace before any Application does. */
  void createNamespace(String name) {
    apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: %s}\n".formatted(name));
  }

  /** Server-side apply of one or more manifests. */
  void apply(String manifests) {
    byte[] text = manifests.getBytes(StandardCharsets.UTF_8);
    for (HasMetadata object : plane.client().load(new ByteArrayInputStream(text)).items()) {
      plane.client().resource(object).fieldManager("e2e").forceConflicts().serverSideApply();
    }
  }

  /** A field of an Application's status. */
  String application(String name, String... path) {
    return observed("").application(Installation.APPLICATIONS_NAMESPACE, name, path);
  }

  /** Lets the API server's service proxy reach the operator, as it would a pod. */
  void publishThroughApiServer() {
    unpublish();
    HostService.publish(
        plane.client(), Installation.NAMESPACE, API_SERVICE, "http", operator.api().getPort());
  }

  /** Takes the operator's Service away, and what belongs to it. */
  void unpublish() {
    gone(plane.client().services());
    gone(plane.client().endpoints());
    gone(plane.client().pods());
  }

  private <T extends HasMetadata> void gone(MixedOperation<T, ?, ? extends Resource<T>> objects) {
    Resource<T> object = objects.inNamespace(Installation.NAMESPACE).withName(API_SERVICE);
    object.withGracePeriod(0).delete();
    object.waitUntilCondition(Objects::isNull, 60, TimeUnit.SECONDS);
  }

  /**
   * Takes the place of the Deployment: the pods of the simulated node run nothing, so the operator
   * of this machine answers where they would.
   */
  void standInForDeployment() {
    plane
        .client()
        .apps()
        .deployments()
        .inNamespace(Installation.NAMESPACE)
        .withName("sealer-operator")
        .scale(0);
    publishThroughApiServer();
  }

  /** Leaves the Service of the installation to the next class that installs on this cluster. */
  @Override
  public void close() {
    unpublish();
    lastMetrics = operator.metrics();
    operator.close();
    gitServer.close();
  }

  /** The API server proxies to no loopback address. */
  private static String apiHost() {
    return HostService.address().map(InetAddress::getHostAddress).orElse("127.0.0.1");
  }

  private OperatorProcess startOperator() {
    ProjectFiles files = ProjectFiles.find();
    Path kubeconfig = new Installation(plane.client(), files).writeKubeconfig(folder);
    return OperatorProcess.start(
        new OperatorProcess.Settings(
            files, kubeconfig, Installation.NAMESPACE, folder, environment, apiHost(), SMALL_KEY));
  }
}
