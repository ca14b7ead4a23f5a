package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.cli.Calls.Outcome;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completion, manual pages, help and colours. */
final class ShellIntegrationTest {
  @TempDir private Path folder = Path.of("");

  /** The pages, so also the verbs, by the names of their files. */
  private List<String> pages() throws IOException {
    String out = folder.resolve("man1").toString();
    assertThat(Calls.sealer("", "man", "--out-dir", out)).isEqualTo(new Outcome(0, "", ""));
    try (Stream<Path> files = Files.list(Path.of(out))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void everyVerbHasHelpWithAnExampleAndAManualPage() throws IOException {
    List<String> pages = pages();
    assertThat(pages)
        .contains(
            "sealer.1", "sealer-seal.1", "sealer-cert.1", "sealer-cert-pin.1", "sealer-man.1");
    for (String page : pages) {
      if (page.equals("sealer.1")) {
        continue;
      }
      String verb = page.substring("sealer-".length(), page.length() - 2);
      List<String> line = new ArrayList<>(Arrays.asList(words(verb)));
      String text = Files.readString(folder.resolve("man1").resolve(page));
      // The old name of a verb has the examples of the new one.
      String called = verb.equals("fetch-cert") ? "cert fetch" : String.join(" ", line);
      assertThat(text).contains(".SH \"EXAMPLES\"\n.nf\n", "sealer " + called);
      assertThat(text).doesNotContain("%n", "%%", "${");
      line.add("--help");
      Outcome help = Calls.sealer("", line.toArray(String[]::new));
      assertThat(help.exitCode()).as(verb).isZero();
      assertThat(help.out()).as(verb).contains("Usage: sealer " + String.join(" ", words(verb)));
      assertThat(help.out()).as(verb).containsPattern("Examples?:\n");
    }
  }

  /** A verb with a hyphen in its name is none of a group. */
  private static String[] words(String verb) {
    return verb.equals("fetch-cert") ? new String[] {verb} : verb.split("-", -1);
  }

  @Test
  void aPageCanBePrinted() {
    Outcome page = Calls.sealer("", "man", "cert", "pin");
    assertThat(page.exitCode()).isZero();
    assertThat(page.out()).startsWith(".TH \"SEALER-CERT-PIN\" \"1\"").contains("\\-\\-accept");
    assertThat(Calls.sealer("", "man", "none").err()).isEqualTo("error: unknown command none\n");
  }

  private String completedByBash(String... words) throws IOException {
    Path script = folder.resolve("completion.bash");
    Files.writeString(script, Calls.sealer("", "completion", "bash").out());
    String line =
        // Set by bash only while it completes.
        "compopt() { :; }; source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_sealer; echo \"${COMPREPLY[@]}\""
            .formatted(script, String.join(" ", words), words.length - 1);
    CommandOutcome completed = Command.of(List.of("bash", "-c", line)).run();
    assertThat(completed.stderr()).isEmpty();
    return completed.stdout();
  }

  @Test
  void bashCompletesVerbsAndOptions() throws IOException {
    assertThat(completedByBash("sealer", "se").strip()).isEqualTo("seal set");
    assertThat(completedByBash("sealer", "cert", "p")).contains("pin");
    assertThat(completedByBash("sealer", "seal", "--out-d")).contains("--out-dir");
  }

  @Test
  void theScriptForZshIsForZsh() {
    assertThat(Calls.sealer("", "completion", "zsh").out()).contains("bashcompinit");
    assertThat(Calls.sealer("", "completion", "tcsh").exitCode()).isEqualTo(2);
  }

  @Test
  void fishKnowsWhereWhatCanStand() {
    String script = Calls.sealer("", "completion", "fish").out();
    assertThat(script)
        .contains("complete -c sealer -n '__fish_use_subcommand' -f -a seal -d 'Seals every Secret")
        .contains(
            "-n '__fish_seen_subcommand_from cert; and not __fish_seen_subcommand_from fetch pin"
                + " unpin list' -f -a pin")
        .contains("-n '__fish_seen_subcommand_from seal' -l out-dir -r -F -d '")
        .contains("-n '__fish_seen_subcommand_from seal' -l in-place -d '");
    assertThat(script.lines())
        .allMatch(line -> line.startsWith("complete -c ") || line.startsWith("#"));
  }

  @Test
  void coloursAreForTerminalsWithoutNoColor() {
    String[] help = {"seal", "--help"};
    assertThat(Calls.sealer("", help).out()).doesNotContain("\u001b[");
    assertThat(Calls.atTerminal(Map.of(), List.of(), help).out()).contains("\u001b[");
    assertThat(Calls.atTerminal(Map.of("NO_COLOR", "1"), List.of(), help).out())
        .doesNotContain("\u001b[");
    assertThat(Calls.atTerminal(Map.of("TERM", "dumb"), List.of(), help).out())
        .doesNotContain("\u001b[");
  }
}
