package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.Calls.Outcome;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A value is never sealed for less than the scope of its file says. */
final class MissingPlaceTest {
  private static final String CASE = "07-sealed-file-without-namespace";
  private static final String NAMESPACE_MISSING = "metadata.namespace is missing, and the scope is";

  private final String canary = "canary-" + UUID.randomUUID();

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void inputs() throws IOException {
    for (String file :
        List.of("cert.pem", "key.pem", "more.yaml", "namespace-wide.yaml", "strict.yaml")) {
      Cases.copy(CASE, file, folder);
    }
    Cases.copy(CASE, "stranger.yaml", folder);
    Files.writeString(
        folder.resolve("editor"), "#!/bin/sh\necho '  added: " + canary + "' >> \"$1\"\n");
    assertThat(folder.resolve("editor").toFile().setExecutable(true)).isTrue();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private Outcome kubeseal(String input, String... line) {
    Map<String, String> environment = Map.of("HOME", folder.toString());
    return Calls.kubeseal(
        input.getBytes(java.nio.charset.StandardCharsets.UTF_8), environment, List.of(line));
  }

  private Outcome sealer(String input, String... line) {
    Map<String, String> environment = Map.of("HOME", folder.toString(), "EDITOR", path("editor"));
    return Calls.sealer(environment, input, line);
  }

  /** What an item opens to as part of this object; empty if it does not open. */
  private String opened(String item, String namespace, String name, String scopeAnnotation)
      throws IOException {
    ObjectNode object =
        (ObjectNode)
            KubeYaml.readDocument(
                    """
                    apiVersion: bitnami.com/v1alpha1
                    kind: SealedSecret
                    metadata:
                      annotations: {}
                    spec:
                      encryptedData: {}
                    """,
                    "object")
                .content();
    object.withObject("/metadata").put("name", name).put("namespace", namespace);
    if (!scopeAnnotation.isEmpty()) {
      object
          .withObject("/metadata/annotations")
          .put("sealedsecrets.bitnami.com/" + scopeAnnotation, "true");
    }
    object.withObject("/spec/encryptedData").put("item", item);
    Outcome opened =
        kubeseal(
            KubeYaml.toYaml(object),
            "--recovery-unseal",
            "--recovery-private-key",
            path("key.pem"));
    return opened.exitCode() == 0
        ? KubeYaml.readDocument(opened.out(), "out").content().at("/data/item").asText()
        : "";
  }

  private String item(String file, String key) throws IOException {
    JsonNode content = KubeYaml.readDocument(text(file), file).content();
    return content.path("spec").path("encryptedData").path(key).asText();
  }

  @Test
  void mergingIntoANamespaceWideFileBindsToTheNamespaceOfTheSecret() throws IOException {
    Outcome merged =
        kubeseal(
            "",
            "--cert",
            path("cert.pem"),
            "-n",
            "shop",
            "-o",
            "yaml",
            "--merge-into",
            path("namespace-wide.yaml"),
            "-f",
            path("more.yaml"));

    assertThat(merged.exitCode()).as(merged.err()).isZero();
    String item = item("namespace-wide.yaml", "password");
    Outcome stranger =
        kubeseal(
            text("stranger.yaml").replace("ITEM", item),
            "--recovery-unseal",
            "--recovery-private-key",
            path("key.pem"));
    assertThat(stranger.exitCode()).isEqualTo(1);
    assertThat(opened(item, "shop", "any", "namespace-wide")).isNotEmpty();
  }

  @Test
  void settingAValueOfAStrictFileNeedsItsNamespace() throws IOException {
    String before = text("strict.yaml");
    String[] line = {"set", path("strict.yaml"), "password", "--cert", path("cert.pem")};
    Outcome refused = sealer("practice", line);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains(NAMESPACE_MISSING + " strict");
    assertThat(text("strict.yaml")).isEqualTo(before);

    Outcome set = sealer("practice", add(line, "-n", "shop"));
    assertThat(set.exitCode()).as(set.err()).isZero();
    assertThat(opened(item("strict.yaml", "password"), "shop", "db", "")).isNotEmpty();
  }

  private static String[] add(String[] line, String... more) {
    return Stream.concat(Stream.of(line), Stream.of(more)).toArray(String[]::new);
  }

  /** A command that seals an item {@code added} into the file {@code target.yaml}. */
  enum Way {
    KUBESEAL {
      @Override
      Outcome run(MissingPlaceTest test, String... more) {
        String[] line = {"--cert", test.path("cert.pem"), "--merge-into", test.path("target.yaml")};
        return test.kubeseal("{stringData: {added: " + test.canary + "}}", add(line, more));
      }
    },
    MERGE {
      @Override
      Outcome run(MissingPlaceTest test, String... more) {
        String[] line = {"merge", test.path("target.yaml"), "--cert", test.path("cert.pem")};
        return test.sealer("{stringData: {added: " + test.canary + "}}", add(line, more));
      }
    },
    SET {
      @Override
      Outcome run(MissingPlaceTest test, String... more) {
        String[] line = {"set", test.path("target.yaml"), "added", "--cert", test.path("cert.pem")};
        return test.sealer(test.canary, add(line, more));
      }
    },
    EDIT {
      @Override
      Outcome run(MissingPlaceTest test, String... more) {
        String[] line = {"edit", test.path("target.yaml"), "--cert", test.path("cert.pem")};
        return test.sealer("", add(line, more));
      }
    };

    abstract Outcome run(MissingPlaceTest test, String... more);
  }

  private static final Map<String, String> NAMES =
      Map.of("name: db", "db", "name: ''", "", "generateName: db-", "");

  private static final Map<String, String> NAMESPACES =
      Map.of("namespace: shop", "shop", "namespace: ''", "", "finalizers: []", "");

  static Stream<Arguments> files() {
    return Stream.of(Way.values())
        .flatMap(way ->
            // Each edit starts a process; what it seals for is decided as elsewhere.
            (way == Way.EDIT ? Stream.of("") : Stream.of("", "namespace-wide", "cluster-wide"))
                .flatMap(scope ->
                    NAMES.keySet().stream()
                        .flatMap(name ->
                            NAMESPACES.keySet().stream()
                                .flatMap(namespace ->
                                    Stream.of("", "shop", "other")
                                        .map(asked ->
                                            Arguments.of(way, scope, name, namespace, asked))))));
  }

  @ParameterizedTest
  @MethodSource("files")
  void anItemOpensWhereItsFileSaysOrIsNotSealed(
      Way way, String scope, String nameField, String namespaceField, String asked)
      throws IOException {
    String annotations =
        scope.isEmpty() ? "{}" : "{sealedsecrets.bitnami.com/" + scope + ": 'true'}";
    Files.writeString(
        folder.resolve("target.yaml"),
        """
        apiVersion: bitnami.com/v1alpha1
        kind: SealedSecret
        metadata:
          annotations: %s
          %s
          %s
        spec:
          encryptedData:
            own: AQ==
        """
            .formatted(annotations, nameField, namespaceField));
    String before = text("target.yaml");
    Outcome outcome = asked.isEmpty() ? way.run(this) : way.run(this, "-n", asked);

    String name = String.valueOf(NAMES.get(nameField));
    String own = String.valueOf(NAMESPACES.get(namespaceField));
    boolean differs = !own.isEmpty() && !asked.isEmpty() && !own.equals(asked);
    String namespace = own.isEmpty() ? asked : own;
    boolean missing =
        switch (scope) {
          case "" -> name.isEmpty() || namespace.isEmpty() || differs;
          case "namespace-wide" -> namespace.isEmpty() || differs;
          default -> false;
        };
    if (missing) {
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.err()).matches("error: .*(missing|mismatch).*\n");
      assertThat(text("target.yaml")).isEqualTo(before);
      return;
    }
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    String item = item("target.yaml", "added");
    assertThat(opened(item, namespace, name, scope)).isNotEmpty();
    if (!scope.equals("cluster-wide")) {
      assertThat(opened(item, "elsewhere", name, "cluster-wide")).isEmpty();
      assertThat(opened(item, "elsewhere", name, scope)).isEmpty();
    }
    if (scope.isEmpty()) {
      assertThat(opened(item, namespace, "another", scope)).isEmpty();
    }
  }

