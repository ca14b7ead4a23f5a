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
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code set} and {@code edit}: how values get into a sealed file. */
final class SetAndEditTest {
  private final String canary = "canary-" + UUID.randomUUID();

  @TempDir private Path folder = Path.of("");
  private String file = "";
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void seal() throws IOException {
    Calls.writeKeys(folder);
    Files.createDirectories(folder.resolve("run"));
    environment.put("XDG_STATE_HOME", path("state"));
    environment.put("XDG_RUNTIME_DIR", path("run"));
    file = path("db.yaml");
    String secret =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: db, namespace: shop}
        stringData: {password: %s, user: admin}
        data: {binary: AAEC}
        """
            .formatted(canary);
    Outcome sealed =
        Calls.sealer(environment, secret, "seal", "--cert", path("cert.pem"), "-w", file);
    assertThat(sealed.err()).isEmpty();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String text() throws IOException {
    return Files.readString(Path.of(file));
  }

  private JsonNode data() throws IOException {
    Outcome opened = Calls.sealer(text(), "unseal", "--private-key", path("key.pem"));
    assertThat(opened.err()).isEmpty();
    return KubeYaml.readDocuments(opened.out(), "out").getFirst().content().path("data");
  }

  private String value(String key) throws IOException {
    return new String(
        Base64.getDecoder().decode(data().path(key).asText()), StandardCharsets.UTF_8);
  }

  private Outcome set(List<String> typed, String... more) {
    List<String> line = new ArrayList<>(List.of("set", "--cert", path("cert.pem"), file));
    line.addAll(List.of(more));
    return Calls.atTerminal(environment, typed, line.toArray(String[]::new));
  }

  @Test
  void atATerminalTheValueIsAskedForTwice() throws IOException {
    Outcome asked = set(List.of(canary + "-2", canary + "-2"), "password");
    assertThat(asked)
        .isEqualTo(new Outcome(0, "", "Value of password: \nValue of password, again: \n"));
    assertThat(value("password")).isEqualTo(canary + "-2");
    String before = text();
    assertThat(set(List.of("a", "b"), "password").err()).contains("the two entries differ");
    assertThat(set(List.of("", ""), "password").err()).contains("no value was typed");
    assertThat(text()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "32, '', '[A-Za-z0-9]{32}'",
    "6, digits, '[0-9]{6}'",
    "40, hex, '[0-9a-f]{40}'",
    "9, 'xyz', '[xyz]{9}'",
    "100, ascii, '[!-~]{100}'"
  })
  void aGeneratedValueIsOfItsAlphabetAndShownNowhere(int length, String alphabet, String pattern)
      throws IOException {
    List<String> options = new ArrayList<>(List.of("token", "--generate", "--length", "" + length));
    if (!alphabet.isEmpty()) {
      options.addAll(List.of("--alphabet", alphabet));
    }
    assertThat(set(List.of(), options.toArray(String[]::new))).isEqualTo(new Outcome(0, "", ""));
    assertThat(value("token")).matches(pattern);
    String first = value("token");
    set(List.of(), options.toArray(String[]::new));
    assertThat(value("token")).isNotEqualTo(first);
  }

  @Test
  void aWrongWayToGenerateIsRefused() throws IOException {
    String before = text();
    assertThat(set(List.of(), "t", "--generate", "--length", "0").exitCode()).isEqualTo(1);
    assertThat(set(List.of(), "t", "--generate", "--alphabet", "aa").exitCode()).isEqualTo(1);
    assertThat(set(List.of(), "t", "--generate", "--from-file", file).exitCode()).isEqualTo(2);
    assertThat(text()).isEqualTo(before);
  }

  /** An editor that runs a script on the file, which is {@code $1}. */
  private Outcome edit(String script, String... more) throws IOException {
    Path editor = folder.resolve("editor.sh");
    Files.writeString(editor, "#!/bin/sh\nset -e\ncp \"$1\" " + path("seen") + "\n" + script);
    assertThat(editor.toFile().setExecutable(true)).isTrue();
    environment.put("EDITOR", editor.toString());
    List<String> line = new ArrayList<>(List.of("edit", "--cert", path("cert.pem"), file));
    line.addAll(List.of(more));
    return Calls.sealer(environment, "", line.toArray(String[]::new));
  }

  @Test
  void editShowsNoValueAndChangesWhatWasEdited() throws IOException {
    String before = text();
    Outcome edited =
        edit(
            """
            sed -i -e 's/^  password: .*/  password: 0123/' -e '/^  user:/d' "$1"
            printf '  added: "two\\\\nlines"\\n' >> "$1"
            """);
    assertThat(edited.err()).isEmpty();
    assertThat(Files.readString(folder.resolve("seen")))
        .contains("stringData:\n  binary: <unchanged>\n  password: <unchanged>\n")
        .doesNotContain(canary);
    assertThat(value("password")).isEqualTo("0123");
    assertThat(value("added")).isEqualTo("two\nlines");
    assertThat(data().has("user")).isFalse();
    assertThat(text().lines().filter(line -> line.contains("binary: ")).toList())
        .isEqualTo(before.lines().filter(line -> line.contains("binary: ")).toList());
  }

  @Test
  void withThePrivateKeyValuesShowAndUnchangedOnesKeepTheirCiphertext() throws IOException {
    String before = text();
    assertThat(edit("", "--private-key", path("key.pem"))).isEqualTo(new Outcome(0, "", ""));
    assertThat(Files.readString(folder.resolve("seen")))
        .contains("password: " + canary, "data:\n  binary: AAEC");
    assertThat(text()).isEqualTo(before);
    edit("sed -i 's/user: admin/user: root/' \"$1\"\n", "--private-key", path("key.pem"));
    assertThat(value("user")).isEqualTo("root");
    assertThat(text().lines().filter(line -> !before.contains(line))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'echo \"x: [\" > \"$1\"', the edited file",
    "'echo \"other: {}\" > \"$1\"', only stringData and data",
    "'echo \"stringData: {new: <unchanged>}\" > \"$1\"', new data key new has no value",
    "'echo \"stringData: {a: [1]}\" > \"$1\"', the value of a is not a string",
    "'printf \"stringData:\\n  a:\\n\" > \"$1\"', a has no value",
    "'echo \"data: {a: \\\"#\\\"}\" > \"$1\"', data.a is not base64",
    "'echo \"stringData: {}\" > \"$1\"', has no data key",
    "': > \"$1\"', holds no document",
    "'rm \"$1\"', no such file",
    "'exit 7', ended with 7"
  })
  void whatCannotBeUsedLeavesTheFileAsItWas(String script, String says) throws IOException {
    String before = text();
    Outcome edited = edit(script + "\n");
    assertThat(edited.exitCode()).isEqualTo(1);
    assertThat(edited.err()).startsWith("error: ").contains(says).hasLineCount(1);
    assertThat(text()).isEqualTo(before);
  }

  @Test
  void atATerminalTheTextCanBeEditedAgain() throws IOException {
    Path editor = folder.resolve("twice.sh");
    Files.writeString(
        editor,
        """
        #!/bin/sh
        if grep -q broken "$1"; then
          echo 'stringData: {password: third}' > "$1"
        else
          echo 'broken: [' > "$1"
        fi
        """);
    assertThat(editor.toFile().setExecutable(true)).isTrue();
    environment.put("VISUAL", editor.toString());
    String[] line = {"edit", "--cert", path("cert.pem"), file};
    String before = text();
    Outcome refused = Calls.atTerminal(environment, List.of("n"), line);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(text()).isEqualTo(before);
    Outcome again = Calls.atTerminal(environment, List.of(""), line);
    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("Edit again? [Y/n]");
    assertThat(value("password")).isEqualTo("third");
  }

  @Test
  void aFileThatChangesMeanwhileIsLeftAlone() throws IOException {
    Outcome edited = edit("echo '# other' >> " + file + "\nsed -i 's/user: .*/user: x/' \"$1\"\n");
    assertThat(edited.err()).contains("changed by another program");
    assertThat(text()).endsWith("# other\n");
  }

  @Test
  void nothingOfTheEditIsLeftBehind() throws IOException {
    String marker = "typed-" + canary;
    String where = path("where");
    String typed = "sed -i 's/user: .*/user: " + marker + "/' \"$1\"\ncp \"$1\" \"$1~\"\n";
    edit("dirname \"$1\" > " + where + "\nstat -c %a \"$1\" >> " + where + "\n" + typed);
    assertThat(value("user")).isEqualTo(marker);
    List<String> seen = Files.readAllLines(Path.of(where));
    assertThat(Path.of(seen.getFirst())).doesNotExist();
    assertThat(seen.getLast()).isEqualTo("600");
    edit("dirname \"$1\" > " + where + "\n" + typed + "exit 3\n");
    assertThat(Path.of(Files.readString(Path.of(where)).strip())).doesNotExist();
    try (Stream<Path> left = Files.walk(folder.resolve("state"))) {
      assertThat(left.filter(Files::isRegularFile))
          .allSatisfy(one ->
              assertThat(new String(Files.readAllBytes(one), StandardCharsets.ISO_8859_1))
                  .doesNotContain(marker));
    }
  }
}
