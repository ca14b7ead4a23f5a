package dev.sealer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The archive of the command line works elsewhere, and so do the files that point to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DistributionIT {

  private static final String URL = "https://example.org/releases";

  private final Path root = ProjectFiles.find().root();
  private Path folder;
  private Path openssl;
  private Path archive;
  private Path unpacked;

  @BeforeAll
  void pack(@TempDir Path temporary) throws IOException {
    folder = temporary;
    openssl =
        Prerequisites.require(
            DistributionIT.class.getName(), ToolBinaries.onPath("openssl", "install OpenSSL"));
    archive = pack("first");
    Command.of(List.of("tar", "-xzf", archive.toString())).in(folder).run().orThrow();
    unpacked = folder.resolve(String.valueOf(archive.getFileName()).replace(".tar.gz", ""));
  }

  @Test
  void theSameBuildIsTheSameArchive() throws IOException {
    assertThat(Files.mismatch(archive, pack("second"))).isEqualTo(-1);
  }

  @Test
  void theUnpackedCommandLineSealsAndValidates() throws IOException {
    assertThat(sealer("--version").orThrow().stdout()).contains("0.1.0");
    assertThat(sealer("validate", seal("db.sealed.yaml").toString()).exitCode()).isZero();
  }

  @Test
  void theArchiveWithJavaNeedsNoOther() throws IOException {
    Path own = pack("own", "--with-java");
    assertThat(own.getFileName()).asString().contains("linux");
    Path place = Files.createDirectory(folder.resolve("unpacked"));
    Command.of(List.of("tar", "-xzf", own.toString())).in(place).run().orThrow();
    Path launcher = place.resolve(unpacked.getFileName()).resolve("bin/sealer");

    CommandOutcome outcome =
        Command.of(List.of("env", "-i", "PATH=/usr/bin:/bin", launcher.toString(), "--version"))
            .run();
    assertThat(outcome.orThrow().stdout()).contains("0.1.0");
    assertThat(place.resolve(unpacked.getFileName()).resolve("java/bin/java")).isExecutable();
  }

  @Test
  void aSignatureIsOfTheFileThatWasSigned() throws IOException {
    Path key = folder.resolve("signer.pem");
    String make = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out " + key;
    CommandOutcome _ = bash(openssl + " " + make, Map.of());
    CommandOutcome _ =
        bash(openssl + " pkey -pubout -in " + key + " -out " + key + ".pub", Map.of());
    Command.of(List.of(root.resolve("dist/sign").toString(), key.toString(), archive.toString()))
        .run()
        .orThrow();
    String check =
        openssl
            + " dgst -sha256 -verify "
            + key
            + ".pub -signature <(base64 -d "
            + archive
            + ".sig) ";
    Path other = Files.write(folder.resolve("other"), new byte[] {1});

    assertThat(bash(check + archive, Map.of()).exitCode()).isZero();
    assertThat(bash(check + other, Map.of()).exitCode()).isNotZero();
  }

  @Test
  void formulaAndPluginManifestNameTheArchiveAndItsChecksum() throws IOException {
    String sum = Files.readString(Path.of(archive + ".sha256")).split(" ", 2)[0];
    String address = URL + "/" + archive.getFileName();

    assertThat(Files.readString(archive.resolveSibling("sealer.rb")))
        .contains("url \"" + address + "\"", "sha256 \"" + sum + "\"")
        .doesNotContain("@");
    JsonNode plugin = yaml(archive.resolveSibling("sealer.yaml"));
    assertThat(plugin.path("kind").asText()).isEqualTo("Plugin");
    assertThat(plugin.at("/spec/version").asText()).matches("v\\d+\\.\\d+\\.\\d+");
    assertThat(plugin.at("/spec/shortDescription").asText()).hasSizeBetween(1, 50);
    JsonNode platform = plugin.at("/spec/platforms/0");
    assertThat(platform.path("uri").asText()).isEqualTo(address);
    assertThat(platform.path("sha256").asText()).isEqualTo(sum);
    String from = platform.at("/files/0/from").asText();
    assertThat(folder.resolve(from.replace("*", platform.path("bin").asText()))).isExecutable();
  }

  @Test
  void hookAndActionFailOnAFileThatIsNotSealed() throws IOException {
    Path good = seal("good.sealed.yaml");
    Path bad = Files.writeString(folder.resolve("bad.sealed.yaml"), "kind: SealedSecret\n");
    JsonNode hook = yaml(root.resolve(".pre-commit-hooks.yaml")).get(0);
    String entry = hook.path("entry").asText();
    JsonNode action = yaml(root.resolve("action.yml"));
    JsonNode step = action.at("/runs/steps/1");

    assertThat("db.sealed.yaml").containsPattern(hook.path("files").asText());
    assertThat("values.yaml").doesNotContainPattern(hook.path("files").asText());
    assertThat(bash(entry + " " + good, Map.of()).exitCode()).isZero();
    assertThat(bash(entry + " " + bad, Map.of()).exitCode()).isNotZero();
    for (Path file : List.of(good, bad)) {
      CommandOutcome outcome =
          bash(step.path("run").asText(), Map.of("PATHS", file.toString(), "CERTIFICATE", ""));
      assertThat(outcome.exitCode() == 0).as(outcome.stderr()).isEqualTo(file.equals(good));
    }
  }

  private Path pack(String name, String... options) {
    Path out = folder.resolve(name);
    List<String> argv = new ArrayList<>(List.of(root.resolve("dist/archive").toString()));
    argv.addAll(List.of(options));
    argv.addAll(List.of(URL, out.toString()));
    String printed =
        Command.of(argv)
            .with("JAVA_HOME", System.getProperty("java.home"))
            .run()
            .orThrow()
            .stdout();
    return Path.of(printed.strip());
  }

  private Path seal(String name) throws IOException {
    Path certificate = folder.resolve("cert.pem");
    Command.of(
            List.of(
                openssl.toString(),
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "/dev/null",
                "-subj",
                "/",
                "-days",
                "2",
                "-out",
                certificate.toString()))
        .run()
        .orThrow();
    String manifest =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: db, namespace: shop}
        stringData: {password: %s}
        """
            .formatted(Canary.random().value());
    String sealed =
        launcher("seal", "--cert", certificate.toString(), "-o", "yaml")
            .run(manifest)
            .orThrow()
            .stdout();
    return Files.writeString(folder.resolve(name), sealed);
  }

  private CommandOutcome sealer(String... arguments) {
    return launcher(arguments).run();
  }

  private Command launcher(String... arguments) {
    List<String> argv = new ArrayList<>(List.of(unpacked.resolve("bin/sealer").toString()));
    argv.addAll(List.of(arguments));
    return Command.of(argv)
        .with("SEALER_JAVA", java())
        .with("XDG_STATE_HOME", folder.resolve("state").toString());
  }

  private CommandOutcome bash(String script, Map<String, String> variables) {
    Command command =
        Command.of(List.of("bash", "-c", script))
            .with("PATH", unpacked.resolve("bin") + ":" + System.getenv("PATH"))
            .with("SEALER_JAVA", java());
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    return command.run();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static JsonNode yaml(Path file) throws IOException {
    return new KubernetesSerialization().unmarshal(Files.readString(file), JsonNode.class);
  }
}
