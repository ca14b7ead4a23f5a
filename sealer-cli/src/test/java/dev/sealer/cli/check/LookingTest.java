package dev.sealer.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.reencrypt.Sealing;
import dev.sealer.cli.reencrypt.Sealing.Outcome;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.keys.NewSealingKey;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code unseal}, {@code inspect} and {@code validate} find in files. */
final class LookingTest {

  private static final String CANARY = "canary-" + UUID.randomUUID();
  private static final String STALE = Sealing.item(Sealing.OLD, Scope.STRICT, "shop/db", CANARY);
  private static final String FRESH = Sealing.item(Sealing.NEWEST, Scope.STRICT, "shop/db", CANARY);

  /** One object in order, on both keys. */
  private static final String GOOD =
      """
      apiVersion: bitnami.com/v1alpha1
      kind: SealedSecret
      metadata: {name: db, namespace: shop}
      spec:
        encryptedData:
          fresh: %s
          stale: %s
        template: {type: Opaque, metadata: {name: db}}
      """
          .formatted(FRESH, STALE);

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeKeys() {
    Sealing.writeKeys(folder);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String bothKeys() {
    return path("old.pem") + "," + path("newest.pem");
  }

  private JsonNode opened(String input) {
    Outcome outcome = Sealing.sealerWith(input, "unseal", "--private-key", bothKeys());
    assertThat(outcome.err()).isEmpty();
    return KubeYaml.readDocuments(outcome.out(), "out").getFirst().content();
  }

  private static String plain(JsonNode secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.path("data").path(key).asText()), StandardCharsets.UTF_8);
  }

  private static JsonNode json(Outcome outcome) {
    return KubeYaml.readDocument("x: " + outcome.out(), "out").content().path("x");
  }

  @Test
  void templatesAreRenderedAsTheControllerDoesIt() {
    JsonNode secret =
        opened(
            GOOD.replace(
                "template: {",
                """
                template:
                      data:
                        url: "db://{{ .user }}:{{ .fresh | upper }}@host"
                        user: "{{ .missing }}"
                        stale: null
                        fresh: overridden
                      x: {\
                """
                    .stripTrailing()));

    assertThat(plain(secret, "url"))
        .isEqualTo("db://{{ .missing }}:" + CANARY.toUpperCase(java.util.Locale.ROOT) + "@host");
    assertThat(plain(secret, "user")).isEqualTo("<no value>");
    assertThat(plain(secret, "fresh")).isEqualTo(CANARY);
    assertThat(secret.path("data").has("stale")).isFalse();
  }

  @Test
  void aTemplateThatFailsNamesItsKeyAndShowsNoValue() {
    Outcome outcome =
        Sealing.sealerWith(
            GOOD.replace("template: {", "template: {data: {url: '{{ .fresh.x }}'}, "),
            "unseal",
            "--private-key",
            bothKeys());

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("error: stdin:1: shop/db: ").contains("(url)");
    assertThat(outcome.err()).doesNotContain(CANARY);
  }

  @Test
  void foldersListsAndManyDocumentsAreOpenedAtOnce() throws IOException {
    Files.createDirectories(folder.resolve("deploy/base"));
    Files.writeString(folder.resolve("deploy/base/a.yaml"), GOOD + "---\n" + GOOD);
    Files.writeString(folder.resolve("deploy/chart.yaml"), "{{ if .Values.on }}\n");
    Files.writeString(
        folder.resolve("deploy/list.json"),
        "{\"kind\":\"List\",\"items\":["
            + KubeYaml.toJson(KubeYaml.readDocument(GOOD, "x").content())
            + "]}");

    Outcome outcome = Sealing.sealer("unseal", "--private-key", bothKeys(), path("deploy"));

    assertThat(outcome.err()).isEmpty();
    assertThat(KubeYaml.readDocuments(outcome.out(), "out"))
        .hasSize(3)
        .allSatisfy(secret -> assertThat(plain(secret.content(), "stale")).isEqualTo(CANARY));
  }

  @Test
  void inspectTellsWhatTheKeysAtHandTell() {
    JsonNode without = json(Sealing.sealerWith(GOOD, "inspect", "-o", "json")).path(0);
    assertThat(without.at("/items/stale/sealedFor").asText()).isEqualTo("unknown");
    assertThat(without.at("/items/stale/stale").asText()).isEqualTo("unknown");
    assertThat(without.at("/items/stale/keyBits").asInt()).isEqualTo(2048);
    assertThat(without.at("/items/stale/valueBytes").asInt()).isEqualTo(CANARY.length());

    Outcome shown =
        Sealing.sealerWith(
            GOOD,
            "inspect",
            "-o",
            "json",
            "--cert",
            path("newest.crt"),
            "--private-key",
            bothKeys());
    JsonNode with = json(shown).path(0);
    assertThat(with.at("/items/stale/sealedFor").asText())
        .isEqualTo(Sealing.OLD.fingerprint().value());
    assertThat(with.at("/items/stale/stale").asText()).isEqualTo("yes");
    assertThat(with.at("/items/fresh/stale").asText()).isEqualTo("no");
    assertThat(shown.out()).doesNotContain(CANARY);
  }

  @Test
  void aKeyOfAnotherSizeIsStaleWithoutAnyPrivateKey() throws IOException {
    Files.writeString(
        folder.resolve("small.crt"),
        new NewSealingKey(1024, "", Duration.ofDays(365))
            .generate(Instant.now(), new SecureRandom())
            .certificate()
            .toPem());

    Outcome shown = Sealing.sealerWith(GOOD, "inspect", "-o", "json", "--cert", path("small.crt"));

    assertThat(json(shown).at("/0/items/fresh/stale").asText()).isEqualTo("yes");
  }

  @Test
  void validateIsSilentWhenAllIsWell() {
    assertThat(Sealing.sealerWith(GOOD, "validate", "--private-key", bothKeys()))
        .isEqualTo(new Outcome(0, "", ""));
    assertThat(
            Sealing.sealerWith(
                    GOOD, "validate", "--cert", path("newest.crt"), "--private-key", bothKeys())
                .err())
        .isEqualTo(
            "warning: stdin:1: document 1, shop/db: stale: it is on the key %s, not on that of the certificate\n"
                .formatted(Sealing.OLD.fingerprint()));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("name: db, n", "n", "metadata.name is missing"),
        Arguments.of("name: db, n", "name: Db, n", "metadata.name: invalid value"),
        Arguments.of(", namespace: shop", "", "metadata.namespace is missing"),
        Arguments.of("  fresh", "  'a b'", "spec.encryptedData.a b: invalid data key"),
        Arguments.of(FRESH, "AgB=", "spec.encryptedData.fresh: "),
        Arguments.of(FRESH, "[x]", "spec.encryptedData.fresh is not a text"),
        Arguments.of("type: Opaque", "stringData: {a: b}", "spec.template.stringData"),
        Arguments.of(
            "metadata: {name: db}}",
            "metadata: {annotations: {sealedsecrets.bitnami.com/namespace-wide: 'true'}}}",
            "claim the scope namespace-wide"),
        Arguments.of(
            "shop}",
            "shop, annotations: {sealedsecrets.bitnami.com/cluster-wide: 'True'}}",
            "cluster-wide has no effect"),
        Arguments.of("spec:", "spec:\n  data: AgB=", "exclude each other"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsWrongIsNamedWithFileDocumentAndObject(String from, String to, String says) {
    String second = "# first\nkind: ConfigMap\n---\n" + GOOD.replace(from, to);

    Outcome outcome = Sealing.sealerWith(second, "validate");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines())
        .anyMatch(line -> line.startsWith("error: stdin:4: document 2, ") && line.contains(says));
  }

  @Test
  void anItemThatWasMovedIsFoundByOpeningIt() {
    String moved = GOOD.replace("namespace: shop", "namespace: other");
    String widened =
        GOOD.replace(
            "shop}", "shop, annotations: {sealedsecrets.bitnami.com/namespace-wide: 'true'}}");

    assertThat(Sealing.sealerWith(moved, "validate").exitCode()).isZero();
    assertThat(Sealing.sealerWith(moved, "validate", "--private-key", bothKeys()).err())
        .contains("other/db: fresh: none of the private keys opens it: ");
    assertThat(Sealing.sealerWith(widened, "validate", "--private-key", bothKeys()).err())
        .contains("it is sealed strict, and the object's annotations say namespace-wide");
  }

  @Test
  void anExpiredCertificateIsAnErrorAndAFileThatCannotBeReadToo() throws IOException {
    Files.writeString(
        folder.resolve("expired.crt"),
        new NewSealingKey(1024, "", Duration.ofDays(1))
            .generate(Instant.parse("2015-04-08T00:00:00Z"), new SecureRandom())
            .certificate()
            .toPem());
    Files.writeString(folder.resolve("broken.yaml"), "kind: SealedSecret\n\tx\n");
    Files.writeString(folder.resolve("good.yaml"), GOOD);

    Outcome outcome =
        Sealing.sealer("validate", "-o", "json", "--cert", path("expired.crt"), folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("the certificate expired at 2015-04-09T00:00:00Z", path("broken.yaml") + ":2:");
    assertThat(KubeYaml.readDocument(outcome.out(), "out").content().path("valid").asBoolean())
        .isFalse();
  }

  @Test
  void rawSealsManyKeysForAnObjectThatIsThere() throws IOException {
    Files.writeString(folder.resolve("db.yaml"), GOOD);
    Files.writeString(folder.resolve("a"), "a-" + CANARY);
    Files.writeString(folder.resolve("b"), "b-" + CANARY);
    String cert = path("newest.crt");

    Outcome raw =
        Sealing.sealer(
            "raw",
            "--cert",
            cert,
            "--like",
            path("db.yaml"),
            "--from-file",
            "tls.key=" + path("a"),
            "--from-file",
            "tls.crt=" + path("b"));

    assertThat(raw.err()).isEmpty();
    String items = raw.out().indent(4);
    JsonNode secret = opened(GOOD.replace("encryptedData:\n", "encryptedData:\n" + items));
    assertThat(plain(secret, "tls.key")).isEqualTo("a-" + CANARY);
    assertThat(plain(secret, "tls.crt")).isEqualTo("b-" + CANARY);
    assertThat(
            Sealing.sealer("raw", "--cert", cert, "--like", path("db.yaml"), "--from-file", "x")
                .err())
        .isEqualTo("error: --from-file x: write KEY=FILE\n");
    Files.writeString(folder.resolve("db.yaml"), GOOD + "---\n" + GOOD);
    assertThat(Sealing.sealer("raw", "--cert", cert, "--like", path("db.yaml")).err())
        .contains("expected one SealedSecret, found 2");
  }
}
