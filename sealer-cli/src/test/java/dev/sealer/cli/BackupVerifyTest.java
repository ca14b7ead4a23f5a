package dev.sealer.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.Calls.Outcome;
import dev.sealer.cli.backup.TestKeys;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.age.AgeFile;
import dev.sealer.sealing.age.Argon2Cost;
import dev.sealer.sealing.age.PassphraseRecipient;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.secret.SecretBytes;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitServer;
import dev.sealer.testbed.process.Command;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup proves without a cluster. */
final class BackupVerifyTest {
  private static final SealingKeyPair OLD = TestKeys.ofMonth(0);
  private static final SealingKeyPair NEW = TestKeys.ofMonth(1);
  private static final SealingKeyPair LATER = TestKeys.ofMonth(2);
  private static final String PASSPHRASE = "canary six words are much better";

  @TempDir private static Path folder = Path.of("");
  private static GitServer git;
  private static byte[] backup = {};

  @BeforeAll
  static void makeBackup() throws IOException {
    git = GitServer.start(folder.resolve("git"));
    try (KeyBackup keys =
            TestKeys.backup(
                TestKeys.backedUp("old", "active", OLD), TestKeys.backedUp("new", "active", NEW));
        SecretBytes document = keys.write();
        SecretBytes passphrase = SecretBytes.ofUtf8(PASSPHRASE)) {
      backup =
          AgeFile.encrypt(
              document,
              List.of(new PassphraseRecipient(passphrase, new Argon2Cost(64, 1, 1))),
              new SecureRandom());
    }
    Files.write(folder.resolve("keys.age"), backup);
    Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\nnot this line\n");
    Files.writeString(folder.resolve("wrong"), "another\n");
  }

  @AfterAll
  static void stop() {
    git.close();
  }

