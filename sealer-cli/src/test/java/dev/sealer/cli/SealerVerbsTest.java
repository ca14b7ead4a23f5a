package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.Calls.Outcome;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SealerVerbsTest {
  private final String canary = "canary-" + UUID.randomUUID();

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void keys() {
    Calls.writeKeys(folder);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String secret(String name) {
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: %s, namespace: shop}
    stringData: {password: %s}
    """
        .formatted(name, canary);
  }

  private String password(String opened) {
    JsonNode secret = KubeYaml.readDocuments(opened, "out").getFirst().content();
    return new String(
        java.util.Base64.getDecoder().decode(secret.path("data").path("password").asText()),
        StandardCharsets.UTF_8);
  }

  @Test
  void whatIsSealedOpensAgain() {
    Outcome sealed = Calls.sealer(secret("db"), "seal", "--cert", path("cert.pem"));
    assertThat(sealed.err()).isEmpty();
    assertThat(sealed.exitCode()).isZero();
    assertThat(sealed.out()).startsWith("---\napiVersion: bitnami.com/v1alpha1\n");
    assertThat(sealed.out()).doesNotContain(canary);
    Outcome opened = Calls.sealer(sealed.out(), "unseal", "--private-key", path("key.pem"));
    assertThat(opened.exitCode()).isZero();
    assertThat(password(opened.out())).isEqualTo(canary);
  }

  @Test
  void whatIsOpenedToAFileIsForItsOwnerOnly() throws IOException {
    Path file = Files.writeString(folder.resolve("opened.yaml"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Outcome sealed = Calls.sealer(secret("db"), "seal", "--cert", path("cert.pem"));
    Outcome opened =
        Calls.sealer(
            sealed.out(), "unseal", "--private-key", path("key.pem"), "-w", path("opened.yaml"));
    assertThat(opened.exitCode()).as(opened.err()).isZero();
    assertThat(password(Files.readString(file))).isEqualTo(canary);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void otherDocumentsAndTheirCommentsStay() {
    String other =
        """
        # a comment
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: c}   # another
        """;
    Outcome sealed =
        Calls.sealer(
            other + "---\n" + secret("a") + "---\n" + other, "seal", "--cert", path("cert.pem"));
    assertThat(sealed.out()).startsWith("---\n" + other + "---\n").endsWith("---\n" + other);
    assertThat(KubeYaml.readDocuments(sealed.out(), "out")).hasSize(3);
  }

  @Test
  void commentsOfASecretAreNotCarriedOver() {
    Outcome sealed =
        Calls.sealer(
            "# the password is " + canary + "\n" + secret("a"), "seal", "--cert", path("cert.pem"));
    assertThat(sealed.out()).contains("encryptedData").doesNotContain(canary);
  }

  @Test
  void secretsInAListAreSealedInPlace() {
    String list =
        """
        {"apiVersion":"v1","kind":"List","items":[
          {"apiVersion":"v1","kind":"Secret","metadata":{"name":"a","namespace":"b"},
           "stringData":{"password":"%s"}},
          {"apiVersion":"v1","kind":"Pod"}]}
        """
            .formatted(canary);
    Outcome sealed = Calls.sealer(list, "seal", "--cert", path("cert.pem"), "--format", "json");
    JsonNode written = KubeYaml.readDocument(sealed.out(), "out").content();
    assertThat(written.at("/items/0/kind").asText()).isEqualTo("SealedSecret");
    assertThat(written.at("/items/1/kind").asText()).isEqualTo("Pod");
    assertThat(sealed.out()).doesNotContain(canary);
  }

  @Test
  void severalFilesGiveOneOutput() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), secret("a"));
    Files.writeString(folder.resolve("b.yaml"), secret("b"));
    Outcome sealed =
        Calls.sealer(
            "",
            "seal",
            "--cert",
            path("cert.pem"),
            path("a.yaml"),
            path("b.yaml"),
            "-w",
            path("o"));
    assertThat(sealed).isEqualTo(new Outcome(0, "", ""));
    assertThat(KubeYaml.readDocuments(Files.readString(folder.resolve("o")), "o"))
        .extracting(document -> document.content().at("/metadata/name").asText())
        .containsExactly("a", "b");
  }

  static Stream<Arguments> badInput() {
    String good =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: a, namespace: b}
        stringData: {k: v}
        """;
    String utf16 = new String(good.getBytes(StandardCharsets.UTF_16), StandardCharsets.ISO_8859_1);
    return Stream.of(
        Arguments.of("no name", good.replace("name: a, ", ""), "missing metadata.name"),
        Arguments.of("empty data", good.replace("{k: v}", "{}"), "secret.data is empty"),
        Arguments.of("not YAML", "a: [", "stdin:"),
        Arguments.of("no object", "hello", "stdin:1: not a Kubernetes object"),
        Arguments.of("nothing", "", "no Secret found"),
        Arguments.of("other kind", good.replace("Secret", "ConfigMap"), "no Secret found"),
        Arguments.of("bad second document", good + "---\nb: [", "stdin:6"),
        Arguments.of(
            "no base64", good.replace("stringData: {k", "data: {key"), "data.key; plain text"),
        Arguments.of("duplicate key", good + "kind: Secret\n", "already set"),
        Arguments.of("UTF-16", utf16, "stdin"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badInput")
  void badInputGivesOneLineAndLeavesTheOutputFileAlone(String name, String input, String says)
      throws IOException {
    Files.writeString(folder.resolve("o"), "old");
    Outcome sealed = Calls.sealer(input, "seal", "--cert", path("cert.pem"), "-w", path("o"));
    assertThat(sealed.exitCode()).isEqualTo(1);
    assertThat(sealed.out()).isEmpty();
    assertThat(sealed.err()).startsWith("error: ").contains(says).hasLineCount(1);
    assertThat(Files.readString(folder.resolve("o"))).isEqualTo("old");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder("cert.pem", "key.pem", "o");
    }
  }

  @Test
  void utf16IsNamedAsSuch() {
    Calls.write(folder.resolve("u"), secret("a").getBytes(StandardCharsets.UTF_16));
    assertThat(Calls.sealer("", "seal", "--cert", path("cert.pem"), path("u")).err())
        .contains("UTF-16")
        .doesNotContain(canary);
  }

  @Test
  void anExpiredCertificateIsRefused() {
    Calls.writeExpired(folder.resolve("old.pem"));
    Outcome sealed = Calls.sealer(secret("a"), "seal", "--cert", path("old.pem"));
    assertThat(sealed.exitCode()).isEqualTo(1);
    assertThat(sealed.err())
        .startsWith("error: failed to encrypt using an expired certificate on April 9, 2015");
  }

  @Test
  void withoutAClusterThereIsOneLine() {
    Outcome fetched = Calls.sealer("", "fetch-cert", "--kubeconfig", path("none"));
    assertThat(fetched.exitCode()).isEqualTo(1);
    assertThat(fetched.err()).hasLineCount(1).contains("none: no such file or directory");
  }

  @Test
  void aKeyThatDoesNotFitIsNamedWithTheObject() {
    Outcome sealed = Calls.sealer(secret("a"), "seal", "--cert", path("cert.pem"));
    String renamed = sealed.out().replace("name: a", "name: other");
    Outcome opened = Calls.sealer(renamed, "unseal", "--private-key", path("key.pem"));
    assertThat(opened.exitCode()).isEqualTo(1);
    assertThat(opened.err())
        .isEqualTo("error: stdin:2: shop/other: no key could decrypt secret (password)\n");
  }

  @Test
  void aWrongCommandLineEndsWithTwo() {
    assertThat(Calls.sealer("", "seal", "--nope").exitCode()).isEqualTo(2);
    assertThat(Calls.sealer("", "no-such-verb").exitCode()).isEqualTo(2);
    assertThat(Calls.sealer("").exitCode()).isEqualTo(2);
    assertThat(
            List.of(
                Calls.sealer("", "--help").exitCode(),
                Calls.sealer("", "seal", "--help").exitCode()))
        .containsOnly(0);
  }

  /** A sealed file with a comment, and its name. */
  private String sealedFile() throws IOException {
    Outcome sealed = Calls.sealer(secret("db"), "seal", "--cert", path("cert.pem"));
    String commented =
        sealed.out().replace("  encryptedData:\n", "  encryptedData: # kept\n") + "# the end\n";
    Files.writeString(folder.resolve("sealed.yaml"), commented);
    return path("sealed.yaml");
  }

  private JsonNode opened(String file) throws IOException {
    Outcome opened =
        Calls.sealer(Files.readString(Path.of(file)), "unseal", "--private-key", path("key.pem"));
    assertThat(opened.err()).isEmpty();
    return KubeYaml.readDocuments(opened.out(), "out").getFirst().content();
  }

  private static String plain(JsonNode secret, String key) {
    return new String(
        java.util.Base64.getDecoder().decode(secret.path("data").path(key).asText()),
        StandardCharsets.UTF_8);
  }

  @Test
  void setAddsAndReplacesAnItemAndNothingElse() throws IOException {
    String file = sealedFile();
    String before = Files.readString(Path.of(file));
    String added = "added-" + canary;
    assertThat(Calls.sealer(added, "set", file, "token", "--cert", path("cert.pem")))
        .isEqualTo(new Outcome(0, "", ""));
    JsonNode secret = opened(file);
    assertThat(plain(secret, "token")).isEqualTo(added);
    assertThat(plain(secret, "password")).isEqualTo(canary);
    String after = Files.readString(Path.of(file));
    assertThat(after.lines().filter(line -> !line.strip().startsWith("token:")))
        .containsExactlyElementsOf(before.lines().toList());
    Calls.sealer("other", "set", file, "token", "--cert", path("cert.pem"));
    assertThat(plain(opened(file), "token")).isEqualTo("other");
  }

  @Test
  void rmRemovesAnItemAndNamesOneThatIsNotThere() throws IOException {
    String file = sealedFile();
    String before = Files.readString(Path.of(file));
    assertThat(Calls.sealer("", "rm", file, "none").err())
        .isEqualTo("error: " + file + ": spec.encryptedData has no key none\n");
    assertThat(Files.readString(Path.of(file))).isEqualTo(before);
    Calls.sealer("x", "set", file, "token", "--cert", path("cert.pem"));
    assertThat(Calls.sealer("", "rm", file, "token").exitCode()).isZero();
    assertThat(Files.readString(Path.of(file))).isEqualTo(before);
  }

  @Test
  void mergeKeepsNameScopeAndComments() throws IOException {
    String file = sealedFile();
    String more =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: ignored}
        stringData: {more: more-%s}
        """
            .formatted(canary);
    assertThat(Calls.sealer(more, "merge", file, "--cert", path("cert.pem")).err()).isEmpty();
    assertThat(plain(opened(file), "more")).isEqualTo("more-" + canary);
    assertThat(Files.readString(Path.of(file))).contains("# kept", "# the end");
  }

  @Test
  void rawFitsIntoASealedFile() throws IOException {
    Outcome raw =
        Calls.sealer(
            "raw-" + canary, "raw", "-n", "shop", "--name", "db", "--cert", path("cert.pem"));
    String file = sealedFile();
    Files.writeString(
        Path.of(file),
        Files.readString(Path.of(file))
            .replaceFirst("password: .*", "password: " + raw.out().strip()));
    assertThat(plain(opened(file), "password")).isEqualTo("raw-" + canary);
    assertThat(Calls.sealer("x", "raw", "--cert", path("cert.pem")).err()).contains("--name");
  }

  @Test
  void validateFindsWhatCanBeKnownOffline() throws IOException {
    String file = sealedFile();
    assertThat(Calls.sealer("", "validate", file)).isEqualTo(new Outcome(0, "", ""));
    String damaged =
        Files.readString(Path.of(file))
            .replaceFirst("password: .*", "password: AgB=")
            .replace("  namespace: shop\nspec", "spec");
    Outcome checked = Calls.sealer(damaged, "validate");
    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(checked.err())
        .contains(
            "stdin:2: document 1, db: metadata.namespace is missing",
            "spec.encryptedData.password");
    assertThat(Calls.sealer("", "validate").exitCode()).isEqualTo(1);
    assertThat(Calls.sealer(secret("plain"), "validate").exitCode()).isEqualTo(1);
  }

  @Test
  void inspectTellsSizesAndNoValue() throws IOException {
    Outcome shown = Calls.sealer("", "inspect", "-o", "json", sealedFile());
    JsonNode first = KubeYaml.readDocument("x: " + shown.out(), "out").content().at("/x/0");
    assertThat(first.at("/scope").asText()).isEqualTo("strict");
    assertThat(first.at("/items/password/keyBits").asInt()).isEqualTo(2048);
    assertThat(first.at("/items/password/valueBytes").asInt()).isEqualTo(canary.length());
  }
}
