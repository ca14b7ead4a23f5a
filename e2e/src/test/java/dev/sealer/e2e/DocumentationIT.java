package dev.sealer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.e2e.stage.Installation;
import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows works: its manifests are accepted, its commands run in order. */
@KubernetesCluster(nodes = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DocumentationIT {

  /**
   * What the install commands make takes the place of the operator that runs beside the cluster.
   */
  private static final String INSTALLS = "--force-conflicts -k operator/install";

  private static final Pattern METRIC =
      Pattern.compile(
          "\\b(sealer|sealed_secrets_controller|externalsecret|argocd|workqueue|controller_runtime"
              + "|leader_election|jvm|process)_[a-z_]+\\b");

  /** Appear with the first comparison and the first sync of an Application: no page has one. */
  private static final Set<String> LATER =
      Set.of("argocd_app_reconcile_seconds", "argocd_app_sync_total");

  /** Gives the metrics of Git and of providers something to count. */
  private static final String UNREACHABLE =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: aws, namespace: shop}
      stringData: {id: none, secret: none}
      ---
      apiVersion: external-secrets.io/v1
      kind: SecretStore
      metadata: {name: aws, namespace: shop}
      spec:
        provider:
          aws:
            service: SecretsManager
            region: eu-west-1
            auth:
              secretRef:
                accessKeyIDSecretRef: {name: aws, key: id}
                secretAccessKeySecretRef: {name: aws, key: secret}
      ---
      apiVersion: external-secrets.io/v1
      kind: ExternalSecret
      metadata: {name: unreachable, namespace: shop}
      spec:
        secretStoreRef: {name: aws}
        data: [{secretKey: password, remoteRef: {key: none}}]
      ---
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata: {name: unreachable, namespace: argocd}
      spec:
        project: default
        source: {repoURL: "http://127.0.0.1:1/none.git", targetRevision: main, path: .}
        destination: {server: "https://kubernetes.default.svc", namespace: shop}
      """;

  private static final String PREPARATION =
      """
      (umask 077; echo 'six random words are not short' > passphrase)
      sealer fetch-cert > newest.pem
      kubectl get secrets -n sealer-system -l sealedsecrets.bitnami.com/sealed-secrets-key -o yaml > keys.yaml
      mkdir deploy base
      cp gitops/database.yaml db.sealed.yaml
      cp gitops/database.yaml deploy/db.sealed.yaml
      cp gitops/database.yaml base/db.sealed.yaml
      """;

  private final Path root = ProjectFiles.find().root();
  private Workbench bench;
  private ControlPlane plane;
  private Path folder;

  @BeforeAll
  void set(ControlPlane controlPlane, @TempDir Path temporary) {
    plane = controlPlane;
    folder = temporary;
    for (Tool tool : List.of(Tool.KUBECTL, Tool.AGE, Tool.AGE_KEYGEN)) {
      Prerequisites.require(DocumentationIT.class.getName(), ToolBinaries.find(tool));
    }
    bench =
        Workbench.set(
            plane, temporary, Map.of("AWS_SECRETSMANAGER_ENDPOINT", "http://127.0.0.1:1"));
    bench.publishThroughApiServer();
    bench.createNamespace("shop");
  }

  @AfterAll
  void close() {
    bench.close();
  }

  @TestFactory
  @Order(1)
  Stream<DynamicTest> manifestsAreAccepted() {
    return DocumentationPages.all(root).stream()
        .flatMap(page ->
            FencedBlock.of(page).stream()
                .filter(DocumentationPages::isWholeManifest)
                .map(yaml -> DynamicTest.dynamicTest(name(page, yaml), () -> accept(yaml.text()))));
  }

  @TestFactory
  @Order(2)
  Stream<DynamicTest> exampleFilesAreAccepted() throws IOException {
    return files(root.resolve("docs/examples"), ".yaml").stream()
        .filter(file -> !file.endsWith("kustomization.yaml"))
        .filter(file -> !file.endsWith("replicas.yaml"))
        .map(file ->
            DynamicTest.dynamicTest(root.relativize(file).toString(), () -> accept(read(file))));
  }

  /** Each specification has a folder of its own; the pages to follow are one walk through one. */
  @TestFactory
  @Order(3)
  Stream<DynamicTest> commandsRunInOrder() {
    Stream<DynamicTest> specifications =
        DocumentationPages.ON_THEIR_OWN.stream()
            .map(page -> DynamicTest.dynamicTest(page, () -> run(page, prepared(page))));
    Terminal reader = open(workspace("project"));
    int last = DocumentationPages.WALK.size() - 1;
    Stream<DynamicTest> walk =
        DocumentationPages.WALK.subList(0, last).stream()
            .map(page -> DynamicTest.dynamicTest(page, () -> run(page, reader)));
    String uninstall = DocumentationPages.WALK.get(last);
    Stream<DynamicTest> end =
        Stream.of(
            DynamicTest.dynamicTest(DocumentationPages.METRICS, this::everyMetricExists),
            DynamicTest.dynamicTest(uninstall, () -> run(uninstall, reader)));
    return Stream.of(specifications, walk, end).flatMap(tests -> tests);
  }

  private void everyMetricExists() {
    bench.apply(UNREACHABLE);
    Set<String> named =
        METRIC
            .matcher(read(root.resolve(DocumentationPages.METRICS)))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    named.removeAll(LATER);
    assertThat(named).hasSizeGreaterThan(15);
    Set<String> missing = new TreeSet<>(named);
    bench
        .observed("")
        .await(
            () -> "the operator has the metrics " + missing,
            () -> {
              String metrics = bench.operator().metrics();
              missing.removeIf(name -> metrics.contains("\n" + name));
              return missing.isEmpty();
            });
  }

  private void accept(String yaml) {
    List<HasMetadata> objects =
        plane
            .client()
            .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
            .items();
    assertThat(objects).isNotEmpty();
    for (HasMetadata object : objects) {
      HasMetadata accepted =
          plane
              .client()
              .resource(object)
              .dryRun()
              .fieldManager("documentation")
              .forceConflicts()
              .serverSideApply();
      assertThat(accepted.getKind()).isEqualTo(object.getKind());
    }
  }

  private void run(String page, Terminal terminal) {
    List<String> commands = DocumentationPages.commands(root, page);
    assertThat(commands).isNotEmpty();
    for (String block : commands) {
      boolean installs = block.contains(INSTALLS);
      if (installs) {
        bench.unpublish();
      }
      succeed(terminal, block);
      if (installs) {
        bench.standInForDeployment();
      }
    }
  }

  private static void succeed(Terminal terminal, String commands) {
    CommandOutcome outcome = terminal.run(commands);
    assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
  }

  /** Readers know where their operator is, and have what the commands of a specification name. */
  private Terminal prepared(String page) {
    Path workspace = workspace(page.replace('/', '-').replace(".md", ""));
    Terminal terminal = open(workspace);
    succeed(terminal, "export SEALED_SECRETS_CONTROLLER_NAMESPACE=" + Installation.NAMESPACE);
    succeed(terminal, PREPARATION);
    return terminal;
  }

  private Terminal open(Path workspace) {
    return Terminal.open(
        workspace,
        Map.of(
            "KUBECONFIG",
            plane.kubeconfig().toString(),
            "XDG_STATE_HOME",
            workspace.resolve("state").toString()),
        root);
  }

  /**
   * A repository that looks like the project's root and takes what the commands write; {@code
   * gitops} is the reader's own.
   */
  private Path workspace(String name) {
    try {
      Path workspace = Files.createDirectory(folder.resolve(name));
      Command.of(List.of("git", "init", "-q", "-b", "main")).in(workspace).run().orThrow();
      gitops(Files.createDirectory(workspace.resolve("gitops")));
      for (String part : List.of("docs", "crds", "operator")) {
        Files.createSymbolicLink(workspace.resolve(part), root.resolve(part));
      }
      return workspace;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void gitops(Path gitops) throws IOException {
    String manifest =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: database, namespace: shop}
        stringData: {password: '%s'}
        """
            .formatted(bench.canary());
    Files.writeString(gitops.resolve("database.yaml"), bench.sealing().apply(manifest));
    String commit =
        "git init -q -b main && git add . && git -c user.name=Jane -c user.email=jane@example.org"
            + " commit -qm 'Seal the database password'";
    Command.of(List.of("sh", "-c", commit)).in(gitops).run().orThrow();
  }

  private static List<Path> files(Path below, String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private String name(Path page, FencedBlock block) {
    return root.relativize(page) + ", " + block.section();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }
}
