package dev.sealer.cli.reencrypt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.cli.manifest.SealedValue;
import dev.sealer.cli.reencrypt.Sealing.Outcome;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.unseal.JdkPrivateKeyOperation;
import dev.sealer.sealing.unseal.UnsealResult;
import dev.sealer.sealing.unseal.Unsealer;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReencryptTest {

  private final String canary = "canary-" + UUID.randomUUID();

  @TempDir private Path keys = Path.of("");
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeKeys() {
    Sealing.writeKeys(keys);
  }

  private String key(String name) {
    return keys.resolve(name).toString();
  }

  private Outcome reencrypt(String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "reencrypt",
                "--private-key",
                key("old.pem") + "," + key("newest.pem"),
                "--cert",
                key("newest.crt")));
    line.addAll(List.of(more));
    return Sealing.sealer(line.toArray(String[]::new));
  }

  private String git(String... line) {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@t", "-c"));
    command.add("core.autocrlf=false");
    command.addAll(List.of(line));
    CommandOutcome outcome = Command.of(command).in(folder).run();
    assertThat(outcome.stderr()).as(outcome.stdout()).isEmpty();
    return outcome.stdout();
  }

  /** All values below the folder, by file and key, opened with these keys only. */
  private SortedMap<String, String> opened(SealingKeyPair... pairs) throws IOException {
    Unsealer unsealer =
        new Unsealer(
            KeyRing.of(Stream.of(pairs).map(SealingKeyPair::key).toList()),
            new JdkPrivateKeyOperation());
    SortedMap<String, String> values = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        List<Document> documents =
            KubeYaml.readDocuments(Files.readAllBytes(file), file.toString());
        for (SealedDocument object : SealedDocument.in(documents, "")) {
          for (SealedValue value : object.values()) {
            values.put(
                file + " " + object.document() + " " + value.key(), open(unsealer, object, value));
          }
        }
      }
    }
    return values;
  }

  private static String open(Unsealer unsealer, SealedDocument object, SealedValue value) {
    return SealedItem.parseBase64(value.text()) instanceof ParsedItem.Parsed(SealedItem item)
            && unsealer.unseal(item, object.label(), null) instanceof UnsealResult.Unsealed plain
        ? plain.value().reveal(bytes -> new String(bytes, StandardCharsets.UTF_8))
        : "not opened";
  }

  private JsonNode report(String... more) {
    Outcome outcome = reencrypt(more);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    return KubeYaml.readDocument(outcome.out(), "report").content();
  }

  @Test
  void twoHundredFilesChangeInTheirStaleItemsOnly() throws IOException {
    SealedRepository repository = SealedRepository.write(folder, 200, canary);
    git("init", "-q");
    git("add", ".");
    git("commit", "-q", "-m", "sealed");
    SortedMap<String, String> before = opened(Sealing.OLD, Sealing.NEWEST);
    assertThat(before.values()).hasSizeGreaterThan(400).allMatch(value -> value.startsWith(canary));

    JsonNode dry = report("-o", "json", "--dry-run", folder.toString());
    assertThat(git("status", "--porcelain")).isEmpty();
    JsonNode done = report("-o", "json", folder.toString());

    for (JsonNode summary : List.of(dry.path("summary"), done.path("summary"))) {
      assertThat(summary.path("files").asInt()).isEqualTo(200);
      assertThat(summary.path("changed").asInt()).isEqualTo(60);
      assertThat(summary.path("resealed").asInt()).isEqualTo(60);
    }
    assertThat(git("diff", "--name-only").lines()).hasSize(60);
    for (Map.Entry<Path, String> stale : repository.staleItems().entrySet()) {
      String was = git("show", "HEAD:" + folder.relativize(stale.getKey()));
      String is = Files.readString(stale.getKey());
      int from = was.indexOf(stale.getValue());
      int rest = was.length() - from - stale.getValue().length();
      assertThat(is)
          .startsWith(was.substring(0, from))
          .endsWith(was.substring(was.length() - rest));
      assertThat(is.substring(from, is.length() - rest)).matches("[A-Za-z0-9+/]+=*");
    }
    assertThat(opened(Sealing.NEWEST)).isEqualTo(before);

    git("commit", "-q", "-a", "-m", "resealed");
    assertThat(report("-o", "json", folder.toString()).at("/summary/resealed").asInt()).isZero();
    assertThat(git("status", "--porcelain")).isEmpty();
    assertThat(done.toString()).doesNotContain(canary);
  }

  private String sealed(String item, String scopes) {
    return """
    apiVersion: bitnami.com/v1alpha1
    kind: SealedSecret
    metadata: {name: db, namespace: shop}
    spec:
      encryptedData:
        password: %s
      template: {metadata: {annotations: {%s}}}
    """
        .formatted(item, scopes);
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private String stale() {
    return Sealing.item(Sealing.OLD, Scope.STRICT, "shop/db", canary);
  }

  @Test
  void aTemplateThatClaimsAWiderScopeIsRefused() throws IOException {
    String wider = "\"%s\": \"true\"".formatted(Scope.CLUSTER_WIDE_ANNOTATION);
    Path bad = file("bad.yaml", sealed(stale(), wider));
    Path good = file("good.yaml", sealed(stale(), ""));
    String before = Files.readString(bad);

    Outcome outcome = reencrypt(folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "error: %s:1: shop/db: the template's annotations claim the scope cluster-wide, the object's own annotations say strict: make them agree\n"
                .formatted(bad));
    assertThat(Files.readString(bad)).isEqualTo(before);
    assertThat(outcome.out()).contains(good + ":1: shop/db: re-encrypted: password\n");
    assertThat(opened(Sealing.NEWEST)).containsEntry(good + " 0 password", canary);
  }

  @Test
  void aFileWithAnItemThatDoesNotOpenStaysAsItIs() throws IOException {
    String moved = Sealing.item(Sealing.OLD, Scope.STRICT, "shop/other", canary);
    Path file = file("a.yaml", sealed(stale(), "") + "---\n" + sealed(moved, ""));
    file("broken.yaml", "kind: SealedSecret\n\t{{ .Values }}\n");
    file("chart/templates/x.yaml", "{{ if .Values.on }}\n");
    file(".git/x.yaml", sealed(moved, ""));
    String before = Files.readString(file);

    Outcome outcome = reencrypt("-o", "json", folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err().lines())
        .hasSize(2)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "error: " + file + ":9: shop/db: no key could decrypt secret (password)"),
            line -> assertThat(line).startsWith("error: " + folder.resolve("broken.yaml") + ":2:"));
    assertThat(Files.readString(file)).isEqualTo(before);
    assertThat(
            KubeYaml.readDocument(outcome.out(), "report").content().at("/summary/failed").asInt())
        .isEqualTo(2);
  }

  @Test
  void aLinkOutOfTheFolderIsNotWrittenThrough(@TempDir Path outside) throws IOException {
    Path file = file("a.yaml", sealed(stale(), ""));
    Path other = Files.writeString(outside.resolve("b.yaml"), sealed(stale(), ""));
    Files.createSymbolicLink(folder.resolve("link.yaml"), other);
    Files.createSymbolicLink(folder.resolve("same.yaml"), file.getFileName());
    String before = Files.readString(other);

    Outcome outcome = reencrypt(folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "error: %s: is a link out of %s: name the file itself\n"
                .formatted(folder.resolve("link.yaml"), folder));
    assertThat(outcome.out()).contains("re-encrypted: 1 value in 1 of 2 files");
    assertThat(Files.readString(other)).isEqualTo(before);
    assertThat(reencrypt(folder.resolve("link.yaml").toString()).exitCode()).isZero();
    assertThat(Files.readString(other)).isNotEqualTo(before);
  }

  @Test
  void withOldKeysOnlyWhatIsOnTheNewestIsLeftAloneAndSaid() throws IOException {
    Path file = file("a.yaml", sealed(stale(), ""));
    String[] line = {
      "reencrypt", "--private-key", key("old.pem"), "--cert", key("newest.crt"), folder.toString()
    };

    assertThat(Sealing.sealer(line).out()).contains("re-encrypted: 1 value in 1 of 1 file;");
    String once = Files.readString(file);
    Outcome again = Sealing.sealer(line);

    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).startsWith("note: left 1 value alone that no private key opens");
    assertThat(Files.readString(file)).isEqualTo(once);
  }

  @Test
  void aNamespaceThatTheFileLeavesOpenIsGiven() throws IOException {
    Path file = file("a.yaml", sealed(stale(), "").replace(", namespace: shop", ""));

    assertThat(reencrypt(file.toString()).err()).contains("metadata.namespace is missing");
    assertThat(reencrypt("-n", "shop", file.toString()).exitCode()).isZero();
    assertThat(Files.readString(file)).doesNotContain("namespace");
  }

  @Test
  void nothingToLookAtIsAnError() throws IOException {
    file("a.yaml", "kind: ConfigMap\n");

    assertThat(reencrypt(folder.toString()).err()).startsWith("error: no SealedSecret found in ");
    assertThat(reencrypt(folder.resolve("none").toString()).err())
        .isEqualTo("error: open " + folder.resolve("none") + ": no such file or directory\n");
    assertThat(reencrypt().exitCode()).isEqualTo(2);
  }

  @Test
  void theDeprecatedFormIsSealedAnewAsAWhole() throws IOException {
    Path file = file("a.yaml", sealed(stale(), "").replace("encryptedData:\n    password", "data"));

    assertThat(reencrypt(file.toString()).out()).contains("shop/db: re-encrypted: spec.data");
    assertThat(opened(Sealing.NEWEST)).containsEntry(file + " 0 spec.data", canary);
  }
}
