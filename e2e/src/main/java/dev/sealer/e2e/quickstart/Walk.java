package dev.sealer.e2e.quickstart;

import dev.sealer.e2e.stage.Installation;
import dev.sealer.e2e.stage.Observed;
import dev.sealer.e2e.stage.SealerCommand;
import dev.sealer.testbed.process.CommandOutcome;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One application, from a terminal to the cluster and back: each step is checked against the API
 * server.
 */
final class Walk {

  static final String NAMESPACE = "sealer-quickstart";
  static final int STEPS = 8;

  private static final String APPLICATION = "quickstart";
  private static final String DEPLOYMENT = "api-service";
  private static final String SEALED_FILE = "overlays/demo/database.sealed.yaml";
  private static final String STORE_FILE = "overlays/demo/practice-store.yaml";

  private final Stage stage;
  private final Narrator narrator;
  private final Observed cluster;
  private final SealerCommand sealer;
  private final WorkingCopy git;
  private final Path certificate;
  private final String databaseUrl = "postgres://api:" + UUID.randomUUID() + "@db.internal/api";

  Walk(Stage stage, Narrator narrator) {
    this.stage = stage;
    this.narrator = narrator;
    this.cluster = new Observed(stage.cluster().admin(), NAMESPACE);
    this.sealer = new SealerCommand(stage.files());
    this.git = WorkingCopy.cloneFrom(stage.repositoryUrl(), stage.folder().resolve("work"));
    this.certificate = stage.folder().resolve("cert.pem");
  }

  /**
   * Takes every step.
   *
   * @throws IllegalStateException at the first that cannot be verified; says which fact failed
   */
  void take() {
    fetchCertificate();
    seal();
    commit();
    sync();
    rotate();
    repairDrift();
    rollBack();
    backUp();
  }

  private void fetchCertificate() {
    narrator.step("Fetch the sealing certificate");
    narrator.explain(
        "The operator made a key pair when it first started. The certificate is public.");
    String url = stage.operator().api() + "/v1/cert.pem";
    narrator.byHand("bin/sealer fetch-cert --cert " + url + " > cert.pem");
    String pem = sealer.run("fetch-cert", "--cert", url).orThrow().stdout();
    write(certificate, pem);
    narrator.verified("cert.pem holds an X.509 certificate");
  }

