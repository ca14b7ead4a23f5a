package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.Calls.Outcome;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import dev.sealer.yaml.KubeYaml;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No way from an unsealed Secret to a sealed file carries a value in plain text. */
final class PlaintextCopiesTest {
  private static final String TARGET =
      """
      apiVersion: bitnami.com/v1alpha1
      kind: SealedSecret
      metadata:
        name: db
        namespace: shop
      spec:
        encryptedData:
          own: AQ==
        template:
          metadata:
            name: db
      """;

  private final Canary canary = Canary.random();
  private final Canary older = Canary.random();

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void keys() {
    Calls.writeKeys(folder);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aLiveSecretIsMergedWithoutItsCopy() throws IOException {
    String name = "08-merge-last-applied";
    List.of("cert.pem", "live.yaml", "sealed.yaml").forEach(f -> Cases.copy(name, f, folder));
    Outcome merged = kubeseal("--merge-into", path("sealed.yaml"), "-f", path("live.yaml"));

    assertThat(merged.exitCode()).as(merged.err()).isZero();
    assertThat(Files.readString(folder.resolve("sealed.yaml")))
        .contains("team: payments", "password: ")
        .doesNotContain("practice-canary", "last-applied");
  }

  /** A way a Secret is written to a file, or printed. */
  private interface Mode {
    Outcome run(PlaintextCopiesTest test);
  }

  private static Map<String, Mode> modes() {
    Map<String, Mode> modes = new LinkedHashMap<>();
    modes.put("kubeseal", test -> test.kubeseal("-f", test.path("plain")));
    modes.put("kubeseal -o yaml", test -> test.kubeseal("-f", test.path("plain"), "-o", "yaml"));
    modes.put("kubeseal -w", test -> test.kubeseal("-f", test.path("plain"), "-w", test.path("w")));
    modes.put("merge into YAML", test -> test.mergeInto(TARGET));
    modes.put("merge into JSON", test -> test.mergeInto(json(TARGET)));
    modes.put(
        "merge into a template with annotations",
        test -> test.mergeInto(TARGET + "      annotations:\n        own: one\n"));
    modes.put("sealer seal", test -> test.sealer("seal", test.path("plain")));
    modes.put(
        "sealer seal --in-place", test -> test.sealer("seal", "--in-place", test.path("plain")));
    modes.put(
        "sealer seal --out-dir",
        test -> test.sealer("seal", "--out-dir", test.path("out"), test.path("plain")));
    modes.put(
        "sealer merge", test -> test.sealer("merge", test.target(TARGET), test.path("plain")));
    return modes;
  }

  private Outcome mergeInto(String target) {
    return kubeseal("-f", path("plain"), "--merge-into", target(target));
  }

  private String target(String text) {
    return write("target", text);
  }

  private String write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(String yaml) {
    return KubeYaml.toPrettyJson(KubeYaml.readDocument(yaml, "target").content());
  }

  private Outcome kubeseal(String... line) {
    List<String> words = new ArrayList<>(List.of("--cert", path("cert.pem")));
    words.addAll(List.of(line));
    return Calls.kubeseal(new byte[0], Map.of("HOME", folder.toString()), words);
  }

  private Outcome sealer(String... line) {
    List<String> words = new ArrayList<>(List.of(line));
    words.addAll(List.of("--cert", path("cert.pem")));
    return Calls.sealer(Map.of("HOME", folder.toString()), "", words.toArray(String[]::new));
  }

  /** The text of an annotation that holds values. */
  private interface Carrier {
    String text(PlaintextCopiesTest test);
  }

  private static Map<String, Carrier> carriers() {
    Map<String, Carrier> carriers = new LinkedHashMap<>();
    carriers.put("kubectl.kubernetes.io/last-applied-configuration", test -> test.copy(false));
    carriers.put("kubecfg.ksonnet.io/last-applied-configuration", test -> test.copy(false));
    carriers.put("app.oam.dev/last-applied-configuration", test -> test.copy(true));
    carriers.put("kapp.k14s.io/original", test -> test.copy(false));
    carriers.put("kapp.k14s.io/original-diff-full", test -> "-  password: " + test.older.value());
    carriers.put("objectset.rio.cattle.io/applied", test -> base64(gzip(test.copy(false))));
    carriers.put("banzaicloud.com/last-applied", test -> base64(gzip(test.copy(true))));
    carriers.put("kopf.zalando.org/last-handled-configuration", test -> test.copy(false));
    carriers.put("x.example/json", test -> test.copy(false));
    carriers.put("x.example/json-in-base64", test -> base64(utf8(test.copy(false))));
    carriers.put("x.example/older", test -> test.copy(true));
    carriers.put(
        "x.example/patch", test -> "{\"data\":{\"a\":\"" + base64(test.older.bytes()) + "\"}}");
    carriers.put("x.example/yaml", test -> KubeYaml.toYaml(test.tree(false)));
    carriers.put("x.example/gzip", test -> base64(gzip(test.copy(false))));
    carriers.put("x.example/zlib", test -> base64(deflate(test.copy(false))));
    carriers.put("x.example/value", test -> "was " + test.canary.value());
    carriers.put("x.example/value-in-base64", test -> "was " + base64(test.canary.bytes()));
    carriers.put(
        "x.example/value-in-json",
        test ->
            KubeYaml.toJson(JsonNodeFactory.instance.objectNode().put("a", test.canary.value())));
    carriers.put("x.example/value-in-hex", test -> HexFormat.of().formatHex(test.canary.bytes()));
    carriers.put(
        "x.example/value-in-url",
        test -> URLEncoder.encode(test.canary.value(), StandardCharsets.UTF_8));
    carriers.put(
        "x.example/value-in-base64url",
        test -> Base64.getUrlEncoder().withoutPadding().encodeToString(test.canary.bytes()));
    return carriers;
  }

  private ObjectNode tree(boolean old) {
    ObjectNode secret = JsonNodeFactory.instance.objectNode();
    secret.put("apiVersion", "v1").put("kind", "Secret");
    secret.putObject("stringData").put("password", (old ? older : canary).value());
    return secret;
  }

  private String copy(boolean old) {
    return KubeYaml.toJson(tree(old));
  }

  static Stream<Arguments> waysAndCarriers() {
    return modes().keySet().stream()
        .flatMap(mode -> carriers().keySet().stream().map(name -> Arguments.of(mode, name)));
  }

  @ParameterizedTest
  @MethodSource("waysAndCarriers")
  void noWayCarriesAValueInAnAnnotation(String mode, String annotation) throws IOException {
    String carried = Objects.requireNonNull(carriers().get(annotation)).text(this);
    ObjectNode secret = tree(false);
    ObjectNode metadata = secret.putObject("metadata").put("name", "db").put("namespace", "shop");
    metadata.putObject("annotations").put(annotation, carried).put("team", "payments");
    Files.writeString(folder.resolve("plain"), KubeYaml.toYaml(secret));
    Outcome outcome = Objects.requireNonNull(modes().get(mode)).run(this);
    if (!mode.equals("sealer seal --in-place")) {
      Files.delete(folder.resolve("plain"));
    }

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    CanarySearch.of(canary, older)
        .text("output", outcome.out())
        .text("errors", outcome.err())
        .folder(folder)
        .assertNothingFound();
    assertThat(everything(outcome)).contains("encryptedData").doesNotContain(annotation);
    if (!mode.equals("sealer merge")) {
      assertThat(everything(outcome)).contains("payments");
    }
    if (annotation.startsWith("x.example/") && !mode.equals("sealer merge")) {
      assertThat(outcome.err())
          .contains("left out annotations that repeat a value of the Secret: " + annotation);
    }
  }

  private String everything(Outcome outcome) throws IOException {
    StringBuilder all = new StringBuilder(outcome.out());
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void otherAnnotationsStay(String text) throws IOException {
    ObjectNode secret = tree(false);
    secret.withObject("/stringData").put("short", "true").put("port", "5432");
    ObjectNode metadata = secret.putObject("metadata").put("name", "db").put("namespace", "shop");
    metadata.putObject("annotations").put("note", text);
    Files.writeString(folder.resolve("plain"), KubeYaml.toYaml(secret));
    Outcome sealed = kubeseal("-f", path("plain"));

    assertThat(sealed.err()).isEmpty();
    assertThat(
            KubeYaml.readDocument(sealed.out(), "out")
                .content()
                .at("/spec/template/metadata/annotations/note")
                .asText())
        .isEqualTo(text);
  }

  static Stream<String> harmless() {
    return Stream.of(
        "true",
        "5432",
        "port 5432",
        "a longer text: with a colon, and {braces}",
        "{\"kind\":\"Deployment\",\"data\":{\"a\":\"b\"}}",
        "{\"data\":[1,2]}",
        "SGVsbG8sIHRoaXMgaXMgYmFzZTY0",
        "e3t7e3s=",
        "0123456789abcdef",
        "a%20b%zz");
  }

  @Test
  void validateNamesCopiesInATemplate() {
    String file =
        target(
            TARGET
                + "      annotations: {kubectl.kubernetes.io/last-applied-configuration: '"
                + "{\"data\":{}}'}\n");
    Outcome checked = sealer("validate", file);

    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(checked.err())
        .contains("kubectl.kubernetes.io/last-applied-configuration can hold the values");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(utf8(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
      zlib.write(utf8(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
