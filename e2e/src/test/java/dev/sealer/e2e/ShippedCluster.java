package dev.sealer.e2e;

import dev.sealer.e2e.stage.Installation;
import dev.sealer.e2e.stage.Observed;
import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.e2e.stage.SealerCommand;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import dev.sealer.testbed.cluster.AuditEntry;
import dev.sealer.testbed.cluster.AuditFilter;
import dev.sealer.testbed.cluster.RealCluster;
import dev.sealer.testbed.git.GitServer;
import dev.sealer.testbed.node.NodeNetwork;
import dev.sealer.testbed.node.RealNode;
import dev.sealer.testbed.tools.Prerequisites;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A cluster with a real node that has the image of this build, a Git server that its Pods reach,
 * and a terminal in a checkout of the project. All its namespaces enforce restricted Pod Security.
 */
final class ShippedCluster implements AutoCloseable {

  /** Where a node looks for the image that the chart names by default. */
  static final String IMAGE = "docker.io/library/sealer-operator:0.1.0";

  /** There can be one at a time, so suites that start one exclude each other. */
  static final String LOCK = "real node";

  private static final Path ROOT = ProjectFiles.find().root();
  private static final Path ARCHIVE = ROOT.resolve("operator/target/sealer-operator.oci.tar");

  private final Path folder;
  private final RealCluster cluster;
  private final GitServer gitServer;
  private final Terminal terminal;
  private final List<Canary> canaries = new CopyOnWriteArrayList<>();

  private ShippedCluster(Path folder, RealCluster cluster) {
    this.folder = folder;
    this.cluster = cluster;
    importImage(IMAGE);
    this.gitServer = GitServer.start(folder.resolve("git"), NodeNetwork.MACHINE);
    this.terminal = terminal(folder, cluster.plane().kubeconfig());
    createNamespace(Installation.NAMESPACE);
  }

  /** Skips or fails the suite where a real node cannot run, or where this build has no image. */
  static void require(Class<?> suite) {
    RealCluster.require(suite);
    if (!Files.isRegularFile(ARCHIVE)) {
      throw Prerequisites.unavailable(
          suite.getName(), "there is no image; build it with mvn -Pimage package");
    }
  }

  /** Starts a cluster without any release of the chart. */
  static ShippedCluster start(Path folder) {
    return new ShippedCluster(folder, RealCluster.start(folder.resolve("cluster")));
  }

  private static Terminal terminal(Path folder, Path kubeconfig) {
    try {
      Path desk = Files.createDirectory(folder.resolve("desk"));
      for (String part : List.of("charts", "crds", "docs", "operator")) {
        Files.createSymbolicLink(desk.resolve(part), ROOT.resolve(part));
      }
      return Terminal.open(
          desk,
          Map.of(
              "KUBECONFIG", kubeconfig.toString(),
              "XDG_STATE_HOME", folder.resolve("state").toString()),
          ROOT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KubernetesClient client() {
    return cluster.plane().client();
  }

  RealNode node() {
    return cluster.node();
  }

  GitServer gitServer() {
    return gitServer;
  }

  Observed observed(String namespace) {
    return new Observed(client(), namespace);
  }

  /** Gives the node the image of this build under a name. */
  void importImage(String name) {
    cluster.node().importImage(ARCHIVE, name);
  }

  /** Installs the operator by the commands of the README. */
  void install() {
    FencedBlock.of(ROOT.resolve("README.md")).stream()
        .filter(block -> block.section().equals("Install"))
        .forEach(block -> {
          String _ = run(block.text());
        });
  }

  /** Returns the requests of the API server's audit log that pass the filter. */
  List<AuditEntry> audited(AuditFilter filter) {
    return cluster.plane().auditLog().entries(filter);
  }

  /** Runs commands as a user types them; fails if one does. */
  String run(String commands) {
    return terminal.run(commands).orThrow().stdout();
  }

  /** A new marker to use as a secret value; {@link #assertNothingLeaked} searches for it. */
  String canary() {
    Canary canary = Canary.random();
    canaries.add(canary);
    return canary.value();
  }

  void createNamespace(String name) {
    client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
  }

  /**
   * Seals a Secret whose only value has the key {@code password}, for the certificate that the
   * operator's Pods serve.
   */
  String seal(String namespace, String name, String password) {
    return seal(namespace, name, password, "strict");
  }

  /** Seals as {@link #seal(String, String, String)} in a scope. */
  String seal(String namespace, String name, String password, String scope) {
    String manifest =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s, namespace: %s}
        stringData: {password: %s}
        """
            .formatted(name, namespace, password);
    return new SealerCommand(ProjectFiles.find())
        .runWith(
            manifest,
            "seal",
            "--kubeconfig=" + cluster.plane().kubeconfig(),
            "--controller-namespace=" + Installation.NAMESPACE,
            "--scope=" + scope,
            "--format=yaml")
        .orThrow()
        .stdout();
  }

  /** Applies manifests on the server's side, in this namespace. */
  void apply(String namespace, String manifests) {
    byte[] text = manifests.getBytes(StandardCharsets.UTF_8);
    for (HasMetadata object : client().load(new ByteArrayInputStream(text)).items()) {
      client()
          .resource(object)
          .inNamespace(namespace)
          .fieldManager("e2e")
          .forceConflicts()
          .serverSideApply();
    }
  }

  /** Looks for every canary in the cluster, the audit log and all logs, those of Pods too. */
  void assertNothingLeaked() {
    CanarySearch.of(canaries.toArray(Canary[]::new))
        .folder(folder.resolve("cluster/node/pod-logs"))
        .cluster(cluster.plane())
        .assertNothingFound();
  }

  @Override
  public void close() {
    gitServer.close();
    cluster.close();
  }
}
