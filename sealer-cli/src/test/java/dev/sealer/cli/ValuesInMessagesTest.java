package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.cli.Calls.Outcome;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A command that fails does not show the value that it failed on: each carrier of a value, by each
 * command that reads it.
 */
final class ValuesInMessagesTest {
  private final Canary canary = Canary.random();

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void keys() throws IOException {
    Calls.writeKeys(folder);
    Outcome sealed = sealer(secret("stringData: {a: x}"), "seal", "--cert", path("cert.pem"));
    Files.writeString(folder.resolve("sealed.yaml"), sealed.out());
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Outcome sealer(String input, String... line) {
    return Calls.sealer(Map.of("HOME", folder.toString()), input, line);
  }

  private Outcome kubeseal(String input, String... line) {
    return Calls.kubeseal(
        input.getBytes(StandardCharsets.UTF_8), Map.of("HOME", folder.toString()), List.of(line));
  }

  private static String secret(String data) {
    return "apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: shop}\n" + data + "\n";
  }

  /** Secrets that no command can read, with the value in each place that a message may quote. */
  private static Map<String, String> brokenSecrets() {
    Map<String, String> broken = new LinkedHashMap<>();
    broken.put("an unclosed mapping", "stringData: {a: VALUE");
    broken.put("an unclosed quote", "stringData:\n  a: \"VALUE\n");
    broken.put("a wrong indent", "stringData:\n  a: x\n VALUE: y");
    broken.put("a tab", "stringData:\n\ta: VALUE");
    broken.put("an unknown alias", "stringData:\n  a: *VALUE");
    broken.put("an unknown tag", "stringData:\n  a: !VALUE x");
    broken.put("a bad escape", "stringData:\n  a: \"VALUE\\q\"");
    broken.put("two values", "stringData: {a: VALUE, a: VALUE}");
    broken.put("a mapping for a value", "stringData: {a: {VALUE: VALUE}}");
    broken.put("a list for a value", "stringData: {a: [VALUE]}");
    broken.put("a list for the data", "stringData: [VALUE]");
    broken.put("text for the data", "stringData: VALUE");
    broken.put("data that is not base64", "data: {a: '!VALUE'}");
    broken.put("base64 that is cut", "data: {a: BASE64=}");
    broken.put("a mapping for data", "data: {a: {b: BASE64}}");
    return broken;
  }

  /** Commands that read a Secret. */
  private interface Reader {
    Outcome read(ValuesInMessagesTest test, String input) throws IOException;
  }

  private static Map<String, Reader> readers() {
    Map<String, Reader> readers = new LinkedHashMap<>();
    readers.put(
        "seal", (test, input) -> test.sealer(input, "seal", "--cert", test.path("cert.pem")));
    readers.put(
        "seal FILE",
        (test, input) -> {
          Files.writeString(test.folder.resolve("plain.yaml"), input);
          return test.sealer(
              "",
              "seal",
              "--cert",
              test.path("cert.pem"),
              test.path("plain.yaml"),
              "--out-dir",
              test.path("out"));
        });
    readers.put(
        "merge",
        (test, input) ->
            test.sealer(input, "merge", test.path("sealed.yaml"), "--cert", test.path("cert.pem")));
    readers.put(
        "validate",
        (test, input) -> test.sealer(input, "validate", "--cert", test.path("cert.pem")));
    readers.put("inspect", (test, input) -> test.sealer(input, "inspect"));
    readers.put(
        "diff",
        (test, input) -> {
          Files.writeString(test.folder.resolve("plain.yaml"), input);
          return test.sealer(
              "",
              "diff",
              "--private-key",
              test.path("key.pem"),
              test.path("plain.yaml"),
              test.path("sealed.yaml"));
        });
    readers.put("kubeseal", (test, input) -> test.kubeseal(input, "--cert", test.path("cert.pem")));
    readers.put(
        "kubeseal --merge-into",
        (test, input) ->
            test.kubeseal(
                input, "--cert", test.path("cert.pem"), "--merge-into", test.path("sealed.yaml")));
    return readers;
  }

  private static Stream<Arguments> secretsAndReaders() {
    List<Arguments> all = new ArrayList<>();
    brokenSecrets()
        .keySet()
        .forEach(broken -> readers().keySet().forEach(r -> all.add(Arguments.of(broken, r))));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("secretsAndReaders")
  void aSecretThatCannotBeReadIsNotQuoted(String broken, String reader) throws IOException {
    String text =
        secret(Objects.requireNonNull(brokenSecrets().get(broken)))
            .replace("VALUE", canary.value())
            .replace("BASE64", Base64.getEncoder().encodeToString(canary.bytes()));
    Outcome outcome = Objects.requireNonNull(readers().get(reader)).read(this, text);

    assertThat(outcome.exitCode()).as(outcome.out()).isNotZero();
    if (!reader.equals("diff")) {
      // A difference is an exit code too, and needs no message.
      assertThat(outcome.err()).isNotEmpty();
    }
    assertHidden(outcome);
  }

  private void assertHidden(Outcome outcome) {
    CanarySearch.of(canary)
        .text("standard error", outcome.err())
        .text("output", outcome.out())
        .assertNothingFound();
  }

  /** Templates that fail on a value, in the ways that Go's messages quote one. */
  @ParameterizedTest
  @MethodSource("templates")
  void aTemplateThatFailsOnAValueDoesNotShowIt(String template) throws IOException {
    String plain = secret("stringData: {a: %s}".formatted(canary.value()));
    String sealed = sealer(plain, "seal", "--cert", path("cert.pem")).out();
    Files.writeString(
        folder.resolve("templated.yaml"),
        sealed.replaceFirst(
            "(?m)^  template:", "  template:\n    data: {out: '" + template + "'}"));
    for (String command : List.of("unseal", "validate", "diff")) {
      String[] line =
          command.equals("diff")
              ? new String[] {
                "diff",
                "--private-key",
                path("key.pem"),
                path("templated.yaml"),
                path("sealed.yaml")
              }
              : new String[] {command, "--private-key", path("key.pem"), path("templated.yaml")};
      Outcome outcome = sealer("", line);
      if (command.equals("unseal")) {
        assertThat(outcome.exitCode()).as(outcome.out()).isNotZero();
      }
      assertHidden(outcome);
    }
    Outcome opened =
        kubeseal(
            Files.readString(folder.resolve("templated.yaml")),
            "--recovery-unseal",
            "--recovery-private-key",
            path("key.pem"));
    CanarySearch.of(canary)
        .text("standard error of kubeseal", opened.err() + ".")
        .assertNothingFound();
  }

  private static Stream<String> templates() {
    return Stream.of(
        "{{ fail .a }}",
        "{{ .a.b }}",
        "{{ index .a 999 }}",
        "{{ call .a }}",
        "{{ template .a }}",
        "{{ .a | mustFromJson }}",
        "{{ .a | mustToDate \"2006\" }}",
        "{{ mustRegexMatch .a \"x\" | fail }}{{ .a | fail }}");
  }

  /** What people type, and what the environment holds. */
  @ParameterizedTest
  @MethodSource("carriers")
  void aValueOfTheCommandLineOrTheEnvironmentIsNotRepeated(String carrier) throws IOException {
    String value = canary.value();
    Map<String, String> environment = Map.of("HOME", folder.toString());
    Outcome outcome =
        switch (carrier) {
          case "a value for a file that is not there" ->
              sealer(value, "set", path("none.yaml"), "a", "--cert", path("cert.pem"));
          case "raw without a name" ->
              sealer(value, "raw", "--namespace", "shop", "--cert", path("cert.pem"));
          case "the password of a certificate's URL" ->
              sealer(
                  secret("stringData: {a: x}"),
                  "seal",
                  "--cert",
                  "https://user:" + value + "@127.0.0.1:1/cert.pem");
          case "a certificate that is a private key" -> {
            Files.writeString(
                folder.resolve("wrong.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + value + "\n-----END PRIVATE KEY-----\n");
            yield sealer(secret("stringData: {a: x}"), "seal", "--cert", path("wrong.pem"));
          }
          case "a private key that is not one" -> {
            Files.writeString(folder.resolve("wrong.pem"), value);
            yield sealer("", "unseal", "--private-key", path("wrong.pem"), path("sealed.yaml"));
          }
          case "the token of a kubeconfig that does not parse" -> {
            Files.writeString(
                folder.resolve("config"), "users: [{name: u, user: {token: " + value + "}");
            yield Calls.sealer(Map.of("KUBECONFIG", path("config")), "", "cert", "fetch");
          }
          case "the token of the controller" -> {
            Calls.writeKubeconfig(folder.resolve("config"), "https://127.0.0.1:1");
            yield Calls.sealer(
                Map.of("KUBECONFIG", path("config"), "SEALER_CONTROLLER_TOKEN", "two " + value),
                "",
                "cert",
                "fetch");
          }
          case "what an editor left" -> {
            Path editor = folder.resolve("editor");
            Files.writeString(editor, "#!/bin/sh\nprintf 'a: [" + value + "' > \"$1\"\n");
            assertThat(editor.toFile().setExecutable(true)).isTrue();
            yield Calls.sealer(
                Map.of("HOME", folder.toString(), "EDITOR", editor.toString()),
                "",
                "edit",
                path("sealed.yaml"),
                "--cert",
                path("cert.pem"));
          }
          default -> Calls.sealer(environment, "", "set", path("sealed.yaml"), "a", value);
        };
    assertThat(outcome.exitCode()).as(outcome.out()).isNotZero();
    assertThat(outcome.err()).isNotEmpty();
    assertHidden(outcome);
  }

  private static Stream<String> carriers() {
    return Stream.of(
        "a value for a file that is not there",
        "raw without a name",
        "the password of a certificate's URL",
        "a certificate that is a private key",
        "a private key that is not one",
        "the token of a kubeconfig that does not parse",
        "the token of the controller",
        "what an editor left",
        "a value in the place of an argument");
  }
}
