package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.cli.Calls.Outcome;
import dev.sealer.testbed.peers.Peers;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The same script with the real kubeseal and with ours: same output, exit code and error. */
final class KubesealIT {
  private static final Pattern ITEM = Pattern.compile("A[QgB][A-Za-z0-9+/]{300,}={0,2}");
  private static final Pattern WORDS = Pattern.compile(" +");
  private static final Pattern KEYS = Pattern.compile("\\([a-z, ]+\\)");
  private static final String CANARY = "canary-" + UUID.randomUUID();

  /** Each a script of flags; $D is a folder; then < and the input's name. */
  static final List<String> SAME =
      List.of(
          "--cert $D/cert.pem < full",
          "--cert $D/cert.pem -o yaml < full",
          "--cert $D/cert.pem --format=YAML --scope cluster-wide --name other < full",
          "--cert $D/cert.pem --scope namespace-wide < full",
          "--cert $D/cert.pem -f $D/full < nil",
          "--cert file://$D/cert.pem < full",
          "--cert $D/cert.pem positional words < full",
          "--cert $D/cert.pem -n shop < full",
          "--cert $D/cert.pem -n other < full",
          "--cert $D/cert.pem -n x < odd",
          "--cert $D/cert.pem -n x -oyaml < odd",
          "--cert $D/cert.pem -n x < two.json",
          "--cert $D/cert.pem -n x -o yaml < two.yaml",
          "--cert $D/cert.pem -n x < empty",
          "--cert $D/cert.pem -n x --allow-empty-data < empty",
          "--cert $D/cert.pem -n x -o yaml --allow-empty-data < empty",
          "--cert $D/cert.pem -n x < noname",
          "--cert $D/cert.pem -n x --name given < noname",
          "--cert $D/cert.pem < cluster-wide",
          "--cert $D/cert.pem -n y --scope strict < cluster-wide",
          "--cert $D/cert.pem -n y --scope namespace-wide < cluster-wide",
          "--cert $D/cert.pem -n y < nil",
          "--cert $D/cert.pem < plain",
          "--cert $D/cert.pem --kubeconfig $D/config < plain",
          "--cert $D/cert.pem --kubeconfig $D/config --context bare < plain",
          "--cert $D/cert.pem --kubeconfig $D/config --context none < plain",
          "--cert $D/cert.pem --kubeconfig $D/config -n asked < plain",
          "--cert $D/cert.pem --kubeconfig $D/none < plain",
          "--cert $D/cert.pem -o xml < full",
          "--cert $D/old.pem < full",
          "--cert $D/none.pem < full",
          "--cert $D/key.pem < full",
          "--cert $D < full",
          "--cert $D/cert.pem -f $D/none < full",
          "--cert $D/cert.pem -w $D/out.yaml < full",
          "--cert $D/cert.pem -w $D/out.json -o yaml < full",
          "--cert $D/cert.pem --nope < full",
          "--cert $D/cert.pem --scope bad < full",
          "--raw=maybe < full",
          "-Z < full",
          "--cert < full",
          "-w < full",
          "--=x < full",
          "--from-file x < full",
          "--raw --cert $D/cert.pem < full",
          "--raw --cert $D/cert.pem --kubeconfig $D/config --name q < full",
          "--raw --cert $D/cert.pem --kubeconfig $D/none --name q < full",
          "--raw --cert $D/cert.pem -n a < full",
          "--raw --cert $D/cert.pem -n a --scope namespace-wide < full",
          "--raw --cert $D/cert.pem --scope cluster-wide < nil",
          "--raw --cert $D/cert.pem --name b --scope cluster-wide < full",
          "--raw --cert $D/cert.pem -n a --name b --from-file k=$D/plain < nil",
          "--raw --cert $D/cert.pem -n a --name b --from-file $D/plain,$D/full < nil",
          "--raw --cert $D/cert.pem -n a --name b --from-file $D/none < nil",
          "< full",
          "--fetch-cert < nil",
          "--fetch-cert --cert $D/cert.pem < nil",
          "--fetch-cert --cert $D/full < nil",
          "--fetch-cert --cert $D/cert.pem -w $D/fetched < nil",
          "--validate < sealed",
          "--re-encrypt < sealed",
          "--rotate < sealed",
          "--recovery-unseal --recovery-private-key $D/key.pem < sealed",
          "--recovery-unseal --recovery-private-key $D/key.pem -o yaml < sealed",
          "--recovery-unseal --recovery-private-key $D/key.list -o yaml < sealed",
          "--recovery-unseal --recovery-private-key $D/key.secret,$D/key.pem < sealed",
          "--recovery-unseal --recovery-private-key $D/none < sealed",
          "--recovery-unseal --recovery-private-key $D/key.pem < renamed");

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void needsTheRealOne() {
    Prerequisites.require(KubesealIT.class.getName(), ToolBinaries.find(Tool.KUBESEAL));
  }

