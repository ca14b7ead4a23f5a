package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.Calls.Outcome;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that changes a sealed file takes every layout in which people keep such files. */
final class EditedFilesTest {
  private final String canary = "canary-" + UUID.randomUUID();

  @TempDir private Path folder = Path.of("");

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Outcome kubeseal(String input, String... line) {
    List<String> words = new ArrayList<>(List.of(line));
    Map<String, String> environment = Map.of("HOME", folder.toString());
    return Calls.kubeseal(input.getBytes(StandardCharsets.UTF_8), environment, words);
  }

  private JsonNode opened(String file) throws IOException {
    Outcome opened =
        kubeseal(
            Files.readString(folder.resolve(file)),
            "--recovery-unseal",
            "--recovery-private-key",
            path("key.pem"));
    assertThat(opened.exitCode()).as(opened.err()).isZero();
    return KubeYaml.readDocument(opened.out(), "out").content().path("data");
  }

  @Test
  void mergesIntoJsonAsPowerShellWritesIt() throws IOException {
    String name = "04-powershell-encodings";
    for (String file : List.of("cert.pem", "key.pem", "more.yaml", "sealed.json")) {
      Cases.copy(name, file, folder);
    }
    String before = Files.readString(folder.resolve("sealed.json"));
    Outcome merged =
        kubeseal(
            "",
            "--cert",
            path("cert.pem"),
            "--merge-into",
            path("sealed.json"),
            "-f",
            path("more.yaml"));

    assertThat(merged).isEqualTo(new Outcome(0, "", ""));
    assertThat(opened("sealed.json")).hasSize(2);
    String after = Files.readString(folder.resolve("sealed.json"));
    assertThat(after).startsWith("\uFEFF{\r\n");
    assertThat(after.lines().count()).isEqualTo(before.lines().count() + 1);
  }