  @Test
  void secretsOfTwoNamespacesAreNotMergedIntoAFileThatNamesNone() throws IOException {
    String secrets =
        """
        {metadata: {namespace: shop}, stringData: {one: %s}}
        ---
        {metadata: {namespace: other}, stringData: {two: %s}}
        """
            .formatted(canary, canary);
    String before = text("strict.yaml");
    for (Outcome outcome :
        List.of(
            sealer(secrets, "merge", path("strict.yaml"), "--cert", path("cert.pem")),
            kubeseal(secrets, "--merge-into", path("strict.yaml"), "--cert", path("cert.pem")))) {
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.err()).contains("namespace mismatch");
      assertThat(text("strict.yaml")).isEqualTo(before);
    }
  }

  @Test
  void rawTakesNamespaceAndScopeFromOneSourceOnly() {
    String[] like = {"raw", "--like", path("strict.yaml"), "--cert", path("cert.pem")};
    assertThat(sealer(canary, like).err()).contains(NAMESPACE_MISSING + " strict");
    assertThat(sealer(canary, add(like, "--scope", "cluster-wide")).exitCode()).isEqualTo(2);
    assertThat(sealer(canary, add(like, "--name", "x")).exitCode()).isEqualTo(2);
    assertThat(sealer(canary, add(like, "-n", "shop")).exitCode()).isZero();
  }

  @Test
  void whatTakesNoNamespaceRefusesOne() {
    for (List<String> verb :
        List.of(List.of("fetch-cert"), List.of("cert", "pin"), List.of("keys", "renew"))) {
      String[] line = add(verb.toArray(String[]::new), "-n", "shop");
      assertThat(sealer("", line).exitCode()).as(String.join(" ", line)).isEqualTo(2);
    }
  }
}