  @BeforeEach
  void files() throws IOException {
    KubesealInputs.write(folder, CANARY);
    CommandOutcome sealed =
        Peers.command(Tool.KUBESEAL, "--cert", path("cert.pem"), "-o", "yaml")
            .run(Files.readString(folder.resolve("full")))
            .orThrow();
    Files.writeString(folder.resolve("sealed"), sealed.stdout());
    Files.writeString(
        folder.resolve("renamed"), sealed.stdout().replace("name: full", "name: other"));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @FieldSource("SAME")
  void theSameScriptGivesTheSame(String script) throws IOException {
    Outcome theirs = peer(script, Map.of());
    Map<String, String> theirFiles = writtenFiles();
    Outcome ours = ours(script, Map.of());
    assertThat(masked(ours)).isEqualTo(masked(theirs));
    assertThat(writtenFiles()).isEqualTo(theirFiles);
  }

  @ParameterizedTest
  @FieldSource("ENVIRONMENTS")
  void theSameEnvironmentGivesTheSame(Map<String, String> environment) throws IOException {
    Map<String, String> resolved = new HashMap<>();
    environment.forEach((name, value) -> resolved.put(name, value.replace("$D", path(""))));
    for (String script : List.of("< plain", "-n flag < plain", "--raw --name n < plain")) {
      assertThat(masked(ours(script, resolved))).isEqualTo(masked(peer(script, resolved)));
    }
  }

  static final List<Map<String, String>> ENVIRONMENTS =
      List.of(
          Map.of("SEALED_SECRETS_CERT", "$D/cert.pem", "SEALED_SECRETS_NAMESPACE", "env"),
          Map.of(
              "SEALED_SECRETS_CERT", "$D/cert.pem",
              "SEALED_SECRETS_NAMESPACE", "env",
              "SEALED_SECRETS_FORMAT", "yaml",
              "SEALED_SECRETS_SCOPE", "namespace-wide"),
          Map.of("SEALED_SECRETS_CERT", "$D/cert.pem", "SEALED_SECRETS_RAW", "no-bool"),
          Map.of("SEALED_SECRETS_CERT", "$D/cert.pem", "KUBECONFIG", "$D/none:$D/config"),
          Map.of("SEALED_SECRETS_CERT", ""),
          Map.of("SEALED_SECRETS_VERSION", "f", "SEALED_SECRETS_CERT", "$D/none"),
          Map.of("SEALED_SECRETS_FROM_FILE", "$D/plain", "SEALED_SECRETS_CERT", "$D/cert.pem"));

  @Test
  void eachOpensWhatTheOtherSealed() {
    for (String scope : List.of("strict", "namespace-wide", "cluster-wide")) {
      String seal = "--cert $D/cert.pem -o yaml --scope " + scope + " < full";
      for (Outcome sealed : List.of(ours(seal, Map.of()), peer(seal, Map.of()))) {
        Calls.write(folder.resolve("crossed"), sealed.out().getBytes(StandardCharsets.UTF_8));
        String open = "--recovery-unseal --recovery-private-key $D/key.pem < crossed";
        Outcome byPeer = peer(open, Map.of());
        assertThat(byPeer.exitCode()).isZero();
        assertThat(byPeer.out()).contains(KubesealInputs.base64(CANARY));
        assertThat(masked(ours(open, Map.of()))).isEqualTo(masked(byPeer));
      }
    }
  }

  @Test
  void mergingGivesTheSameObject() throws IOException {
    String script = "--cert $D/cert.pem --merge-into $D/target < addition";
    Files.copy(folder.resolve("sealed"), folder.resolve("target"));
    assertThat(ours(script, Map.of())).isEqualTo(new Outcome(0, "", ""));
    String ours = Files.readString(folder.resolve("target"));
    Files.writeString(folder.resolve("target"), Files.readString(folder.resolve("sealed")));
    assertThat(peer(script, Map.of())).isEqualTo(new Outcome(0, "", ""));
    String theirs = Files.readString(folder.resolve("target"));
    // They write JSON whatever the file was; the object is the same.
    assertThat(KubesealInputs.tree(mask(ours))).isEqualTo(KubesealInputs.tree(mask(theirs)));
    Files.writeString(folder.resolve("target"), ours);
    Outcome opened = peer("--recovery-unseal --recovery-private-key $D/key.pem < target", Map.of());
    assertThat(opened.out()).contains(KubesealInputs.base64("added-" + CANARY));
  }

  private Map<String, String> writtenFiles() throws IOException {
    Map<String, String> written = new HashMap<>();
    for (String name : List.of("out.yaml", "out.json", "fetched")) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        written.put(name, mask(Files.readString(file)));
        Files.delete(file);
      }
    }
    return written;
  }

  private Outcome ours(String script, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(Map.of("HOME", path(""), "KUBECONFIG", "/dev/null"));
    all.putAll(environment);
    return Calls.kubeseal(input(script), all, line(script));
  }

  private Outcome peer(String script, Map<String, String> environment) {
    var command = Peers.command(Tool.KUBESEAL, line(script).toArray(String[]::new));
    for (var variable : environment.entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    CommandOutcome outcome = command.run(input(script));
    return new Outcome(outcome.exitCode(), outcome.stdout(), outcome.stderr());
  }

  private List<String> line(String script) {
    List<String> words = new ArrayList<>();
    for (String word :
        (Iterable<String>)
            WORDS.splitAsStream(script.substring(0, script.indexOf('<')))::iterator) {
      if (!word.isEmpty()) {
        words.add(word.replace("$D", folder.toString()));
      }
    }
    return words;
  }

  private byte[] input(String script) {
    try {
      return Files.readAllBytes(folder.resolve(script.substring(script.indexOf('<') + 1).strip()));
    } catch (IOException e) {
      throw new AssertionError(script, e);
    }
  }

  /** Without what differs each time, and without the list of flags, which is worded anew. */
  private static Outcome masked(Outcome outcome) {
    String out =
        outcome
            .out()
            .lines()
            .filter(line -> !line.matches("  ?.{4}--[a-z].*"))
            .reduce("", (all, line) -> all + line + "\n");
    return new Outcome(
        outcome.exitCode(),
        mask(out),
        KEYS.matcher(outcome.err().replaceAll("Usage of .*:", "Usage of kubeseal:"))
            .replaceAll(keys -> sorted(keys.group())));
  }

  /** They name keys in random order. */
  private static String sorted(String keys) {
    return Pattern.compile(", ")
        .splitAsStream(keys.substring(1, keys.length() - 1))
        .sorted()
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String mask(String text) {
    // They print an empty value as null, which kubectl apply takes for "remove this key".
    return ITEM.matcher(text)
        .replaceAll("<item>")
        .replace("\"empty\": null", "\"empty\": \"\"")
        .replace("empty: null", "empty: \"\"");
  }
}