  @Test
  void aBackupThatOpensIsShownKeyByKey() {
    Outcome shown = verify();

    assertThat(shown.err()).isEmpty();
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out())
        .contains("2 keys of https://home.example.com")
        .contains("new  " + NEW.fingerprint().value())
        .contains("active, current");
    JsonNode json = json(verify("-o", "json"));
    assertThat(json.path("keys").findValuesAsText("secret")).containsExactly("new", "old");
    assertThat(json.path("covered").asBoolean()).isTrue();
    assertThat(json.path("stale").asBoolean()).isFalse();
  }

  @Test
  void theWrongPassphraseIsSaidToBeWrongAndNoMore() {
    Outcome wrong =
        Calls.sealer("", "backup", "verify", path("keys.age"), "--passphrase-file", path("wrong"));

    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err())
        .isEqualTo(
            "error: %s: not opened: the passphrase is wrong or no identity fits. It is encrypted to"
                    .formatted(path("keys.age"))
                + " a passphrase\n");
    assertThat(Calls.sealer("", "backup", "verify", path("keys.age")).err())
        .isEqualTo(
            "error: cannot ask for the passphrase without a terminal; use --passphrase-file or"
                + " --passphrase-fd\n");
  }

  @Test
  void aPersonIsAskedOnce() {
    Outcome opened =
        Calls.atTerminal(Map.of(), List.of(PASSPHRASE), "backup", "verify", path("keys.age"));

    assertThat(opened.err()).isEqualTo("Passphrase: \n");
    assertThat(opened.exitCode()).isZero();
    assertThat(Calls.atTerminal(Map.of(), List.of(""), "backup", "verify", path("keys.age")).err())
        .contains("error: the passphrase is empty");
  }

  @Test
  void damageAnywhereIsNoticedAndNothingIsShown() throws IOException {
    Random random = new Random(11);
    List<byte[]> damaged = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      byte[] flipped = backup.clone();
      // Every byte of the header and of the first chunk's beginning, then samples.
      int at = i < 60 ? i * 4 : random.nextInt(backup.length);
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      damaged.add(flipped);
    }
    for (int length : new int[] {0, 1, 22, 100, 250, 300, backup.length / 2, backup.length - 1}) {
      damaged.add(Arrays.copyOf(backup, length));
    }
    damaged.add(Arrays.copyOf(backup, backup.length + 1));
    for (byte[] file : damaged) {
      Files.write(folder.resolve("damaged.age"), file);
      Outcome outcome =
          Calls.sealer(
              "", "backup", "verify", path("damaged.age"), "--passphrase-file", path("passphrase"));
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).startsWith("error: " + path("damaged.age") + ": ").hasLineCount(1);
    }
  }

  @Test
  void everyScopeAndFormIsCovered() {
    GitRepository repository = git.createPublic("covered");
    repository.commit(
        GitCommit.of("all")
            .file("strict.yaml", sealed(OLD, "shop", "strict", Scope.STRICT))
            .file(
                "more/several.yaml",
                "# two\n"
                    + sealed(NEW, "shop", "wide", Scope.NAMESPACE_WIDE)
                    + "---\n"
                    + sealed(NEW, "", "everywhere", Scope.CLUSTER_WIDE))
            .file("list.json", "{\"kind\":\"List\",\"items\":[" + sealedJson() + "]}")
            .file(
                "kustomized.yaml",
                sealed(NEW, "shop", "later", Scope.STRICT).replace("  namespace: shop\n", ""))
            .file("README.md", "A SealedSecret: is sealed {{ here }}\n  : [\n")
            .file("other.yaml", "kind: ConfigMap\n")
            .link("linked.yaml", "strict.yaml")
            .link("outside.yaml", "/etc/passwd"));

    JsonNode report = json(verify("--repo", repository.url().toString(), "-o", "json"));

    assertThat(report.path("covered").asBoolean()).isTrue();
    assertThat(report.path("repository").path("objects").asInt()).isEqualTo(5);
    assertThat(report.path("repository").path("uncovered")).isEmpty();
    assertThat(report.path("repository").path("misplaced")).isEmpty();
    assertThat(report.path("repository").path("unreadable")).isEmpty();
  }

  @Test
  void whatIsNotCoveredIsNamedOnEveryBranchThatHasIt() {
    GitRepository repository = git.createPublic("uncovered");
    repository.commit(
        GitCommit.of("main").file("app/db.yaml", sealed(NEW, "shop", "db", Scope.STRICT)));
    repository.branch("release", "main");
    repository.branch("old", "main");
    repository.commit(
        "release",
        GitCommit.of("newer key")
            .file(
                "app/db.yaml",
                sealed(NEW, "shop", "db", Scope.STRICT)
                    + "---\n"
                    + sealed(LATER, "shop", "pay", Scope.STRICT)));
    repository.branch("stage", "release");

    assertThat(verify("--repo", repository.url().toString()).exitCode()).isZero();
    Outcome all = verify("--repo", repository.folder().toString(), "--all-branches");
    assertThat(all.exitCode()).isEqualTo(3);
    assertThat(all.out())
        .contains("3 SealedSecrets with 3 distinct values in 2 distinct files of 4 branches")
        .contains(
            "not covered: release, stage: app/db.yaml:10 (document 2): shop/pay, item password: no"
                + " key of the backup opens it\n");
    Outcome named =
        verify("--repo", repository.url().toString(), "--branch", "old", "--branch", "main");
    assertThat(named.exitCode()).as(named.err()).isZero();
    assertThat(verify("--repo", repository.url().toString(), "--branch", "none").err())
        .contains("has no branch or tag none");
  }

  @Test
  void whatCannotBeReadIsNamedAndProvesNothing() throws IOException {
    GitRepository repository = git.createPublic("unreadable");
    String sealed = sealed(NEW, "shop", "db", Scope.STRICT);
    repository.commit(
        GitCommit.of("odd")
            .file("chart/templates/db.yaml", "{{- if .Values.db }}\n" + sealed + "{{- end }}\n")
            .file("broken.json", "{\"kind\":\"SealedSecret\"")
            .file("lfs.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:00\n"));
    Path work = folder.resolve("work");
    run(folder, "git", "clone", "--quiet", repository.folder().toString(), work.toString());
    Files.write(work.resolve("utf16.yaml"), sealed.getBytes(UTF_16LE));
    Files.write(work.resolve("latin1.yaml"), ("# caf\u00e9\n" + sealed).getBytes(ISO_8859_1));
    // A name that is not UTF-8 either.
    run(work, "sh", "-c", "printf '\\377' > \"$(printf 'caf\\351.bin')\"");
    run(work, "git", "add", ".");
    run(
        work,
        "git",
        "update-index",
        "--add",
        "--cacheinfo",
        "160000," + "5".repeat(40) + ",vendored");
    run(work, "git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "odd");

    Outcome odd = verify("--repo", work.toString(), "--all-branches");

    assertThat(odd.exitCode()).isEqualTo(3);
    assertThat(odd.out())
        .contains("not readable: main, origin/main: chart/templates/db.yaml: ")
        .contains("not readable: main: utf16.yaml: it is UTF-16")
        .contains("not readable: main: latin1.yaml: ")
        .contains("not readable: main, origin/main: broken.json: ")
        .contains("not read: main: vendored: a submodule")
        .contains("not read: main, origin/main: lfs.yaml: a file in Git LFS");
    Outcome without =
        verify(
            "--repo",
            work.toString(),
            "--exclude",
            "chart/**",
            "--exclude",
            "*.json",
            "--exclude",
            "{utf16,latin1}.yaml");
    assertThat(without.out()).doesNotContain("not readable");
    assertThat(without.exitCode()).isZero();
  }

  @Test
  void whatOpensElsewhereOnlyIsCoveredAndNoted() {
    GitRepository repository = git.createPublic("misplaced");
    repository.commit(
        GitCommit.of("moved")
            .file(
                "db.yaml", sealed(NEW, "shop", "db", Scope.STRICT).replace("name: db", "name: bd"))
            .file(
                "cut.yaml",
                sealed(NEW, "shop", "db", Scope.STRICT).replace("password: A", "password: ")));

    Outcome moved = verify("--repo", repository.url().toString());

    assertThat(moved.exitCode()).isEqualTo(3);
    assertThat(moved.out())
        .contains(
            "note: HEAD: db.yaml:1 (document 1): shop/bd, item password: it opens, and was sealed"
                + " for another name, namespace or scope")
        .contains("not covered: HEAD: cut.yaml:1 (document 1): shop/db, item password: ");
  }

  @Test
  void tenThousandFilesAreReadOnceHoweverManyBranchesHoldThem() {
    GitRepository repository = git.createPublic("large");
    GitCommit commit = GitCommit.of("many");
    Map<String, String> files = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      files.put("d%02d/f%d.yaml".formatted(i % 100, i), "kind: ConfigMap\nn: " + i + "\n");
    }
    String sealed = sealed(OLD, "shop", "same", Scope.STRICT);
    for (int i = 0; i < 300; i++) {
      files.put("sealed/f%d.yaml".formatted(i), "# " + i + "\n" + sealed);
    }
    repository.commit(commit.files(files));
    for (int i = 0; i < 5; i++) {
      repository.branch("b" + i, "main");
    }

    JsonNode report =
        json(verify("--repo", repository.url().toString(), "--all-branches", "-o", "json"));

    assertThat(report.path("repository").path("refs")).hasSize(6);
    assertThat(report.path("repository").path("files").asInt()).isEqualTo(10_300);
    assertThat(report.path("repository").path("objects").asInt()).isEqualTo(300);
    assertThat(report.path("repository").path("values").asInt()).isEqualTo(1);
    assertThat(report.path("covered").asBoolean()).isTrue();
  }

  @Test
  void credentialsComeFromTheEnvironment() {
    GitRepository repository = git.create("private");
    repository.commit(GitCommit.of("one").file("db.yaml", sealed(NEW, "shop", "db", Scope.STRICT)));
    List<String> line =
        List.of(
            "backup",
            "verify",
            path("keys.age"),
            "--passphrase-file",
            path("passphrase"),
            "--repo",
            repository.url().toString());

    assertThat(Calls.sealer(Map.of(), "", line.toArray(String[]::new)).err())
        .contains("refused the credentials");
    Outcome read =
        Calls.sealer(
            Map.of(
                "SEALER_GIT_USERNAME",
                git.credentials().user(),
                "SEALER_GIT_PASSWORD",
                git.credentials().password()),
            "",
            line.toArray(String[]::new));
    assertThat(read.err()).isEmpty();
    assertThat(read.exitCode()).isZero();
  }

  @Test
  void aCertificateThatTheBackupLacksMakesItStale() throws IOException {
    Files.writeString(folder.resolve("new.pem"), NEW.certificate().toPem());
    Files.writeString(folder.resolve("later.pem"), LATER.certificate().toPem());

    assertThat(verify("--cert", path("new.pem")).exitCode()).isZero();
    Outcome stale = verify("--cert", path("later.pem"));
    assertThat(stale.exitCode()).isEqualTo(4);
    assertThat(stale.out())
        .contains("stale: the backup lacks sealing key " + LATER.fingerprint().value());
  }

  @Test
  void wrongCommandLinesAreRefused() {
    assertThat(Calls.sealer("", "backup").exitCode()).isEqualTo(2);
    assertThat(Calls.sealer("", "backup", "verify").exitCode()).isEqualTo(2);
    assertThat(verify("--all-branches").err()).contains("--all-branches and --branch need --repo");
    assertThat(verify("-o", "yaml").err()).contains("use text or json");
    assertThat(verify("--repo", path("none")).err()).contains("no such directory, and no URL");
    assertThat(Calls.sealer("", "backup", "verify", path("none")).err())
        .contains("no such file or directory");
    assertThat(
            Calls.sealer("", "backup", "create", path("keys.age"), "--passphrase-file", "x").err())
        .contains("exists: name another file, or use --overwrite");
  }

  private static Outcome verify(String... more) {
    List<String> line =
        new ArrayList<>(
            List.of("backup", "verify", path("keys.age"), "--passphrase-file", path("passphrase")));
    line.addAll(List.of(more));
    return Calls.sealer(Map.of(), "", line.toArray(String[]::new));
  }

  private static JsonNode json(Outcome outcome) {
    assertThat(outcome.err()).isEmpty();
    return KubeYaml.readDocument(outcome.out().getBytes(UTF_8), "out").content();
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }

  private static void run(Path in, String... argv) {
    Command.of(List.of(argv)).in(in).run().orThrow();
  }

  private static String sealedJson() {
    return KubeYaml.toJson(
        KubeYaml.readDocument(sealed(OLD, "shop", "listed", Scope.STRICT), "x").content());
  }

  private static String sealed(SealingKeyPair pair, String namespace, String name, Scope scope) {
    String ciphertext;
    try (SecretBytes value = SecretBytes.ofUtf8("canary-c0ffee")) {
      ciphertext =
          new Sealer(pair.certificate()).seal(value, scope.label(namespace, name)).toBase64();
    }
    StringBuilder text = new StringBuilder();
    text.append("apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata:\n");
    text.append("  name: ").append(name).append('\n');
    if (!namespace.isEmpty()) {
      text.append("  namespace: ").append(namespace).append('\n');
    }
    if (scope != Scope.STRICT) {
      text.append("  annotations:\n");
      scope
          .annotations()
          .forEach((key, value) ->
              text.append("    ").append(key).append(": \"").append(value).append("\"\n"));
    }
    text.append("spec:\n  encryptedData:\n    password: ").append(ciphertext).append('\n');
    return text.toString();
  }
}
