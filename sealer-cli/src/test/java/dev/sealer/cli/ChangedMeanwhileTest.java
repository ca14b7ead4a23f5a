package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.cli.Calls.Outcome;
import dev.sealer.cli.certificates.CertificateSource;
import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.manifest.RequestedNamespace;
import dev.sealer.cli.seal.DocumentSealer;
import dev.sealer.cli.seal.FileSealer;
import dev.sealer.cli.seal.SealOptions;
import dev.sealer.cli.seal.SecretSealer;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.testbed.http.ProxiedCall;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.testbed.http.RecordingServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A command that writes in place leaves alone what another program wrote after it read the file.
 */
final class ChangedMeanwhileTest {
  private static final String LATER = "# saved by an editor meanwhile\n";
  private static final String MESSAGE = "changed by another program since it was read";

  private final String canary = "canary-" + UUID.randomUUID();

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void seal() throws IOException {
    Calls.writeKeys(folder);
    Outcome sealed = Calls.sealer(secret("namespace: shop"), "seal", "--cert", path("cert.pem"));
    file = Files.writeString(folder.resolve("db.yaml"), sealed.out());
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String secret(String metadata) {
    return "{apiVersion: v1, kind: Secret, metadata: {name: db, %s}, stringData: {a: %s}}\n"
        .formatted(metadata, canary);
  }

  private void change() {
    try {
      Files.writeString(file, LATER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Standard input is read after the file: the file changes in that moment. */
  private InputStream changing(String input) {
    return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized byte[] readAllBytes() {
        change();
        return super.readAllBytes();
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"set", "merge", "edit", "kubeseal --merge-into"})
  void whatIsAddedToASealedFileIsNotWrittenOverIt(String command) throws IOException {
    Path editor =
        Files.writeString(
            folder.resolve("editor"),
            "#!/bin/sh\nprintf '" + LATER.strip() + "\\n' > " + file + "\n");
    assertThat(editor.toFile().setExecutable(true)).isTrue();
    Map<String, String> environment =
        Map.of("XDG_STATE_HOME", path("state"), "EDITOR", editor.toString());
    String name = file.toString();
    String cert = path("cert.pem");
    assertLeftAlone(
        switch (command) {
          case "set" ->
              Calls.call(
                  "sealer",
                  changing(canary),
                  environment,
                  List.of("set", name, "b", "--cert", cert));
          case "merge" ->
              Calls.call(
                  "sealer",
                  changing(secret("labels: {}")),
                  environment,
                  List.of("merge", name, "--cert", cert));
          case "edit" -> Calls.sealer(environment, "", "edit", name, "--cert", cert);
          default ->
              Calls.call(
                  "kubeseal",
                  changing(secret("labels: {}")),
                  environment,
                  List.of("--merge-into", name, "--cert", cert));
        });
  }

  private void assertLeftAlone(Outcome outcome) throws IOException {
    assertThat(outcome.exitCode()).as(outcome.err()).isOne();
    assertThat(outcome.err()).contains(MESSAGE);
    assertThat(Files.readString(file)).isEqualTo(LATER);
  }

  /** The file changes while the controller works. */
  private Answer answer(ProxiedCall call) {
    if (call.method().equals("GET")) {
      return new Answer(
          200,
          "application/json",
          "{\"kind\":\"Service\",\"apiVersion\":\"v1\",\"spec\":{\"ports\":[{\"port\":1}]}}");
    }
    change();
    // Another ciphertext that has the shape of one: re-encryption then has something to write.
    return new Answer(
        200, "application/json", call.body().replaceFirst("(\"a\":\"AQ)[A-Za-z]", "$1z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubeseal", "sealer"})
  void aReEncryptedFileIsNotWrittenOver(String program) throws IOException {
    try (RecordingServer server = RecordingServer.plain(this::answer)) {
      Calls.writeKubeconfig(folder.resolve("config"), server.uri().toString());
      Map<String, String> environment = Map.of("KUBECONFIG", path("config"));
      assertLeftAlone(
          program.equals("sealer")
              ? Calls.sealer(environment, "", "reencrypt", file.toString())
              : Calls.kubeseal(
                  new byte[0], environment, List.of("--re-encrypt", "-f", file.toString())));
    }
  }

  /** The namespace is looked for after the file was read: the file changes in that moment. */
  @Test
  void aFileThatIsSealedInPlaceIsNotWrittenOver() throws IOException {
    Files.writeString(file, secret("labels: {}"));
    Sealer sealer =
        new Sealer(
            CertificateSource.parse(Files.readAllBytes(folder.resolve("cert.pem")), Instant.now()));
    SecretSealer sealing =
        new SecretSealer(
            new SealOptions(Scope.STRICT, "", false),
            () -> {
              change();
              return new RequestedNamespace("shop", false);
            });
    FileSealer files =
        new FileSealer(silent(), new DocumentSealer(sealing), Fingerprints.none(), true);

    assertThatThrownBy(() -> files.inPlace(List.of(file.toString()), List.of(), sealer, false))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(MESSAGE);
    assertThat(Files.readString(file)).isEqualTo(LATER);
  }

  private static Console silent() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Console(InputStream.nullInputStream(), nowhere, nowhere, Map.of(), false);
  }
}
