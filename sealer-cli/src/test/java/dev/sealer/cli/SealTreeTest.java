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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code seal} over folders: into another folder, in place, for several clusters. */
final class SealTreeTest {
  private final String canary = "canary-" + UUID.randomUUID();

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void keys() throws IOException {
    Calls.writeKeys(folder);
    Files.createDirectories(folder.resolve("in"));
  }

  private Outcome seal(String... line) {
    List<String> all = new ArrayList<>(List.of("seal"));
    if (!List.of(line).contains("--cert")) {
      all.addAll(List.of("--cert", path("cert.pem")));
    }
    all.addAll(List.of(line));
    return Calls.sealer(Map.of("XDG_STATE_HOME", path("state")), "", all.toArray(String[]::new));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String secret(String name, String value) {
    return """
    apiVersion: v1
    kind: Secret
    metadata:
      name: %s
      namespace: shop
    stringData:
      password: %s
      user: admin
    """
        .formatted(name, value);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /** Every file below a folder with its content. */
  private Map<String, String> tree(String name) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    Path root = folder.resolve(name);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        tree.put(
            root.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
    }
    return tree;
  }

  private String password(String sealed) {
    Outcome opened = Calls.sealer(sealed, "unseal", "--private-key", path("key.pem"));
    assertThat(opened.err()).isEmpty();
    JsonNode secret = KubeYaml.readDocuments(opened.out(), "out").getFirst().content();
    return new String(
        Base64.getDecoder().decode(secret.at("/data/password").asText()), StandardCharsets.UTF_8);
  }

  @Test
  void aFolderIsMirroredAndTheRestPassesThrough() throws IOException {
    String map = "# of the team\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: c} # kept\n";
    write("in/a/db.yaml", "# header\n---\n" + map + "---\n" + secret("db", canary));
    write("in/b/plain.yml", map);
    write("in/values.yaml", "image: {tag: '1'}\n");
    write("in/readme.txt", "no manifest");
    write("in/.git/config.yaml", secret("never", canary));
    Outcome sealed = seal(path("in"), "--out-dir", path("out"));
    assertThat(sealed.out())
        .isEqualTo("1 Secret sealed: 2 new values, 0 kept; 3 files written, 0 unchanged\n");
    assertThat(sealed.exitCode()).isZero();
    Map<String, String> out = tree("out");
    assertThat(out.keySet()).containsExactly("a/db.yaml", "b/plain.yml", "values.yaml");
    assertThat(out.get("a/db.yaml"))
        .startsWith("# header\n---\n" + map + "---\napiVersion: bitnami");
    assertThat(out.get("b/plain.yml")).isEqualTo(map);
    assertThat(out.toString()).doesNotContain(canary);
    assertThat(password(read("out/a/db.yaml"))).isEqualTo(canary);
  }

  @Test
  void aSecondRunChangesNoByteAndAChangedValueOnlyItsOwn() throws IOException {
    write("in/db.yaml", secret("db", canary) + "---\n" + secret("other", canary));
    seal(path("in"), "--out-dir", path("out"));
    Map<String, String> before = tree("out");
    Outcome again = seal(path("in"), "--out-dir", path("out"));
    assertThat(again.out())
        .isEqualTo("2 Secrets sealed: 0 new values, 4 kept; 0 files written, 1 unchanged\n");
    assertThat(tree("out")).isEqualTo(before);
    write("in/db.yaml", secret("db", "new-" + canary) + "---\n" + secret("other", canary));
    assertThat(seal(path("in"), "--out-dir", path("out")).out())
        .isEqualTo("2 Secrets sealed: 1 new value, 3 kept; 1 file written, 0 unchanged\n");
    List<String> was = before.getOrDefault("db.yaml", "").lines().toList();
    List<String> now = read("out/db.yaml").lines().toList();
    assertThat(now).hasSameSizeAs(was);
    assertThat(now.stream().filter(line -> !was.contains(line)))
        .singleElement()
        .asString()
        .startsWith("    password: ");
    assertThat(seal(path("in"), "--out-dir", path("out"), "--reseal").out())
        .startsWith("2 Secrets sealed: 4 new values, 0 kept;");
    assertThat(tree("state").keySet()).contains("sealer/fingerprint.key");
    assertThat(tree("state").toString()).doesNotContain(canary);
  }

  @Test
  void commentsThatWereAddedToASealedFileStay() throws IOException {
    write("in/db.yaml", secret("db", canary));
    seal(path("in"), "--out-dir", path("out"));
    write("out/db.yaml", "# of ours\n" + read("out/db.yaml").replace("spec:", "spec: # beside"));
    write("in/db.yaml", secret("db", "new-" + canary));
    seal(path("in"), "--out-dir", path("out"));
    assertThat(read("out/db.yaml")).startsWith("# of ours\n").contains("spec: # beside");
    assertThat(password(read("out/db.yaml"))).isEqualTo("new-" + canary);
  }

  @Test
  void inPlaceReplacesWhatIsPlainAndNothingElse() throws IOException {
    write("in/db.yaml", "\ufeff# top\r\n---\r\n" + secret("db", canary).replace("\n", "\r\n"));
    write(
        "in/list.json",
        "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[\n"
            + "{\"kind\":\"Secret\",\"metadata\":{\"name\":\"j\",\"namespace\":\"shop\"},"
            + "\"stringData\":{\"password\":\""
            + canary
            + "\"}}]}\n");
    write("in/other.yaml", "kind: Pod   # odd\n");
    write("in/empty.yaml", "");
    Outcome sealed = seal("--in-place", path("in"));
    assertThat(sealed.out())
        .isEqualTo("2 Secrets sealed: 3 new values, 0 kept; 2 files written, 2 unchanged\n");
    Map<String, String> once = tree("in");
    assertThat(once.get("db.yaml"))
        .startsWith("\ufeff# top\r\n---\r\napiVersion: bitnami.com/v1alpha1\r\n")
        .doesNotContainPattern("[^\r]\n");
    assertThat(once.get("list.json")).startsWith("{").contains("SealedSecret");
    assertThat(once.get("other.yaml")).isEqualTo("kind: Pod   # odd\n");
    assertThat(once.toString()).doesNotContain(canary);
    assertThat(seal("--in-place", path("in")).out())
        .isEqualTo("0 Secrets sealed: 0 new values, 0 kept; 0 files written, 4 unchanged\n");
    assertThat(tree("in")).isEqualTo(once);
  }

  @Test
  void eachClusterHasItsOwnFolderOrFile() throws IOException {
    Calls.writeOtherCertificate(folder.resolve("us.pem"));
    write("in/db.yaml", secret("db", canary));
    String eu = "eu=" + path("cert.pem");
    Outcome sealed =
        seal("--cert", eu, "--cert", path("us.pem"), path("in"), "--out-dir", path("out"));
    assertThat(sealed.exitCode()).isZero();
    assertThat(tree("out").keySet()).containsExactly("eu/db.yaml", "us/db.yaml");
    assertThat(password(read("out/eu/db.yaml"))).isEqualTo(canary);
    Outcome foreign =
        Calls.sealer(read("out/us/db.yaml"), "unseal", "--private-key", path("key.pem"));
    assertThat(foreign.exitCode()).isEqualTo(1);
    seal("--cert", eu, "--cert", path("us.pem"), path("in/db.yaml"), "-w", path("db.sealed.yaml"));
    assertThat(folder.resolve("db.sealed.eu.yaml")).exists();
    assertThat(folder.resolve("db.sealed.us.yaml")).exists();
    assertThat(seal("--cert", eu, "--cert", path("us.pem"), path("in/db.yaml")).err())
        .contains("name a file with -w");
    assertThat(seal("--cert", eu, "--cert", "eu=" + path("us.pem"), path("in/db.yaml")).err())
        .contains("two certificates have the name \"eu\"");
  }

  @Test
  void oneBadFileIsNamedAndTheOthersAreSealed() throws IOException {
    write("in/a.yaml", secret("a", canary));
    write("in/b.yaml", "kind: Secret\nmetadata: {name: b, namespace: x}\ndata: {k: '###'}\n");
    write("in/c.yaml", secret("c", canary) + "---\nx: [");
    write("in/d.yaml", "metadata: {name: typo}\nstringData: {k: " + canary + "}\n");
    Files.write(folder.resolve("in/e.yaml"), secret("e", canary).getBytes(StandardCharsets.UTF_16));
    Outcome sealed = seal(path("in"), "--out-dir", path("out"));
    assertThat(sealed.exitCode()).isEqualTo(1);
    assertThat(sealed.err().lines())
        .hasSize(4)
        .anyMatch(line ->
            line.startsWith("error: " + path("in/b.yaml") + ":1: ") && line.contains("data.k"))
        .anyMatch(line -> line.startsWith("error: " + path("in/c.yaml")))
        .anyMatch(
            line -> line.startsWith("error: " + path("in/d.yaml")) && line.contains("no kind"))
        .anyMatch(
            line -> line.startsWith("error: " + path("in/e.yaml")) && line.contains("UTF-16"));
    assertThat(sealed.out()).endsWith("1 file written, 0 unchanged, 4 failed\n");
    assertThat(tree("out").keySet()).containsExactly("a.yaml");
    Map<String, String> before = tree("in");
    assertThat(seal("--in-place", path("in")).exitCode()).isEqualTo(1);
    assertThat(tree("in").get("c.yaml")).isEqualTo(before.get("c.yaml"));
    assertThat(tree("in").get("a.yaml")).doesNotContain(canary);
  }

  @Test
  void theReportForMachinesNamesEveryFile() throws IOException {
    write("in/a.yaml", secret("a", canary));
    write("in/b.yaml", "x: [");
    Outcome sealed = seal(path("in"), "--out-dir", path("out"), "--report", "json");
    assertThat(sealed.err()).startsWith("error: " + path("in/b.yaml")).hasLineCount(1);
    JsonNode report = KubeYaml.readDocument(sealed.out(), "out").content();
    assertThat(report.at("/summary/failed").asInt()).isEqualTo(1);
    assertThat(report.at("/files/0/target").asText()).isEqualTo(path("out/a.yaml"));
    assertThat(report.at("/files/1/problems/0").asText()).startsWith(path("in/b.yaml"));
  }

  @Test
  void noLinkLeadsOutOfAFolder() throws IOException {
    write("outside/secret.yaml", secret("out", canary));
    write("in/a.yaml", secret("a", canary));
    Files.createSymbolicLink(folder.resolve("in/link.yaml"), folder.resolve("outside/secret.yaml"));
    Files.createSymbolicLink(folder.resolve("in/linked"), folder.resolve("outside"));
    Files.createSymbolicLink(folder.resolve("in/same.yaml"), Path.of("a.yaml"));
    Outcome sealed = seal("--in-place", path("in"));
    assertThat(sealed.exitCode()).isEqualTo(1);
    assertThat(sealed.err())
        .contains("error: " + path("in/link.yaml") + ": is a link out of ")
        .contains("warning: " + path("in/linked") + " is a link to a directory");
    assertThat(sealed.out()).startsWith("1 Secret sealed");
    assertThat(read("outside/secret.yaml")).contains(canary);
    assertThat(Files.isSymbolicLink(folder.resolve("in/same.yaml"))).isTrue();
    write("plain/a.yaml", secret("a", canary));
    Files.createDirectories(folder.resolve("out"));
    Files.createSymbolicLink(folder.resolve("out/a.yaml"), folder.resolve("outside/new.yaml"));
    assertThat(seal(path("plain"), "--out-dir", path("out")).err()).contains("a link leads out of");
    assertThat(folder.resolve("outside/new.yaml")).doesNotExist();
  }

  @Test
  void nothingIsWrittenWhereItWouldDestroySomething() throws IOException {
    write("in/x/a.yaml", secret("a", canary));
    write("in/y/a.yaml", secret("a", canary));
    Outcome both = seal(path("in/x"), path("in/y"), "--out-dir", path("out"));
    assertThat(both.exitCode()).isEqualTo(1);
    assertThat(both.err()).contains("would both be written to");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(seal(path("in"), "--out-dir", path("in")).err()).contains("by its own result");
    write("out/a.yaml", secret("source", canary));
    assertThat(seal(path("in/x"), "--out-dir", path("out")).err())
        .contains("contains an unsealed Secret");
    assertThat(read("out/a.yaml")).isEqualTo(secret("source", canary));
    write("file", "x");
    assertThat(seal(path("in/x"), "--out-dir", path("file")).exitCode()).isEqualTo(1);
    assertThat(read("file")).isEqualTo("x");
  }

  @Test
  void resultsBelowTheSourcesAreNotSourcesAgain() throws IOException {
    write("in/a.yaml", secret("a", canary));
    String out = path("in/sealed");
    assertThat(seal(path("in"), "--out-dir", out).exitCode()).isZero();
    assertThat(seal(path("in"), "--out-dir", out).out()).contains("0 files written, 1 unchanged");
    write("in/skip/b.yaml", "x: [");
    write("in/c.tmp.yaml", "x: [");
    assertThat(seal(path("in"), "--out-dir", out, "--exclude", "skip", "--exclude", "*.tmp.yaml"))
        .extracting(Outcome::exitCode)
        .isEqualTo(0);
  }

  @Test
  void aFolderWithoutSecretsIsAnError() throws IOException {
    write("in/pod.yaml", "kind: Pod\napiVersion: v1\n");
    assertThat(seal("--in-place", path("in")))
        .isEqualTo(
            new Outcome(1, "", "error: no Secret found: nothing to seal in " + path("in") + "\n"));
    assertThat(seal("--in-place", path("none")).err()).contains("no such file or directory");
  }

  @Test
  void optionsThatExcludeEachOtherAreAWrongCommandLine() {
    String in = path("in");
    assertThat(
            List.of(
                seal(in).exitCode(),
                seal(in, "--in-place", "--out-dir", in).exitCode(),
                seal(in, "--in-place", "-w", path("x")).exitCode(),
                seal("--in-place").exitCode(),
                seal(in, "--in-place", "--report", "xml").exitCode()))
        .containsOnly(2);
  }

  @Test
  void manyFilesAreSealedInTheOrderOfTheirNames() throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String name = path("in/%02d.yaml".formatted(i));
      write("in/%02d.yaml".formatted(i), secret("s" + i, canary));
      names.add(name);
    }
    Outcome sealed = seal("--in-place", "--report", "json", path("in"));
    JsonNode report = KubeYaml.readDocument(sealed.out(), "out").content();
    assertThat(report.path("files"))
        .extracting(file -> file.path("file").asText())
        .isEqualTo(names);
  }

  @Test
  void aFileOfTwentyMegabytesIsSealed() throws IOException {
    String big = "x".repeat(1000);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("kind: ConfigMap\nmetadata: {name: c")
          .append(i)
          .append("}\ndata: {k: ")
          .append(big)
          .append("}\n---\n");
    }
    write("in/big.yaml", text + secret("db", canary));
    assertThat(seal("--in-place", path("in")).exitCode()).isZero();
    assertThat(read("in/big.yaml")).startsWith(text).doesNotContain(canary);
  }
}
