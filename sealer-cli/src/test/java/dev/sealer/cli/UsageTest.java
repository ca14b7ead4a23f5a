package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.cli.Calls.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a wrong command line, and a question for help, show. */
final class UsageTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sael | unknown command \"sael\"; did you mean seal?; see 'sealer --help'",
        "validte | unknown command \"validte\"; did you mean validate?; see 'sealer --help'",
        "cert pni | unknown command \"pni\"; did you mean pin?; see 'sealer cert --help'",
        "xyzzyxyzzy | unknown command \"xyzzyxyzzy\"; see 'sealer --help'",
        "seal --crt x | unknown option --crt; did you mean --cert?; see 'sealer seal --help'",
        "'' | name a command, such as seal; see 'sealer --help'",
        "set a b --generate --from-file c | --generate and --from-file exclude each other; see"
            + " 'sealer set --help'",
      })
  void aUsageErrorIsOneLineThatNamesTheHelp(String line, String expected) {
    String[] words = line.replace("''", "").isEmpty() ? new String[0] : line.split(" ", -1);
    assertThat(Calls.sealer("", words)).isEqualTo(new Outcome(2, "", "error: " + expected + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"set a b CANARY", "seal --password=CANARY", "rm CANARY", "cert list CANARY"})
  void aUsageErrorDoesNotRepeatWhatMayBeAValue(String line) {
    String canary = "canary-" + UUID.randomUUID();
    Outcome outcome = Calls.sealer("", line.replace("CANARY", canary).split(" ", -1));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: ").doesNotContain(canary);
    assertThat(outcome.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "seal, 'invalid output format \"x.yaml\"; use yaml or json, or -w x.yaml to write that file'",
    "unseal --private-key k, 'invalid output format \"x.yaml\"; use yaml or json, or -w x.yaml to write that file'",
    "cert fetch, 'invalid option -o: there is one output format only; use -w x.yaml to write that file'",
  })
  void aFileWhereAFormatIsExpectedNamesTheOptionForFiles(String verb, String expected) {
    String[] words = (verb + " -o x.yaml").split(" ", -1);
    Outcome outcome = Calls.sealer("", words);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: " + expected);
  }

  @Test
  void anOutputFormatIsNeverAFile() throws java.io.IOException {
    Calls.writeKeys(folder);
    String secret =
        "{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: b}, stringData: {k: v}}";
    for (String format : new String[] {"yaml", "json"}) {
      Outcome sealed =
          Calls.sealer(
              Map.of("HOME", folder.toString()),
              secret,
              "seal",
              "--cert",
              folder.resolve("cert.pem").toString(),
              "-o",
              format);
      assertThat(sealed.exitCode()).as(sealed.err()).isZero();
      assertThat(sealed.out()).startsWith(format.equals("json") ? "{" : "---\n");
      assertThat(Files.exists(Path.of(format))).isFalse();
    }
  }

  @Test
  void helpListsCommandsInGroups() {
    String help = Calls.sealer("", "--help").out();
    assertThat(help)
        .containsSubsequence(
            "\nSeal and edit:\n",
            "  seal ",
            "\nCheck:\n",
            "  validate ",
            "\nKeys and recovery:\n",
            "  backup ",
            "\nCluster:\n",
            "  cert ",
            "\nSetup:\n",
            "  completion ");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void helpEndsWhereTheTerminalDoes(int columns) {
    Map<String, String> environment = Map.of("COLUMNS", String.valueOf(columns));
    for (String[] words : new String[][] {{"--help"}, {"seal", "--help"}, {"set", "--help"}}) {
      assertThat(Calls.sealer(environment, "", words).out().lines())
          .filteredOn(line -> !line.startsWith("  sealer") && !line.startsWith("  kubectl"))
          .filteredOn(line -> !line.contains("'sealer"))
          .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(columns));
    }
  }

  @Test
  void everyCommandIsInAGroup() {
    String help = Calls.sealer("", "--help").out();
    for (String command :
        new String[] {
          "seal",
          "cert",
          "fetch-cert",
          "unseal",
          "raw",
          "merge",
          "set",
          "edit",
          "diff",
          "rm",
          "validate",
          "inspect",
          "reencrypt",
          "keys",
          "backup",
          "completion",
          "man"
        }) {
      assertThat(help).containsPattern("\n  " + command + " ");
    }
  }

  @ParameterizedTest
  @CsvSource({"json, '\"java\":'", "yaml, 'java:'"})
  void theVersionTellsTheJavaToo(String format, String expected) {
    Outcome outcome = Calls.sealer("", "version", "-o", format);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains(expected).contains(Runtime.version().toString());
    assertThat(Calls.sealer("", "version").out()).isEqualTo(Calls.sealer("", "--version").out());
    assertThat(Calls.sealer("", "version", "-o", "xml").err())
        .startsWith("error: invalid output format \"xml\"; use text, json or yaml");
  }
}
