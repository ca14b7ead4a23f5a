package dev.sealer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.Calls.Outcome;
import dev.sealer.cli.backup.TestKeys;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.secret.SecretBytes;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.peers.Peers;
import dev.sealer.testbed.peers.SealedSecretsPeer;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.yaml.KubeYaml;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups of a real API server's keys; opened, made and restored by the real age and kubectl too.
 */
@KubernetesCluster
final class BackupIT {
  private static final String LABEL = "sealedsecrets.bitnami.com/sealed-secrets-key";
  private static final SealingKeyPair FIRST = TestKeys.ofMonth(0);
  private static final SealingKeyPair SECOND = TestKeys.ofMonth(1);
  private static final SealingKeyPair THIRD = TestKeys.ofMonth(2);
  private static final SealingKeyPair STRAY = TestKeys.ofMonth(5);

  private final ControlPlane plane;
  private final KubernetesClient client;
  private String namespace = "";
  private String elsewhere = "";

  @TempDir private Path folder = Path.of("");

  BackupIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
  }

  @BeforeEach
  void prepare(@FreshNamespace String fresh) throws IOException {
    namespace = fresh;
    elsewhere = fresh + "-new";
    Files.writeString(folder.resolve("passphrase"), "canary correct horse battery\n");
    CommandOutcome made = Peers.command(Tool.AGE_KEYGEN, "-o", path("identity")).run().orThrow();
    String recipient = made.stderr().replace("Public key:", "").strip();
    Files.writeString(folder.resolve("recipients"), "# operators\n" + recipient + "\n");
  }

  @Test
  void everyKeyIsBackedUpAndTheMalformedNamed() throws IOException {
    keys();
    create("sealed-secrets-key", Map.of(), FIRST);
    create("set-aside", Map.of(LABEL, "compromised"), STRAY);
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("broken")
                .withNamespace(namespace)
                .addToLabels(LABEL, "active")
                .endMetadata()
                .addToStringData("tls.key", "canary-7e57 no key")
                .build())
        .create();

    Outcome created = create("-o", "json", "--passphrase-file", path("passphrase"));

    assertThat(created.exitCode()).isEqualTo(3);
    assertThat(created.err())
        .startsWith("warning: key Secret broken is not in the backup: ")
        .doesNotContain("canary");
    JsonNode report = KubeYaml.readDocument(created.out(), "out").content();
    assertThat(report.path("opened").asBoolean()).isTrue();
    assertThat(report.path("keys").findValuesAsText("secret"))
        .containsExactly("set-aside", "third", "second", "first", "sealed-secrets-key");
    assertThat(report.path("malformed").findValuesAsText("secret")).containsExactly("broken");
    assertThat(report.path("cluster").path("uid").asText())
        .isEqualTo(client.namespaces().withName("kube-system").get().getMetadata().getUid());
    Path file = folder.resolve("keys.age");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(new String(Files.readAllBytes(file), UTF_8))
        .startsWith("age-encryption.org/v1\n-> sealer.dev/argon2id ");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("keys.age", "passphrase", "identity", "recipients");
    }
  }

  @Test
  void anExistingFileIsReplacedOnlyWhenAsked() throws IOException {
    keys();
    Files.writeString(folder.resolve("keys.age"), "precious");

    Outcome refused = create("-R", path("recipients"));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("keys.age"))).isEqualTo("precious");

    Outcome replaced = create("-R", path("recipients"), "--overwrite");
    assertThat(replaced.err()).isEmpty();
    assertThat(replaced.out()).contains("3 keys of").contains("read back and compared");
    assertThat(verify("-i", path("identity")).exitCode()).isZero();
  }

  @Test
  void aPersonTypesANewPassphraseTwice() {
    keys();
    String[] line = {
      "backup",
      "create",
      path("keys.age"),
      "--kubeconfig",
      plane.kubeconfig().toString(),
      "--controller-namespace",
      namespace
    };

    Outcome typo = Calls.atTerminal(Map.of(), List.of("canary one", "canary two"), line);
    assertThat(typo.exitCode()).isEqualTo(1);
    assertThat(typo.err()).contains("the two entries differ");
    assertThat(folder.resolve("keys.age")).doesNotExist();
    Outcome made = Calls.atTerminal(Map.of(), List.of("canary one", "canary one"), line);
    assertThat(made.err())
        .startsWith("New passphrase: \nNew passphrase, again: \nwarning: ")
        .contains("this one is short");
    assertThat(made.exitCode()).isZero();
    assertThat(
            Calls.atTerminal(Map.of(), List.of("canary one"), "backup", "verify", path("keys.age"))
                .exitCode())
        .isZero();
  }

  @Test
  void aNamespaceWithoutKeysIsNoBackup() {
    assertThat(create("-R", path("recipients")).err())
        .contains("there is no usable sealing key in namespace " + namespace);
    assertThat(folder.resolve("keys.age")).doesNotExist();
  }

  @Test
  void ageAndKubectlAloneRestoreABackup() throws IOException {
    keys();
    assertThat(create("-R", path("recipients"), "-i", path("identity")).out())
        .contains("opened again and checked");

    String document =
        Peers.command(Tool.AGE, "-d", "-i", path("identity"), path("keys.age"))
            .run()
            .orThrow()
            .stdout();
    client.secrets().inNamespace(namespace).delete();
    CommandOutcome applied =
        Peers.command(Tool.KUBECTL, "apply", "--server-side", "-f", "-")
            .with("KUBECONFIG", plane.kubeconfig().toString())
            .run(document)
            .orThrow();

    assertThat(applied.stderr()).doesNotContain("unknown field");
    assertThat(secrets(namespace)).containsOnlyKeys("first", "second", "third");
    assertThat(one(secrets(namespace), "second").getData())
        .isEqualTo(Map.of("tls.key", base64(pem(SECOND)), "tls.crt", base64(crt(SECOND))));
    Path keys = Files.writeString(folder.resolve("opened.json"), document);
    assertThat(
            Calls.sealer(sealedFor(SECOND), "unseal", "--private-key", keys.toString()).exitCode())
        .isZero();
  }

  @Test
  void whatAgeEncryptsOpensHere() throws IOException {
    keys();
    create("-R", path("recipients"));
    byte[] document =
        Peers.command(Tool.AGE, "-d", "-i", path("identity"), path("keys.age"))
            .run()
            .orThrow()
            .stdoutBytes();
    for (List<String> flags : List.of(List.<String>of(), List.of("--armor"))) {
      List<String> line = new ArrayList<>(flags);
      line.addAll(List.of("-R", path("recipients"), "-o", path("by-age")));
      Files.deleteIfExists(folder.resolve("by-age"));
      Peers.command(Tool.AGE, line.toArray(String[]::new)).run(document).orThrow();

      Outcome opened = Calls.sealer("", "backup", "verify", path("by-age"), "-i", path("identity"));

      assertThat(opened.err()).isEmpty();
      assertThat(opened.out()).contains("3 keys of");
    }
  }

  @Test
  void anyOneOfSeveralRecipientsAndThePassphraseOpensIt() throws IOException {
    keys();
    Peers.command(Tool.AGE_KEYGEN, "-o", path("identity2")).run().orThrow();
    String second =
        Peers.command(Tool.AGE_KEYGEN, "-y", path("identity2")).run().orThrow().stdout().strip();

    create("-R", path("recipients"), "-r", second, "--passphrase-file", path("passphrase"));

    assertThat(verify("-i", path("identity")).exitCode()).isZero();
    assertThat(verify("-i", path("identity2")).exitCode()).isZero();
    assertThat(verify("--passphrase-file", path("passphrase")).exitCode()).isZero();
    Peers.command(Tool.AGE, "-d", "-i", path("identity2"), path("keys.age")).run().orThrow();
    Peers.command(Tool.AGE_KEYGEN, "-o", path("stranger")).run().orThrow();
    assertThat(verify("-i", path("stranger")).err())
        .contains("It is encrypted to a passphrase and 2 age recipients");
  }

  @Test
  void aNewClusterGetsTheKeysInTheirOrderAndItsOwnIsSetBehind() {
    keys();
    create("first-also", Map.of(LABEL, "active"), FIRST);
    create("-R", path("recipients"));
    // A controller that started first has made a key of its own.
    client.resource(namespaceOf(elsewhere)).create();
    namespace = elsewhere;
    create("own", Map.of(LABEL, "active"), STRAY);
    client.resource(other("second")).create();

    Outcome dry = restore("--dry-run");
    assertThat(dry.out()).contains("would restore 4 keys").contains("create third");
    assertThat(secrets(elsewhere)).containsOnlyKeys("own", "second");

    Outcome restored = restore();

    assertThat(restored.err()).isEmpty();
    assertThat(restored.out()).contains("set-behind own: " + STRAY.fingerprint().value());
    Map<String, Secret> live = secrets(elsewhere);
    assertThat(live).hasSize(6).containsKeys("own", "first", "third", "first-also", "second");
    assertThat(one(live, "second").getData()).containsOnlyKeys("unrelated");
    String renamed =
        live.keySet().stream().filter(n -> n.startsWith("second-")).findFirst().orElseThrow();
    assertThat(one(live, renamed).getData().get("tls.crt")).isEqualTo(base64(crt(SECOND)));
    assertThat(live.values())
        .filteredOn(secret -> !secret.getMetadata().getName().equals("second"))
        .allSatisfy(secret -> {
          assertThat(secret.getType()).isEqualTo("kubernetes.io/tls");
          assertThat(secret.getMetadata().getLabels()).containsEntry(LABEL, "active");
          assertThat(start(secret)).isBeforeOrEqualTo(THIRD.certificate().notBefore());
        });
    assertThat(one(live, "own").getData().get("tls.key")).isEqualTo(base64(pem(STRAY)));
    assertThat(start(one(live, "own"))).isBefore(THIRD.certificate().notBefore());
    // Controllers that go by creation find the newest last.
    assertThat(live.values())
        .filteredOn(secret -> !secret.getMetadata().getName().equals("third"))
        .allSatisfy(secret ->
            assertThat(secret.getMetadata().getCreationTimestamp())
                .isLessThan(one(live, "third").getMetadata().getCreationTimestamp()));

    Map<String, String> versions = versions(elsewhere);
    Outcome again = restore();
    assertThat(again.out()).doesNotContain("create ").doesNotContain("set-behind ");
    assertThat(versions(elsewhere)).isEqualTo(versions);
  }

  @Test
  void theRealControllerSealsForTheRestoredKeyInEitherOrder() {
    Prerequisites.require(BackupIT.class.getName(), SealedSecretsPeer.available());
    keys();
    create("-R", path("recipients"));
    namespace = SealedSecretsPeer.NAMESPACE;
    create("own", Map.of(LABEL, "active"), STRAY);
    try {
      assertThat(restore().out()).contains("set-behind own: ");
      for (String order : List.of("CertNotBefore", "SecretCreationTimestamp")) {
        try (SealedSecretsPeer peer =
            SealedSecretsPeer.start(
                plane,
                folder.resolve(order),
                "--key-renew-period=0",
                "--key-order-priority=" + order)) {
          assertThat(peer.certificate()).as(order).isEqualTo(THIRD.certificate().toPem());
        }
      }
    } finally {
      client.secrets().inNamespace(namespace).withLabel(LABEL).delete();
    }
  }

  @Test
  void theNamespaceIsMadeWhereItIsMissing() {
    keys();
    create("-R", path("recipients"));
    namespace = elsewhere;

    assertThat(restore().err()).isEmpty();

    assertThat(secrets(elsewhere)).containsOnlyKeys("first", "second", "third");
  }

  @Test
  void theSameClusterKeepsWhatItRenewedAndIsNamedAsNewerThanTheBackup() {
    keys();
    create("-R", path("recipients"));
    assertThat(verifyOnline().exitCode()).isZero();
    create("renewed", Map.of(LABEL, "active"), STRAY);
    client.secrets().inNamespace(namespace).withName("first").delete();

    Outcome stale = verifyOnline();
    assertThat(stale.exitCode()).isEqualTo(4);
    assertThat(stale.out())
        .contains("stale: the backup lacks sealing key " + STRAY.fingerprint().value())
        .contains("renewed");
    Outcome restored = restore();

    assertThat(restored.out())
        .contains("create first: ")
        .contains("keep renewed: ")
        .contains("make a new backup");
    assertThat(start(one(secrets(namespace), "renewed")))
        .isEqualTo(STRAY.certificate().notBefore());
  }

  @Test
  void aRestoreThatHasNotEndedIsNotBackedUp() throws IOException {
    create("first", Map.of(LABEL, "restoring"), FIRST);
    create("third", Map.of(LABEL, "active"), THIRD);
    Files.writeString(folder.resolve("keys.age"), "the good backup");

    Outcome refused = create("-R", path("recipients"), "--overwrite");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith("error: a restore into namespace " + namespace + " has not ended")
        .contains("do not load first yet", "run the same restore again first")
        .hasLineCount(1);
    assertThat(folder.resolve("keys.age")).hasContent("the good backup");
  }

  @Test
  void whatMayNotBeDoneIsSaidInOneLine() {
    keys();
    create("-R", path("recipients"));
    Path nobody = plane.writeKubeconfigFor(namespace, "nobody", folder.resolve("nobody"));

    Outcome refused =
        Calls.sealer(
            "",
            "backup",
            "create",
            path("other.age"),
            "-R",
            path("recipients"),
            "--kubeconfig",
            nobody.toString(),
            "--controller-namespace",
            namespace);

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith("error: cannot list the key Secrets of namespace " + namespace + ": ")
        .contains("forbidden")
        .hasLineCount(1);
    assertThat(folder.resolve("other.age")).doesNotExist();
  }

  private void keys() {
    create("first", Map.of(LABEL, "active"), FIRST);
    create("second", Map.of(LABEL, "active"), SECOND);
    create("third", Map.of(LABEL, "active", "team", "platform"), THIRD);
  }

  private void create(String name, Map<String, String> labels, SealingKeyPair pair) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(labels)
                .addToAnnotations(
                    "kubectl.kubernetes.io/last-applied-configuration", "{\"data\":\"canary-9\"}")
                .endMetadata()
                .withType("kubernetes.io/tls")
                .addToData("tls.key", base64(pem(pair)))
                .addToData("tls.crt", base64(crt(pair)))
                .build())
        .create();
  }

  private Secret other(String name) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .addToStringData("unrelated", "canary-1")
        .build();
  }

  private static Namespace namespaceOf(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private Outcome create(String... more) {
    return backup("create", more);
  }

  private Outcome restore(String... more) {
    List<String> line = new ArrayList<>(List.of("-i", path("identity")));
    line.addAll(List.of(more));
    return backup("restore", line.toArray(String[]::new));
  }

  private Outcome verifyOnline() {
    return backup("verify", "-i", path("identity"), "--online");
  }

  private Outcome verify(String... more) {
    List<String> line = new ArrayList<>(List.of("backup", "verify", path("keys.age")));
    line.addAll(List.of(more));
    return Calls.sealer(Map.of(), "", line.toArray(String[]::new));
  }

  private Outcome backup(String verb, String... more) {
    List<String> line = new ArrayList<>(List.of("backup", verb, path("keys.age")));
    line.addAll(
        List.of(
            "--kubeconfig", plane.kubeconfig().toString(), "--controller-namespace", namespace));
    line.addAll(List.of(more));
    return Calls.sealer(Map.of(), "", line.toArray(String[]::new));
  }

  private Map<String, Secret> secrets(String in) {
    return client.secrets().inNamespace(in).list().getItems().stream()
        .collect(Collectors.toMap(secret -> secret.getMetadata().getName(), secret -> secret));
  }

  private static Secret one(Map<String, Secret> secrets, String name) {
    return Objects.requireNonNull(secrets.get(name), name);
  }

  private Map<String, String> versions(String in) {
    return secrets(in).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> e.getValue().getMetadata().getResourceVersion()));
  }

  private static Instant start(Secret secret) {
    return SealingCertificate.parse(Base64.getDecoder().decode(secret.getData().get("tls.crt")))
        .notBefore();
  }

  private static String sealedFor(SealingKeyPair pair) {
    try (SecretBytes value = SecretBytes.ofUtf8("canary-2")) {
      return """
      apiVersion: bitnami.com/v1alpha1
      kind: SealedSecret
      metadata: {name: db, namespace: shop}
      spec:
        encryptedData:
          password: %s
      """
          .formatted(
              new Sealer(pair.certificate())
                  .seal(value, Scope.STRICT.label("shop", "db"))
                  .toBase64());
    }
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static byte[] pem(SealingKeyPair pair) {
    try (SecretBytes pem = pair.key().toPem()) {
      return pem.reveal(byte[]::clone);
    }
  }

  private static byte[] crt(SealingKeyPair pair) {
    return pair.certificate().toPem().getBytes(UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
