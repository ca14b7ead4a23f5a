package dev.sealer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.e2e.stage.Observed;
import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cluster's etcd is deleted; what is left is Git and a backup of the keys. What is typed is the
 * text of the page about sealing keys: its blocks are taken as they stand. It takes longest, so it
 * begins first.
 */
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DisasterIT {

  private static final int GENERATIONS = 4;
  private static final int EACH = 50;
  private static final String BEFORE = "Sealing keys: back up, prove, restore";
  private static final String AFTER = "The cluster is lost";

  private final ProjectFiles files = ProjectFiles.find();
  private final Path page = files.root().resolve("docs/operations/sealing-keys.md");
  private final Canary canary = Canary.random();
  private final TeamSecrets secrets = new TeamSecrets(canary);
  private final Map<String, Canary> privateKeys = new HashMap<>();
  private final StringBuilder printed = new StringBuilder();

  private Path folder;
  private Path desk;
  private LosableCluster cluster;
  private Terminal terminal;
  private Map<String, TeamSecrets.Held> before;
  private Map<String, String> keysBefore;
  private String newestCertificate = "";

  @BeforeAll
  void liveThroughThreeRenewals(@TempDir Path temporary, @TempDir Path planeFolder)
      throws IOException {
    for (Tool tool : List.of(Tool.ETCD, Tool.KUBE_APISERVER, Tool.KUBECTL, Tool.AGE)) {
      Prerequisites.require(DisasterIT.class.getName(), ToolBinaries.find(tool));
    }
    folder = temporary;
    desk = Files.createDirectory(temporary.resolve("desk"));
    cluster = LosableCluster.start(temporary, planeFolder);
    terminal = openTerminal();
    commit("Namespaces", "app/namespaces.yaml", TeamSecrets.namespaces());
    cluster.install();
    cluster.startOperator();
    for (int generation = 0; generation < GENERATIONS; generation++) {
      if (generation == GENERATIONS - 1) {
        backUp();
      }
      if (generation > 0) {
        cluster.renew();
      }
      newestCertificate = cluster.certificate();
      commit(
          "Generation " + generation,
          "app/generation-%d.yaml".formatted(generation),
          cluster.seal(secrets.manifests("s-" + generation, EACH), newestCertificate));
    }
    rememberPrivateKeys();
    clone("gitops");
    cluster.deploy();
    before = secrets.known();
    awaitSecrets(before.size());
    assertThat(TeamSecrets.in(cluster.plane().client())).isEqualTo(before).hasSize(200);
    keysBefore = keys();
    assertThat(keysBefore).hasSize(GENERATIONS);
  }

  @AfterAll
  void searchForLeaks() {
    cluster.stopOperator();
    List<Canary> all = new ArrayList<>(privateKeys.values());
    all.add(canary);
    CanarySearch search =
        CanarySearch.of(all.toArray(Canary[]::new))
            .text("printed", printed.toString())
            .cluster(cluster.plane())
            .git(cluster.repository())
            .folder(folder);
    cluster.close();
    search.assertNothingFound();
  }

  /** The exit codes are those of the guide's table. */
  @Test
  @Order(1)
  void aBackupOlderThanTheNewestKeyIsNamedBeforeTheDisaster() {
    List<String> commands = block(BEFORE, 1).lines().toList();
    assertThat(commands).hasSize(2);

    CommandOutcome git = run(terminal, commands.getFirst());
    assertThat(git.exitCode()).as(git.stderr()).isEqualTo(3);
    assertThat(git.stdout().lines().filter(line -> line.startsWith("not covered: ")))
        .as("every value of the fifty Secrets that were sealed since")
        .hasSize(EACH * TeamSecrets.VALUES_EACH)
        .allSatisfy(line -> assertThat(line).contains("app/generation-3.yaml"));
    CommandOutcome online = run(terminal, commands.getLast());
    assertThat(online.exitCode()).as(online.stderr()).isEqualTo(4);
    assertThat(online.stdout()).contains("stale: the backup lacks sealing key ");
  }

  @Test
  @Order(2)
  void aNewBackupIsProvenFromACloneAndFromTheUrl() throws IOException {
    Files.delete(desk.resolve("keys.age"));
    backUp();

    CommandOutcome proven = succeed(terminal, block(BEFORE, 1));
    CommandOutcome byUrl =
        succeed(
            terminal,
            "sealer backup verify keys.age --passphrase-file passphrase --all-branches --repo "
                + cluster.repository().url());

    String all =
        "200 SealedSecrets with %d distinct values".formatted(200 * TeamSecrets.VALUES_EACH);
    assertThat(proven.stdout()).contains(all);
    assertThat(byUrl.stdout()).contains(all);
  }

  @Test
  @Order(3)
  void restoredBeforeTheControllersFirstStart() {
    cluster.lose();
    cluster.install();

    CommandOutcome restored = restore();
    assertThat(restored.stdout().lines().filter(line -> line.strip().startsWith("create ")))
        .as("the rehearsal and the restore each name every key")
        .hasSize(2 * GENERATIONS);
    cluster.startOperator();
    assertThat(cluster.certificate()).isEqualTo(newestCertificate);
    cluster.deploy();

    everythingIsBack(before);
    assertThat(keys()).isEqualTo(keysBefore);
  }

  @Test
  @Order(4)
  void restoredAfterTheControllersFirstStart() {
    cluster.lose();
    cluster.install();
    cluster.startOperator();
    String stray = cluster.certificate();
    assertThat(stray).isNotEqualTo(newestCertificate);
    cluster.deploy();
    awaitFailures();
    cluster.apply(cluster.seal(secrets.manifests("sealed-for-the-stray-key", 1), stray));

    assertThat(restore().stdout()).contains("set-behind ");

    Map<String, TeamSecrets.Held> all = secrets.known();
    assertThat(all).hasSize(before.size() + 1);
    everythingIsBack(all);
    assertThat(restore().stdout()).doesNotContain("create ").doesNotContain("set-behind ");
    cluster.stopOperator();
    cluster.startOperator();
    assertThat(cluster.certificate()).as("after a restart too").isEqualTo(newestCertificate);
  }

  @Test
  @Order(5)
  void aRestoreThatWasKilledIsRunAgain() throws IOException {
    cluster.lose();
    cluster.install();
    whatCannotBeOpenedChangesNothing();

    killedAfterTheFirstKey();
    assertThat(keys().values()).isNotEmpty().doesNotContain(newestCertificate);
    cluster.startOperator();
    assertThat(cluster.certificate()).isNotEqualTo(newestCertificate);
    cluster.deploy();
    awaitFailures();
    restore();

    everythingIsBack(before);
    assertThat(keys()).containsAllEntriesOf(keysBefore).hasSize(GENERATIONS + 1);
    assertThat(restore().stdout()).doesNotContain("create ").doesNotContain("set-behind ");
  }

  private void whatCannotBeOpenedChangesNothing() throws IOException {
    byte[] backup = Files.readAllBytes(desk.resolve("keys.age"));
    byte[] flipped = backup.clone();
    flipped[backup.length / 2] ^= 1;
    Files.write(desk.resolve("flipped.age"), flipped);
    Files.write(desk.resolve("truncated.age"), Arrays.copyOf(backup, backup.length - 100));
    Files.writeString(desk.resolve("wrong"), "six other words are not short\n");
    String file = "keys.age --passphrase-file passphrase";
    List<String> commands = block(AFTER, 0).lines().toList();
    String command = commands.getLast();
    assertThat(command).contains(file);
    Terminal onTheNewCluster = openTerminal();
    succeed(onTheNewCluster, commands.getFirst());
    for (String bad :
        List.of(
            "keys.age --passphrase-file wrong",
            "flipped.age --passphrase-file passphrase",
            "truncated.age --passphrase-file passphrase")) {
      CommandOutcome refused = run(onTheNewCluster, command.replace(file, bad));
      assertThat(refused.exitCode()).as(bad).isEqualTo(1);
      assertThat(refused.stderr()).as(bad).contains("error: ");
      assertThat(cluster.keySecrets()).as(bad).isEmpty();
    }
  }

  /** The newest key is made a second and more after the first: there is time to end it between. */
  private void killedAfterTheFirstKey() {
    Process restore =
        Command.of(
                List.of(
                    files.sealer().toString(),
                    "backup",
                    "restore",
                    "keys.age",
                    "--passphrase-file",
                    "passphrase",
                    "--controller-namespace",
                    "sealer-system"))
            .with("KUBECONFIG", cluster.plane().kubeconfig().toString())
            .in(desk)
            .start();
    try {
      observed().await("the first key is there", () -> !cluster.keySecrets().isEmpty());
    } finally {
      restore.destroyForcibly();
    }
    observed().await("the restore is dead", () -> restore.waitFor(1, TimeUnit.SECONDS));
  }

  private void everythingIsBack(Map<String, TeamSecrets.Held> all) {
    awaitSecrets(all.size());
    assertThat(TeamSecrets.in(cluster.plane().client())).isEqualTo(all);
    observed()
        .await(
            "the newest key of the backup is the one to seal for",
            () -> cluster.certificate().equals(newestCertificate));
    observed()
        .await(
            "every SealedSecret is Synced",
            () -> TeamSecrets.synced(cluster.plane().client(), "True") == all.size());
    assertThat(succeed(openTerminal(), block(AFTER, 1)).stdout().lines().skip(1))
        .hasSize(all.size())
        .allSatisfy(line -> assertThat(line).contains(" True "));
  }

  private void backUp() {
    rememberPrivateKeys();
    assertThat(succeed(terminal, block(BEFORE, 0)).stdout()).contains("opened again and checked");
  }

  /** In a terminal that knows nothing of the old cluster. */
  private CommandOutcome restore() {
    return succeed(openTerminal(), block(AFTER, 0));
  }

  private String block(String section, int index) {
    return FencedBlock.under(page, section, "bash").get(index);
  }

  private Terminal openTerminal() {
    return Terminal.open(
        desk,
        Map.of(
            "KUBECONFIG", cluster.plane().kubeconfig().toString(),
            "XDG_STATE_HOME", desk.resolve("state").toString(),
            "SEALER_GIT_USERNAME", cluster.gitServer().credentials().user(),
            "SEALER_GIT_PASSWORD", cluster.gitServer().credentials().password()),
        files.root());
  }

  private CommandOutcome run(Terminal in, String commands) {
    CommandOutcome outcome = in.run(commands);
    printed.append(outcome.stdout()).append(outcome.stderr());
    return outcome;
  }

  private CommandOutcome succeed(Terminal in, String commands) {
    CommandOutcome outcome = run(in, commands);
    assertThat(outcome.exitCode()).as(outcome.stdout() + outcome.stderr()).isZero();
    return outcome;
  }

  private void clone(String name) {
    String url = cluster.gitServer().credentials().inUrl(cluster.repository().url());
    Command.of(List.of("git", "clone", "-q", url, name)).in(desk).run().orThrow();
  }

  private void commit(String message, String path, String content) {
    cluster.repository().commit(GitCommit.of(message).file(path, content));
  }

  /** Of each private key a line that is in no certificate. */
  private void rememberPrivateKeys() {
    for (Secret key : cluster.keySecrets()) {
      String line = pem(key, "tls.key").lines().skip(12).findFirst().orElseThrow();
      privateKeys.putIfAbsent(line, Canary.partOf(line));
    }
  }

  /** The certificates by the private keys' Secret names. */
  private Map<String, String> keys() {
    return cluster.keySecrets().stream()
        .collect(
            Collectors.toMap(
                key -> key.getMetadata().getName(),
                key -> pem(key, "tls.crt"),
                (one, _) -> one,
                TreeMap::new));
  }

  private static String pem(Secret key, String part) {
    return new String(Base64.getDecoder().decode(key.getData().get(part)), StandardCharsets.UTF_8);
  }

  private void awaitSecrets(int all) {
    observed()
        .await(
            all + " Secrets are there",
            () -> TeamSecrets.in(cluster.plane().client()).size() >= all);
  }

  private void awaitFailures() {
    observed()
        .await(
            "all SealedSecrets of the repository are there and none could be opened",
            () -> TeamSecrets.synced(cluster.plane().client(), "False") == GENERATIONS * EACH);
    assertThat(TeamSecrets.in(cluster.plane().client())).isEmpty();
  }

  private Observed observed() {
    return new Observed(cluster.plane().client(), "");
  }
}