  @Test
  void mergesIntoItemsInBraces() throws IOException {
    String name = "19-merge-into-odd-layouts";
    for (String file : List.of("cert.pem", "key.pem", "more.yaml", "flow-items.yaml")) {
      Cases.copy(name, file, folder);
    }
    List<String> before = Files.readAllLines(folder.resolve("flow-items.yaml"));
    Outcome merged =
        kubeseal(
            "",
            "--cert",
            path("cert.pem"),
            "-o",
            "yaml",
            "--merge-into",
            path("flow-items.yaml"),
            "-f",
            path("more.yaml"));

    assertThat(merged).isEqualTo(new Outcome(0, "", ""));
    assertThat(opened("flow-items.yaml")).hasSize(2);
    List<String> after = Files.readAllLines(folder.resolve("flow-items.yaml"));
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      String line = before.get(i);
      assertThat(after.get(i)).startsWith(line.endsWith("}") ? line.replace("}", "") : line);
    }
  }

  private static final String BLOCK =
      """
      # first
      apiVersion: bitnami.com/v1alpha1
      kind: SealedSecret
      metadata:
        name: db
        namespace: shop
      spec:
        encryptedData:
          own: "_OWN_"
          old: "_OLD_"
        template:
          metadata:
            name: db
      """;

  private static final String HEAD =
      """
      apiVersion: bitnami.com/v1alpha1
      kind: SealedSecret
      metadata: {name: db, namespace: shop}
      """;

  private static final String JSON =
      """
      {
        "kind": "SealedSecret",
        "apiVersion": "bitnami.com/v1alpha1",
        "metadata": {"name": "db", "namespace": "shop"},
        "spec": {
          "encryptedData": {
            "own": "_OWN_",
            "old": "_OLD_"
          }
        }
      }
      """;

  private static Map<String, String> layouts() {
    Map<String, String> layouts = new LinkedHashMap<>();
    layouts.put("block", BLOCK);
    layouts.put(
        "items in braces", HEAD + "spec:\n  encryptedData: {own: _OWN_, old: _OLD_} # here\n");
    layouts.put("spec in braces", HEAD + "spec: {encryptedData: {own: _OWN_, old: _OLD_}}\n");
    layouts.put(
        "braces over several lines",
        HEAD + "spec:\n  encryptedData: { # here\n    own: _OWN_, # mine\n    old: _OLD_\n  }\n");
    layouts.put(
        "all in braces",
        "{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret,\n metadata: {name: db, namespace:"
            + " shop},\n spec: {encryptedData: {own: _OWN_, old: _OLD_}}}\n");
    layouts.put(
        "behind an alias", HEAD + "x: &i {own: _OWN_, old: _OLD_}\nspec: {encryptedData: *i}\n");
    layouts.put(
        "with a merge key",
        HEAD
            + "x: &i {own: _OWN_, old: _OLD_}\nspec:\n  encryptedData:\n    <<: *i\n    more: _OWN_\n");
    layouts.put("JSON", JSON);
    layouts.put("JSON on one line", KubeYaml.toJson(KubeYaml.readDocument(JSON, "").content()));
    return layouts;
  }

  private static Map<String, UnaryOperator<String>> marks() {
    Map<String, UnaryOperator<String>> marks = new LinkedHashMap<>();
    marks.put("as it is", text -> text);
    marks.put("byte order mark", text -> "\uFEFF" + text);
    marks.put("CRLF", text -> text.replace("\n", "\r\n"));
    marks.put("mark and CRLF", text -> "\uFEFF" + text.replace("\n", "\r\n"));
    marks.put("blank lines before", text -> "\n \n" + text);
    marks.put("a comment before", text -> "# about\n" + text);
    marks.put("a separator before", text -> "---\n" + text);
    return marks;
  }

  private interface Command {
    Outcome run(EditedFilesTest test, String file);
  }

  private static Map<String, Command> commands() {
    Map<String, Command> commands = new LinkedHashMap<>();
    commands.put(
        "set",
        (test, file) ->
            Calls.sealer(test.canary, "set", file, "added", "--cert", test.path("cert.pem")));
    commands.put("rm", (_, file) -> Calls.sealer("", "rm", file, "old"));
    commands.put(
        "merge",
        (test, file) ->
            Calls.sealer(test.secret(), "merge", file, "--cert", test.path("cert.pem")));
    commands.put(
        "kubeseal --merge-into",
        (test, file) ->
            test.kubeseal(test.secret(), "--cert", test.path("cert.pem"), "--merge-into", file));
    return commands;
  }

  private String secret() {
    return "{stringData: {added: " + canary + ", old: changed}, metadata: {labels: {a: b}}}";
  }

  static Stream<Arguments> layoutsAndCommands() {
    return layouts().keySet().stream()
        .flatMap(layout ->
            marks().keySet().stream()
                .flatMap(mark ->
                    commands().keySet().stream()
                        .map(command -> Arguments.of(layout, mark, command))));
  }

  @BeforeEach
  void keys() {
    Calls.writeKeys(folder);
  }

  @ParameterizedTest
  @MethodSource("layoutsAndCommands")
  void everyLayoutIsEdited(String layout, String mark, String command) throws IOException {
    String own = raw("own");
    String text =
        Objects.requireNonNull(marks().get(mark))
            .apply(Objects.requireNonNull(layouts().get(layout)))
            .replace("_OWN_", own)
            .replace("_OLD_", raw("old"));
    Path file = Files.writeString(folder.resolve("sealed"), text);
    Outcome outcome = Objects.requireNonNull(commands().get(command)).run(this, file.toString());

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    String after = Files.readString(file);
    JsonNode items =
        KubeYaml.readDocument(after, "after").content().path("spec").path("encryptedData");
    assertThat(items.path("own").asText()).isEqualTo(own);
    assertThat(items.has("old")).isEqualTo(!command.equals("rm"));
    assertThat(items.has("added")).isEqualTo(!command.equals("rm"));
    assertThat(opened("sealed").has("own")).isTrue();
    for (String kept : List.of("\uFEFF", "\r\n", "# first", "# here", "# mine", "# about")) {
      assertThat(after.contains(kept)).as(kept).isEqualTo(text.contains(kept));
    }
    assertThat(after.startsWith("---")).isEqualTo(text.startsWith("---"));
    if (text.contains("\r\n")) {
      assertThat(after.replace("\r\n", "")).doesNotContain("\n");
    }
  }

  private String raw(String value) {
    return kubeseal(
            value, "--raw", "--cert", path("cert.pem"), "--namespace", "shop", "--name", "db")
        .out();
  }
}
