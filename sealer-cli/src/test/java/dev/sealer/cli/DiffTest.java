package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.Calls.Outcome;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code diff}, by itself and under a real Git. */
final class DiffTest {
  private final String canary = "canary-" + UUID.randomUUID();

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void keys() {
    Calls.writeKeys(folder);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Map<String, String> environment() {
    return Map.of("XDG_STATE_HOME", path("state"));
  }

  private String seal(String name, String password, String more) throws IOException {
    String secret =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: db, namespace: shop, labels: {app: %s}}
        stringData: {password: %s, user: admin%s}
        """
            .formatted(name.equals("moved") ? "other" : "shop", password, more);
    Outcome sealed = Calls.sealer(environment(), secret, "seal", "--cert", path("cert.pem"));
    assertThat(sealed.err()).isEmpty();
    Files.writeString(folder.resolve(name), sealed.out());
    return path(name);
  }

  private Outcome diff(String... line) {
    List<String> all = new ArrayList<>(List.of("diff"));
    all.addAll(List.of(line));
    return Calls.sealer(environment(), "", all.toArray(String[]::new));
  }

  @Test
  void equalFilesDoNotDiffer() throws IOException {
    String one = seal("one", canary, "");
    assertThat(diff(one, one)).isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void keysAreAddedRemovedChangedOrOnlyReEncrypted() throws IOException {
    String old = seal("old", canary, ", gone: x");
    String now = seal("now", "new-" + canary, ", added: y");
    assertThat(diff(old, now))
        .isEqualTo(
            new Outcome(
                1,
                """
                shop/db:
                  added: added
                  gone: removed
                  password: changed
                  user: only re-encrypted
                """,
                ""));
  }

  @Test
  void withoutARecordThePrivateKeyTellsOrNobodyKnows() throws IOException {
    String old = seal("old", canary, "");
    String now = seal("now", "new-" + canary, "");
    Outcome unknown = Calls.sealer("", "diff", old, now);
    assertThat(unknown.out())
        .isEqualTo(
            "shop/db:\n  password: changed or re-encrypted\n  user: changed or re-encrypted\n");
    Outcome known = Calls.sealer("", "diff", "--private-key", path("key.pem"), old, now);
    assertThat(known.out()).isEqualTo("shop/db:\n  password: changed\n  user: only re-encrypted\n");
  }

  @Test
  void scopeMetadataAndTemplateAreCompared() throws IOException {
    String old = seal("old", canary, "");
    String moved = seal("moved", canary, "");
    String wide = Files.readString(Path.of(moved));
    Files.writeString(
        Path.of(moved),
        wide.replaceFirst(
            "metadata:\n",
            "metadata:\n  annotations: {sealedsecrets.bitnami.com/cluster-wide: 'true'}\n"));
    Outcome text = diff(old, moved);
    assertThat(text.out())
        .contains("  scope: strict -> cluster-wide\n")
        .contains("  spec.template.metadata.labels.app: changed\n");
    Outcome json = diff("-o", "json", old, moved);
    assertThat(json.exitCode()).isEqualTo(1);
    JsonNode entry = KubeYaml.readDocument("x: " + json.out(), "out").content().at("/x/0");
    assertThat(entry.at("/scope/new").asText()).isEqualTo("cluster-wide");
    assertThat(entry.path("fields"))
        .extracting(field -> field.path("field").asText())
        .containsExactly(
            "spec.encryptedData.password",
            "spec.encryptedData.user",
            "spec.template.metadata.labels.app");
  }

  @Test
  void objectsComeAndGo() throws IOException {
    String old = seal("old", canary, "");
    Files.writeString(folder.resolve("empty"), "");
    assertThat(diff(old, path("empty")).out()).isEqualTo("shop/db: removed\n");
    assertThat(diff(path("empty"), old).out()).isEqualTo("shop/db: added\n");
  }

  @Test
  void troubleIsNotADifference() throws IOException {
    String old = seal("old", canary, "");
    Files.writeString(folder.resolve("bad"), "a: [");
    Files.writeString(folder.resolve("pod"), "kind: Pod\n");
    assertThat(
            List.of(
                diff(old, path("none")).exitCode(),
                diff(old, path("bad")).exitCode(),
                diff(path("pod"), path("pod")).exitCode(),
                diff(old).exitCode(),
                diff("-o", "xml", old, old).exitCode()))
        .containsOnly(2);
  }

  @Test
  void gitShowsWhichValuesChanged() throws IOException {
    Path repository = Files.createDirectories(folder.resolve("repository"));
    Path launcher = folder.resolve("sealer");
    Files.writeString(
        launcher,
        "#!/bin/sh\nexec '%s' -cp '%s' dev.sealer.cli.Main \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    git(repository, "init", "-q");
    git(repository, "config", "diff.sealer.textconv", launcher + " diff --textconv");
    Files.writeString(repository.resolve(".gitattributes"), "*.sealed.yaml diff=sealer\n");
    Path file = repository.resolve("db.sealed.yaml");
    String first = "# kept\n" + Files.readString(Path.of(seal("first", canary, "")));
    Files.writeString(file, first);
    git(repository, "add", ".");
    git(repository, "-c", "user.name=n", "-c", "user.email=e@x", "commit", "-q", "-m", "one");

    Files.writeString(file, "# kept\n" + Files.readString(Path.of(seal("again", canary, ""))));
    assertThat(Files.readString(file)).isNotEqualTo(first);
    assertThat(git(repository, "diff", "--exit-code", "-U0", "--", "db.sealed.yaml"))
        .doesNotContain("+    ");

    String other = "other-" + canary;
    Files.writeString(file, "# kept\n" + Files.readString(Path.of(seal("third", other, ""))));
    String shown = git(repository, "diff", "-U0");
    assertThat(shown).contains("-    password: value ", "+    password: value ");
    assertThat(shown).doesNotContain("user:", canary);

    Files.writeString(file, "<<<<<<< ours\n" + first);
    assertThat(git(repository, "diff")).contains("+<<<<<<< ours");
  }

  private String git(Path repository, String... line) {
    List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(List.of(line));
    CommandOutcome outcome =
        Command.of(command)
            .with("XDG_STATE_HOME", path("state"))
            .with("GIT_CONFIG_GLOBAL", "/dev/null")
            .run();
    assertThat(outcome.exitCode()).as(outcome.stderr()).isLessThan(2);
    return outcome.stdout();
  }
}
