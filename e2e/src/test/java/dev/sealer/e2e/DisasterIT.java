package dev.sealer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.e2e.stage.Installation;
import dev.sealer.e2e.stage.Observed;
import dev.sealer.e2e.stage.OperatorProcess;
import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.e2e.stage.SealerCommand;
import dev.sealer.e2e.stage.ServiceAccountKubeconfig;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.ControlPlaneSpec;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitServer;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cluster's etcd is deleted; what is left is Git and a backup of the keys. The commands are
 * those of the operations guide.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisasterIT {

  private static final int GENERATIONS = 4;
  private static final int EACH = 50;
  private static final String KEY_LABEL = "sealedsecrets.bitnami.com/sealed-secrets-key";
  private static final String LATE = "sealed-for-the-stray-key";
  private static final DateTimeFormatter DATE_R =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private final ProjectFiles files = ProjectFiles.find();
  private final SealerCommand sealer = new SealerCommand(files);
  private final Canary canary = Canary.random();
  private final List<Canary> privateKeys = new ArrayList<>();
  private final StringBuilder printed = new StringBuilder();

  private Path folder;
  private ControlPlane plane;
  private GitServer gitServer;
  private GitRepository repository;
  private OperatorProcess operator;
  private Map<String, Map<String, String>> before;
  private String newestCertificate = "";

  @BeforeAll
  void liveThroughThreeRenewals(@TempDir Path temporary, @TempDir Path planeFolder)
      throws IOException {
    folder = temporary;
    for (Tool tool : List.of(Tool.ETCD, Tool.KUBE_APISERVER)) {
      Prerequisites.require(DisasterIT.class.getName(), ToolBinaries.find(tool));
    }
    plane = ControlPlane.start(ControlPlaneSpec.apiServerOnly(planeFolder));
    gitServer = GitServer.start(folder.resolve("git"));
    repository = gitServer.create("team/shop");
    repository.commit(GitCommit.of("Namespaces").file("app/namespaces.yaml", namespaces()));
    Files.writeString(folder.resolve("passphrase"), "six random words are not short\n");
    install();
    startOperator();
    newestCertificate = certificate();
    for (int generation = 0; generation < GENERATIONS; generation++) {
      if (generation == GENERATIONS - 1) {
        backUp("early.age");
      }
      if (generation > 0) {
        renew();
      }
      repository.commit(
          GitCommit.of("Generation " + generation)
              .file("app/generation-%d.yaml".formatted(generation), seal(generation)));
    }
    deploy();
    awaitSecrets();
    before = secrets();
  }

  @AfterAll
  void searchForLeaks() {
    operator.close();
    // Of private keys a part that is in no certificate, and of PEM files the first line.
    CanarySearch search =
        CanarySearch.of(privateKeys.toArray(Canary[]::new))
            .text("printed", printed.toString())
            .cluster(plane)
            .git(repository)
            .folder(folder);
    CanarySearch values =
        CanarySearch.of(canary)
            .text("printed", printed.toString())
            .cluster(plane)
            .git(repository)
            .folder(folder);
    gitServer.close();
    plane.close();
    search.assertNothingFound();
    values.assertNothingFound();
  }

  @Test
  void everySecretComesBackInEitherOrder() {
    theOlderBackupIsNamedAsStale();
    backUp("keys.age");
    CommandOutcome proven = verify("keys.age", "--repo", url(), "--all-branches", "--online");
    assertThat(proven.exitCode()).as(proven.stdout() + proven.stderr()).isZero();
    assertThat(proven.stdout()).contains("200 SealedSecrets with 200 distinct values");

    loseTheCluster();
    install();
    restore();
    startOperator();
    deploy();
    everythingIsBack();

    loseTheCluster();
    install();
    startOperator();
    String stray = certificate();
    assertThat(stray).isNotEqualTo(newestCertificate);
    deploy();
    awaitFailures();
    apply(sealWith(stray, secret("team-0", LATE, "", canary.value())));
    CommandOutcome restored = restore();
    assertThat(restored.stdout()).contains("set-behind ");
    everythingIsBack();
    new Observed(plane.client(), "team-0")
        .await(
            "what was sealed for the stray key opened",
            () ->
                new Observed(plane.client(), "team-0")
                    .secretValue(LATE, "value")
                    .filter(canary.value()::equals)
                    .isPresent());
    assertThat(restore().stdout()).doesNotContain("create ").doesNotContain("set-behind ");
  }

  private void theOlderBackupIsNamedAsStale() {
    CommandOutcome online = verify("early.age", "--online");
    assertThat(online.exitCode()).isEqualTo(4);
    assertThat(online.stdout()).contains("stale: the cluster seals or opens with ");
    CommandOutcome git = verify("early.age", "--repo", url());
    assertThat(git.exitCode()).isEqualTo(3);
    assertThat(git.stdout().lines().filter(line -> line.startsWith("not covered: ")))
        .hasSize(EACH)
        .allSatisfy(line -> assertThat(line).contains("app/generation-3.yaml"));
  }

  private void everythingIsBack() {
    awaitSecrets();
    Map<String, Map<String, String>> after = secrets();
    after.remove("team-0/" + LATE);
    assertThat(after).hasSize(GENERATIONS * EACH).isEqualTo(before);
    new Observed(plane.client(), "")
        .await(
            "the newest key of the backup is the one to seal for",
            () -> certificate().equals(newestCertificate));
  }

  private void loseTheCluster() {
    operator.close();
    plane.wipe();
  }

  private void install() {
    new Installation(plane.client(), files).apply();
  }

  private void startOperator(String... more) {
    Path kubeconfig =
        ServiceAccountKubeconfig.write(
            plane.client(),
            Installation.NAMESPACE,
            Installation.SERVICE_ACCOUNT,
            folder.resolve("operator.kubeconfig"));
    List<String> flags = new ArrayList<>(List.of(more));
    flags.add("--key-size=2048");
    operator =
        OperatorProcess.start(
            OperatorProcess.Settings.of(files, kubeconfig, folder)
                .withFlags(flags.toArray(String[]::new)));
  }

  /** A cutoff makes the controller renew its key once. */
  private void renew() {
    operator.close();
    startOperator("--key-cutoff-time=" + ZonedDateTime.now(ZoneOffset.UTC).format(DATE_R));
    new Observed(plane.client(), "")
        .await("the key is renewed", () -> !certificate().equals(newestCertificate));
    newestCertificate = certificate();
  }

  private String certificate() {
    return sealer.run("fetch-cert", "--cert", operator.api() + "/v1/cert.pem").orThrow().stdout();
  }

  private void backUp(String name) {
    rememberPrivateKeys();
    CommandOutcome made =
        run("backup", "create", path(name), "--passphrase-file", path("passphrase"));
    assertThat(made.exitCode()).as(made.stderr()).isZero();
    assertThat(made.stdout()).contains("opened again and checked");
  }

  private CommandOutcome verify(String name, String... more) {
    List<String> line = new ArrayList<>(List.of("backup", "verify", path(name)));
    line.addAll(List.of("--passphrase-file", path("passphrase")));
    line.addAll(List.of(more));
    return run(line.toArray(String[]::new));
  }

  private CommandOutcome restore() {
    CommandOutcome restored =
        run("backup", "restore", path("keys.age"), "--passphrase-file", path("passphrase"));
    assertThat(restored.exitCode()).as(restored.stderr()).isZero();
    return restored;
  }

  private CommandOutcome run(String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--kubeconfig", plane.kubeconfig().toString()));
    line.addAll(List.of("--controller-namespace", Installation.NAMESPACE));
    CommandOutcome outcome = sealer.run(line.toArray(String[]::new));
    printed.append(outcome.stdout()).append(outcome.stderr());
    return outcome;
  }

  private void rememberPrivateKeys() {
    for (Secret key : keySecrets()) {
      String pem =
          new String(
              Base64.getDecoder().decode(key.getData().get("tls.key")), StandardCharsets.US_ASCII);
      String line = pem.lines().skip(12).findFirst().orElseThrow();
      privateKeys.add(Canary.partOf(line));
    }
  }

  private List<Secret> keySecrets() {
    return plane
        .client()
        .secrets()
        .inNamespace(Installation.NAMESPACE)
        .withLabel(KEY_LABEL)
        .list()
        .getItems();
  }

  /** Fifty Secrets, a third for each scope. */
  private String seal(int generation) {
    StringBuilder manifests = new StringBuilder();
    IntStream.range(0, EACH)
        .forEach(i ->
            manifests
                .append("---\n")
                .append(
                    secret(
                        "team-" + i % 4,
                        "s-%d-%d".formatted(generation, i),
                        annotation(i),
                        canary.value() + generation + "-" + i)));
    return sealWith(newestCertificate, manifests.toString());
  }

  private String sealWith(String certificate, String manifests) {
    try {
      Path file = Files.writeString(folder.resolve("cert.pem"), certificate);
      return sealer
          .runWith(manifests, "seal", "--cert", file.toString(), "--format", "yaml")
          .orThrow()
          .stdout();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String annotation(int i) {
    return switch (i % 3) {
      case 0 -> "";
      case 1 -> "sealedsecrets.bitnami.com/namespace-wide: \"true\"";
      default -> "sealedsecrets.bitnami.com/cluster-wide: \"true\"";
    };
  }

  private static String secret(String namespace, String name, String annotation, String value) {
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: %s, namespace: %s, annotations: {%s}}
    stringData: {value: '%s'}
    """
        .formatted(name, namespace, annotation, value);
  }

  private static String namespaces() {
    StringBuilder manifests = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      manifests.append(
          "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: team-%d}\n".formatted(i));
    }
    return manifests.toString();
  }

  private void deploy() {
    apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: team-shop
          namespace: argocd
          labels: {argocd.argoproj.io/secret-type: repository}
        stringData:
          url: %1$s
          username: %2$s
          password: %3$s
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: shop, namespace: argocd}
        spec:
          project: default
          source: {repoURL: %1$s, targetRevision: main, path: app}
          destination: {server: https://kubernetes.default.svc, namespace: team-0}
          syncPolicy: {automated: {}}
        """
            .formatted(
                repository.url(),
                gitServer.credentials().user(),
                gitServer.credentials().password()));
  }

  private void apply(String manifests) {
    byte[] text = manifests.getBytes(StandardCharsets.UTF_8);
    for (HasMetadata object : plane.client().load(new ByteArrayInputStream(text)).items()) {
      plane.client().resource(object).fieldManager("e2e").forceConflicts().serverSideApply();
    }
  }

  private void awaitSecrets() {
    new Observed(plane.client(), "")
        .await("200 Secrets are there", () -> secrets().size() >= GENERATIONS * EACH);
  }

  private void awaitFailures() {
    new Observed(plane.client(), "")
        .await(
            "200 SealedSecrets are there and none could be opened",
            () ->
                plane
                        .client()
                        .genericKubernetesResources("bitnami.com/v1alpha1", "SealedSecret")
                        .inAnyNamespace()
                        .list()
                        .getItems()
                        .stream()
                        .filter(DisasterIT::hasFailed)
                        .count()
                    == GENERATIONS * EACH);
    assertThat(secrets()).isEmpty();
  }

  private static boolean hasFailed(GenericKubernetesResource sealed) {
    List<Map<String, Object>> conditions = sealed.get("status", "conditions");
    return conditions != null
        && conditions.stream()
            .anyMatch(c -> "Synced".equals(c.get("type")) && "False".equals(c.get("status")));
  }

  /** The data of every Secret of the teams, by namespace and name. */
  private Map<String, Map<String, String>> secrets() {
    Map<String, Map<String, String>> all = new TreeMap<>();
    for (int i = 0; i < 4; i++) {
      String namespace = "team-" + i;
      plane
          .client()
          .secrets()
          .inNamespace(namespace)
          .list()
          .getItems()
          .forEach(secret ->
              all.put(namespace + "/" + secret.getMetadata().getName(), secret.getData()));
    }
    return all;
  }

  private String url() {
    return gitServer.credentials().inUrl(repository.url());
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