  private void seal() {
    narrator.step("Seal a secret: only this cluster can open it, only under this name");
    String manifest =
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: database
          namespace: %s
        stringData:
          url: %s
        """
            .formatted(NAMESPACE, databaseUrl);
    narrator.byHand(
        """
        kubectl create secret generic database -n %s --from-literal=url=… \\
          --dry-run=client -o yaml | bin/sealer seal --cert cert.pem -o yaml > %s\
        """
            .formatted(NAMESPACE, SEALED_FILE));
    String sealed =
        sealer
            .runWith(manifest, "seal", "--cert", certificate.toString(), "-o", "yaml")
            .orThrow()
            .stdout();
    require("the plaintext is not in the file", !sealed.contains(databaseUrl));
    git.write(SEALED_FILE, sealed);
    narrator.shows(abbreviated(sealed));
    narrator.verified("the file holds ciphertext only");
  }

  private void commit() {
    narrator.step("Commit it with the application");
    narrator.byHand("git add -A && git commit -m 'Run api-service' && git push");
    String sha = git.commitAndPush("Run api-service");
    narrator.verified("main is at " + sha.substring(0, 12) + " on " + stage.publicRepositoryUrl());
  }

  private void sync() {
    narrator.step("Point an Application at the repository; the sync engine does the rest");
    String manifest =
        WorkingCopy.manifest("application.yaml").replace("REPOSITORY", stage.publicRepositoryUrl());
    narrator.byHand(stage.cluster().kubectl() + " apply -f application.yaml");
    stage.apply(manifest);
    cluster.await(
        "the Application is Synced",
        () -> applicationField("status", "sync", "status").equals("Synced"));
    cluster.await(
        "Secret database was unsealed",
        () -> cluster.secretValue("database", "url").filter(databaseUrl::equals).isPresent());
    cluster.await(
        "Secret payment came from the store",
        () -> cluster.secretValue("payment", "token").filter("token-1"::equals).isPresent());
    showApplication("get", "sync:       Synced");
    narrator.byHand(stage.cluster().kubectl() + " get deployments,secrets -n " + NAMESPACE);
    narrator.shows(resources());
    require("the Deployment asks for 2 replicas", cluster.replicas(DEPLOYMENT) == 2);
    narrator.verified("the Application is Synced at the commit above");
    narrator.verified("Secret database has the sealed value, Secret payment the store's");
  }

  private void rotate() {
    narrator.step("Rotate a value in the store");
    narrator.explain("The ExternalSecret asks again every 5 seconds; nobody touches the cluster.");
    narrator.byHand("sed -i s/token-1/token-2/ " + STORE_FILE + " && git commit -a && git push");
    git.write(STORE_FILE, git.read(STORE_FILE).replace("token-1", "token-2"));
    git.commitAndPush("Rotate the payment token");
    cluster.await(
        "Secret payment has the new value",
        () -> cluster.secretValue("payment", "token").filter("token-2"::equals).isPresent());
    narrator.verified("Secret payment followed");
  }

  private void repairDrift() {
    narrator.step("Change the cluster by hand; it goes back to what Git says");
    narrator.explain("Self-heal takes about a second. Pause it, to look at the difference first.");
    narrator.byHand("bin/sealer app pause " + APPLICATION + " --for 10m");
    onApplication("pause", "--for", "10m").orThrow();
    narrator.byHand(
        stage.cluster().kubectl() + " scale deployment/api-service --replicas=5 -n " + NAMESPACE);
    stage
        .cluster()
        .admin()
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName(DEPLOYMENT)
        .scale(5);
    cluster.await(
        "the Application is OutOfSync",
        () -> applicationField("status", "sync", "status").equals("OutOfSync"));
    showDifference();
    narrator.byHand("bin/sealer app resume " + APPLICATION);
    onApplication("resume").orThrow();
    cluster.await("the Deployment asks for 2 replicas", () -> cluster.replicas(DEPLOYMENT) == 2);
    narrator.verified("the manual scale was reverted");
    repairSecret();
  }

  private void showDifference() {
    narrator.byHand("bin/sealer app diff " + APPLICATION);
    CommandOutcome found = onApplication("diff");
    narrator.shows(found.stdout());
    require(
        "the difference is named: " + found.stderr(),
        found.exitCode() == 1
            && found.stdout().contains(DEPLOYMENT)
            && found.stdout().contains(".spec.replicas"));
    narrator.verified("the object, the field and who changed it; never a value");
  }

  private void repairSecret() {
    narrator.byHand(stage.cluster().kubectl() + " edit secret database -n " + NAMESPACE);
    String forged = Base64.getEncoder().encodeToString(new byte[] {'x'});
    stage
        .cluster()
        .admin()
        .secrets()
        .inNamespace(NAMESPACE)
        .withName("database")
        .edit(secret -> {
          secret.setData(Map.of("url", forged));
          return secret;
        });
    cluster.await(
        "Secret database has the sealed value again",
        () -> cluster.secretValue("database", "url").filter(databaseUrl::equals).isPresent());
    narrator.verified("the edited Secret was repaired");
  }

  private void rollBack() {
    narrator.step("Roll back with git revert");
    narrator.byHand("git revert --no-edit HEAD && git push");
    String sha = git.revertAndPush();
    cluster.await(
        "the Application is at the reverting commit",
        () -> applicationField("status", "sync", "revision").equals(sha));
    cluster.await(
        "Secret payment has its first value",
        () -> cluster.secretValue("payment", "token").filter("token-1"::equals).isPresent());
    showApplication("history", "Quick Start");
    narrator.verified("the cluster is back; history keeps both commits and their author");
  }

  private void backUp() {
    narrator.step("Back up the sealing keys, and prove that the backup opens what Git holds");
    narrator.explain(
        "The file is encrypted; it is all that a new cluster needs in addition to Git.");
    Path passphrase = stage.folder().resolve("passphrase");
    write(passphrase, UUID.randomUUID() + "\n");
    Path backup = stage.folder().resolve("keys.age");
    String where = " --controller-namespace " + Installation.NAMESPACE;
    narrator.byHand(
        "bin/sealer backup create keys.age " + String.join(" ", stage.cluster().flags()) + where);
    narrator.shows(onKeys("create", backup, passphrase).orThrow().stdout());
    narrator.byHand(
        "bin/sealer backup verify keys.age --repo "
            + stage.publicRepositoryUrl()
            + " --all-branches");
    String proof =
        onKeys(
                "verify",
                backup,
                passphrase,
                "--online",
                "--all-branches",
                "--repo",
                stage.repositoryUrl())
            .orThrow()
            .stdout();
    require("the backup opens the committed file", proof.contains("1 SealedSecret with 1 "));
    narrator.verified("the backup alone opens every committed value, without a cluster");
    narrator.byHand("bin/sealer backup restore keys.age    # on a new cluster");
    String plan = onKeys("restore", backup, passphrase, "--dry-run").orThrow().stdout();
    require("nothing is to be restored here", !plan.contains("create "));
    narrator.verified("this cluster has all of it: a restore would change nothing");
  }

  /** Shows the Application with a command, whose output must have a text. */
  private void showApplication(String command, String expected) {
    narrator.byHand("bin/sealer app " + command + " " + APPLICATION);
    String shown = onApplication(command).orThrow().stdout();
    narrator.shows(shown);
    require("sealer app " + command + " shows " + expected, shown.contains(expected));
  }

  private CommandOutcome onApplication(String command, String... more) {
    List<String> line = new ArrayList<>(List.of("app", command, APPLICATION));
    line.addAll(List.of("--namespace", Installation.APPLICATIONS_NAMESPACE));
    line.addAll(stage.cluster().flags());
    line.addAll(List.of(more));
    return sealer.run(line.toArray(String[]::new));
  }

  private CommandOutcome onKeys(String verb, Path backup, Path passphrase, String... more) {
    List<String> line = new ArrayList<>(List.of("backup", verb, backup.toString()));
    line.addAll(List.of("--passphrase-file", passphrase.toString()));
    line.addAll(List.of("--controller-namespace", Installation.NAMESPACE));
    line.addAll(stage.cluster().flags());
    line.addAll(List.of(more));
    return sealer.run(line.toArray(String[]::new));
  }

  private String resources() {
    StringBuilder lines = new StringBuilder();
    GenericKubernetesResource application =
        stage
            .cluster()
            .admin()
            .genericKubernetesResources("argoproj.io/v1alpha1", "Application")
            .inNamespace(Installation.APPLICATIONS_NAMESPACE)
            .withName(APPLICATION)
            .require();
    List<Map<String, Object>> resources = application.get("status", "resources");
    for (Map<String, Object> resource : resources) {
      lines.append(
          "%-16s %-14s %s%n"
              .formatted(resource.get("kind"), resource.get("name"), resource.get("status")));
    }
    return lines.toString();
  }

  private String applicationField(String... path) {
    return cluster.application(Installation.APPLICATIONS_NAMESPACE, APPLICATION, path);
  }

  private static void write(Path file, String text) {
    PrivateFile.write(file, text);
  }

  private static void require(String fact, boolean holds) {
    if (!holds) {
      throw new IllegalStateException("it does not hold: " + fact);
    }
  }

  /** Ciphertext is long and tells a reader nothing. */
  private static String abbreviated(String sealed) {
    return sealed
        .lines()
        .map(line -> line.length() > 72 ? line.substring(0, 72) + "…" : line)
        .reduce("", (a, b) -> a + b + "\n");
  }
}
