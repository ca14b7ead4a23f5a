package dev.sealer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitServer;
import dev.sealer.testbed.peers.Peers;
import dev.sealer.testbed.peers.SealedSecretsPeer;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows the migration pages, block by block. Sealed Secrets is the real program. External Secrets
 * Operator and Argo CD are what they leave in a cluster: their objects, with their field managers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationIT {

  private static final String SHOP = "shop";

  /** Not a secret: the fake provider has it in its store. */
  private static final String ESO_VALUE = "practice";

  private final Canary canary = Canary.random();
  private ReaderCluster cluster;
  private Path folder;

  @BeforeAll
  void start(@TempDir Path temporary, @TempDir Path planeFolder) {
    for (Tool tool :
        List.of(
            Tool.ETCD,
            Tool.KUBE_APISERVER,
            Tool.KUBE_CONTROLLER_MANAGER,
            Tool.KUBE_SCHEDULER,
            Tool.KWOK,
            Tool.KUBECTL,
            Tool.KUBESEAL,
            Tool.KUSTOMIZE)) {
      Prerequisites.require(MigrationIT.class.getName(), ToolBinaries.find(tool));
    }
    Prerequisites.require(MigrationIT.class.getName(), SealedSecretsPeer.available());
    folder = temporary;
    cluster = ReaderCluster.start(temporary, planeFolder);
    for (String namespace : List.of(SHOP, "argocd")) {
      apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: %s}\n".formatted(namespace));
    }
  }

  /** The pages use the same names: what one of them left would be in the way of the next. */
  @BeforeEach
  void deleteSecretsOfOtherPages() {
    cluster.plane().client().secrets().inNamespace(SHOP).delete();
  }

  @AfterAll
  void close() {
    cluster.stopOperator();
    CanarySearch search = CanarySearch.of(canary).cluster(cluster.plane());
    cluster.close();
    search.assertNothingFound();
  }

  @Test
  void fromSealedSecrets() throws IOException {
    Path desk = cluster.desk("sealed-secrets");
    Files.writeString(desk.resolve("controller.yaml"), fixture("sealed-secrets-controller"));
    cluster.terminal(desk).run("kubectl apply -f controller.yaml").orThrow();
    SealedSecretsPeer upstream = startUpstream();
    String database = sealed("database", certificate());
    commitTo(desk.resolve("gitops"), database);
    apply(database);
    Secret before = awaitSecret("database");
    Walk walk = new Walk("docs/migration/from-sealed-secrets.md", desk);

    walk.through("scale deployment sealed-secrets-controller");
    upstream.close();
    walk.through("-k sealer");
    cluster.startOperator("kube-system", "sealed-secrets");
    cluster.publishOperator("kube-system");
    String printed = walk.through("sealer keys list");
    assertThat(printed).contains("current");
    assertSameSecret(before, awaitSecret("database"));
    assertThat(managersOfData(awaitSecret("database"))).doesNotContain("controller");
    apply(sealed("later", certificate()));
    assertThat(awaitSecret("later").getData()).containsOnlyKeys("password");

    cluster.stopOperator();
    walk.through("apply -f controller.yaml");
    assertThat(selectorOfService())
        .as("the Service is upstream's again")
        .containsExactly(Map.entry("name", "sealed-secrets-controller"));
    try (SealedSecretsPeer again = startUpstream()) {
      assertThat(again.certificate()).isEqualTo(certificate());
      cluster.plane().client().secrets().inNamespace(SHOP).withName("later").delete();
      assertThat(awaitSecret("later").getData()).containsOnlyKeys("password");
      assertSameSecret(before, awaitSecret("database"));
      walk.toTheEnd();
    }
  }

  @Test
  void fromExternalSecretsOperator() {
    Path desk = cluster.desk("external-secrets");
    installKinds(desk, "external-secrets.io");
    Secret before = secretOfEso(desk);
    Walk walk = new Walk("docs/migration/from-external-secrets-operator.md", desk);

    walk.through("delete validatingwebhookconfiguration");
    walk.through("-k sealer");
    cluster.startOperator("sealer-system", "external-secrets");
    await(
        "ESO's finalizer is removed, which nothing needs here",
        () -> externalSecret().getMetadata().getFinalizers().isEmpty());
    walk.through("annotate externalsecret");
    await(
        "Sealer reports the refresh",
        () -> String.valueOf(condition(externalSecret())).contains("SecretSynced"));
    Secret after = awaitSecret("database");
    assertSameSecret(before, after);
    assertThat(after.getMetadata().getManagedFields())
        .extracting(entry -> entry.getManager() + " " + entry.getOperation())
        .contains("externalsecrets.external-secrets.io/database Apply")
        .doesNotContain("externalsecrets.external-secrets.io/database Update");

    cluster.stopOperator();
    walk.toTheEnd();
    assertSameSecret(before, awaitSecret("database"));
  }

  @Test
  void fromArgoCd() {
    Path desk = cluster.desk("argo-cd");
    installKinds(desk, "argoproj.io");
    try (GitServer server = GitServer.start(folder.resolve("git"))) {
      GitRepository repository = server.create("team/shop");
      String commit =
          repository.commit(GitCommit.of("Settings").file("app/settings.yaml", settings(true)));
      deployByArgoCd(desk, server, repository.url().toString(), commit);
      String deployed = settingsVersion();
      Walk walk = new Walk("docs/migration/from-argo-cd.md", desk);

      walk.through("scale statefulset");
      walk.through("-k sealer");
      assertThat(application("spec", "syncPolicy", "automated", "enabled")).isEqualTo("false");
      cluster.startOperator("sealer-system", "gitops-sync");
      await(
          "Sealer compared the Application",
          () -> !application("status", "reconciledAt").equals("2026-01-01T10:00:00Z"));
      walk.through(".status.conditions[*].message");
      assertThat(application("status", "sync", "status"))
          .as("the fields belong to argocd-controller until the first sync")
          .isEqualTo("OutOfSync");
      assertThat(settingsVersion())
          .as("with automation off nothing is written")
          .isEqualTo(deployed);

      walk.through("\"enabled\":null");
      String next =
          repository.commit(GitCommit.of("Drop one").file("app/settings.yaml", settings(false)));
      await(
          "what Git drops is deleted, although Argo CD owned it",
          () -> settings().equals(Map.of("kept", "1")));
      await("the Application is Synced at the new commit", () -> isSyncedAt(next));

      cluster.stopOperator();
      walk.toTheEnd();
      assertThat(settings()).containsOnlyKeys("kept");
    }
  }

  /** A reader on the way through a page. */
  private final class Walk {

    private final List<String> blocks;
    private final Terminal terminal;
    private int next;

    Walk(String page, Path desk) {
      this.blocks = DocumentationPages.commands(cluster.files().root(), page);
      this.terminal = cluster.terminal(desk);
    }

    /** Runs the next blocks up to the one that has this text, and returns what that one printed. */
    String through(String text) {
      String printed = "";
      boolean found = false;
      while (!found) {
        assertThat(next).as("a block with " + text).isLessThan(blocks.size());
        found = blocks.get(next).contains(text);
        printed = run(blocks.get(next++));
      }
      return printed;
    }

    void toTheEnd() {
      while (next < blocks.size()) {
        run(blocks.get(next++));
      }
    }

    private String run(String block) {
      CommandOutcome outcome = terminal.run(block);
      assertThat(outcome.exitCode()).as(outcome.stdout() + outcome.stderr()).isZero();
      return outcome.stdout();
    }
  }

  private Map<String, String> selectorOfService() {
    return cluster
        .plane()
        .client()
        .services()
        .inNamespace("kube-system")
        .withName("sealed-secrets-controller")
        .get()
        .getSpec()
        .getSelector();
  }

  /** Leaves an ExternalSecret, its Secret and the webhooks as External Secrets Operator does. */
  private Secret secretOfEso(Path desk) {
    apply(fixture("eso").replace("VALUE", ESO_VALUE));
    String secret =
        fixture("eso-secret")
            .replace("OWNER_HASH", sha3("shop/database"))
            .replace("DATA_HASH", sha3("map[password:[" + decimal(ESO_VALUE) + "]]"))
            .replace("OWNER_UID", externalSecret().getMetadata().getUid())
            .replace("BASE64", base64(ESO_VALUE));
    cluster.kubectl(
        desk, secret, "create --field-manager=externalsecrets.external-secrets.io/database");
    cluster.kubectl(desk, fixture("eso-webhooks"), "apply");
    return awaitSecret("database");
  }

  /** Leaves an Application and what it deployed as Argo CD does. */
  private void deployByArgoCd(Path desk, GitServer server, String repository, String commit) {
    apply(
        fixture("argo-cd")
            .replace("REPOSITORY", repository)
            .replace("COMMIT", commit)
            .replace("USER", server.credentials().user())
            .replace("PASSWORD", server.credentials().password()));
    cluster.kubectl(
        desk,
        fixture("argo-cd-deployed"),
        "create --save-config --field-manager=argocd-controller");
  }

  private void await(String fact, Callable<Boolean> holds) {
    cluster.observed(SHOP).await(fact, holds);
  }

  private SealedSecretsPeer startUpstream() {
    return SealedSecretsPeer.start(
        cluster.plane(), folder.resolve("upstream-" + System.nanoTime()), "--key-size=2048");
  }

  /** Reads the certificate of the only sealing key. */
  private String certificate() {
    Secret key =
        cluster
            .plane()
            .client()
            .secrets()
            .inNamespace(SealedSecretsPeer.NAMESPACE)
            .withLabel("sealedsecrets.bitnami.com/sealed-secrets-key", "active")
            .list()
            .getItems()
            .getFirst();
    return new String(
        Base64.getDecoder().decode(key.getData().get("tls.crt")), StandardCharsets.UTF_8);
  }

  private String sealed(String name, String certificate) throws IOException {
    Path file = Files.writeString(folder.resolve("cert.pem"), certificate);
    return Peers.command(Tool.KUBESEAL, "--cert", file.toString(), "--format", "yaml")
        .run(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: %s, namespace: shop}
            stringData: {password: '%s'}
            """
                .formatted(name, canary.value()))
        .orThrow()
        .stdout();
  }

  private static void commitTo(Path repository, String manifest) throws IOException {
    Files.createDirectory(repository);
    Files.writeString(repository.resolve("database.yaml"), manifest);
    String commit =
        "git init -q -b main && git add . && git -c user.name=Jane -c user.email=jane@example.org"
            + " commit -qm 'Seal the database password'";
    Command.of(List.of("sh", "-c", commit)).in(repository).run().orThrow();
  }

  private void installKinds(Path desk, String group) {
    cluster
        .terminal(desk)
        .run(
            "for crd in crds/src/main/resources/crds/*."
                + group
                + ".yaml; do kubectl create -f \"$crd\" --field-manager=helm; done\n"
                + "kubectl wait crd --all --for=condition=Established --timeout=60s")
        .orThrow();
  }

  private void apply(String manifests) {
    cluster.kubectl(folder, manifests, "apply --server-side --field-manager=team");
  }

  private static String fixture(String name) {
    try (InputStream in = MigrationIT.class.getResourceAsStream(name + ".yaml")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Secret awaitSecret(String name) {
    await(
        "the Secret " + name + " exists",
        () -> cluster.observed(SHOP).secretValue(name, "password").isPresent());
    return cluster.plane().client().secrets().inNamespace(SHOP).withName(name).get();
  }

  private static void assertSameSecret(Secret before, Secret after) {
    assertThat(after.getMetadata().getUid()).isEqualTo(before.getMetadata().getUid());
    assertThat(after.getData().equals(before.getData())).as("the data is the same").isTrue();
    assertThat(after.getMetadata().getLabels()).isEqualTo(before.getMetadata().getLabels());
    // A refresh copies the annotation that forced it, as ESO does.
    assertThat(after.getMetadata().getAnnotations())
        .containsAllEntriesOf(before.getMetadata().getAnnotations());
  }

  private static List<String> managersOfData(Secret secret) {
    return secret.getMetadata().getManagedFields().stream()
        .filter(entry -> entry.getFieldsV1().getAdditionalProperties().containsKey("f:data"))
        .map(ManagedFieldsEntry::getManager)
        .toList();
  }

  private GenericKubernetesResource externalSecret() {
    return cluster
        .plane()
        .client()
        .genericKubernetesResources("external-secrets.io/v1", "ExternalSecret")
        .inNamespace(SHOP)
        .withName("database")
        .get();
  }

  private static Object condition(GenericKubernetesResource object) {
    return object.get("status", "conditions");
  }

  private String application(String... path) {
    return cluster.observed(SHOP).application("argocd", SHOP, path);
  }

  private boolean isSyncedAt(String revision) {
    return application("status", "sync", "revision").equals(revision)
        && application("status", "sync", "status").equals("Synced");
  }

  private Map<String, String> settings() {
    return cluster
        .plane()
        .client()
        .configMaps()
        .inNamespace(SHOP)
        .withName("settings")
        .get()
        .getData();
  }

  private String settingsVersion() {
    return cluster
        .plane()
        .client()
        .configMaps()
        .inNamespace(SHOP)
        .withName("settings")
        .get()
        .getMetadata()
        .getResourceVersion();
  }

  private static String settings(boolean both) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {kept: \"1\""
        + (both ? ", dropped: \"1\"" : "")
        + "}\n";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes as Go prints a slice: in decimal, with spaces between. */
  private static String decimal(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return IntStream.range(0, bytes.length)
        .mapToObj(i -> String.valueOf(Byte.toUnsignedInt(bytes[i])))
        .collect(Collectors.joining(" "));
  }

  private static String sha3(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA3-224").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA3-224", e);
    }
  }
}
