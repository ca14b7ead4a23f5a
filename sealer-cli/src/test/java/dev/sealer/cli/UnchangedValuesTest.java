package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.cli.Calls.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that did not change keep their ciphertext, where this machine can know it. */
final class UnchangedValuesTest {
  private final String canary = "canary-" + UUID.randomUUID();

  @TempDir private Path folder = Path.of("");
  private String sealed = "";

  @BeforeEach
  void seal() {
    Calls.writeKeys(folder);
    sealed = path("db.yaml");
    assertThat(call(secret(canary), "seal", "--cert", path("cert.pem"), "-w", sealed))
        .isEqualTo(new Outcome(0, "", ""));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Outcome call(String input, String... line) {
    return Calls.sealer(Map.of("XDG_STATE_HOME", path("state")), input, line);
  }

  private static String secret(String value) {
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: db, namespace: shop}
    stringData: {password: %s, user: admin}
    """
        .formatted(value);
  }

  private String text() throws IOException {
    return Files.readString(Path.of(sealed));
  }

  private Outcome reseal(String input, String verb) {
    return switch (verb) {
      case "seal" -> call(input, "seal", "--cert", path("cert.pem"), "-w", sealed);
      case "merge" -> call(input, "merge", "--cert", path("cert.pem"), sealed);
      default -> call(input, "set", "--cert", path("cert.pem"), sealed, "password");
    };
  }

  @Test
  void sealSetAndMergeKeepWhatDidNotChange() throws IOException {
    String before = text();
    assertThat(reseal(secret(canary), "seal")).isEqualTo(new Outcome(0, "", ""));
    assertThat(reseal(secret(canary), "merge")).isEqualTo(new Outcome(0, "", ""));
    assertThat(reseal(canary, "set")).isEqualTo(new Outcome(0, "", ""));
    assertThat(text()).isEqualTo(before);
    assertThat(reseal(secret("new-" + canary), "merge")).isEqualTo(new Outcome(0, "", ""));
    assertThat(text().lines().filter(line -> !before.contains(line)))
        .singleElement()
        .asString()
        .startsWith("    password: ");
  }

  @Test
  void whatWentToStandardOutputIsKnownToo() throws IOException {
    Outcome out = call(secret(canary), "seal", "--cert", path("cert.pem"));
    Files.writeString(Path.of(sealed), out.out());
    assertThat(reseal(canary, "set")).isEqualTo(new Outcome(0, "", ""));
    assertThat(text()).isEqualTo(out.out());
  }

  @Test
  void resealGivesFreshCiphertext() throws IOException {
    String before = text();
    call(secret(canary), "merge", "--reseal", "--cert", path("cert.pem"), sealed);
    assertThat(text().lines().filter(line -> !before.contains(line))).hasSize(2);
  }

  @Test
  void withoutARecordTheCommandSaysSoAndSealsAnew() throws IOException {
    String before = text();
    Outcome elsewhere =
        Calls.sealer(
            Map.of("XDG_STATE_HOME", path("other")),
            secret(canary),
            "seal",
            "--cert",
            path("cert.pem"),
            "-w",
            sealed);
    assertThat(elsewhere.exitCode()).isZero();
    assertThat(elsewhere.err())
        .isEqualTo(
            "note: "
                + sealed
                + ": re-encrypted because this machine has no fingerprint of the existing value:"
                + " password, user\n");
    assertThat(text()).isNotEqualTo(before);
    Outcome homeless = Calls.sealer(canary, "set", "--cert", path("cert.pem"), sealed, "password");
    assertThat(homeless.err()).contains("no fingerprint", "XDG_STATE_HOME").doesNotContain(canary);
  }

  @Test
  void ciphertextThatSomebodyChangedIsNotTrusted() throws IOException {
    Outcome foreign =
        Calls.sealer(
            "chosen by another", "raw", "-n", "shop", "--name", "db", "--cert", path("cert.pem"));
    String tampered = text().replaceFirst("password: .*", "password: " + foreign.out().strip());
    Files.writeString(Path.of(sealed), tampered);
    assertThat(reseal(secret(canary), "seal").err())
        .contains("no fingerprint")
        .contains("password");
    assertThat(text()).doesNotContain(foreign.out().strip());
  }

  @Test
  void anotherCertificateSealsAnew() throws IOException {
    Calls.writeOtherCertificate(folder.resolve("new.pem"));
    Outcome renewed = call(secret(canary), "seal", "--cert", path("new.pem"), "-w", sealed);
    assertThat(renewed.err())
        .isEqualTo(
            "note: "
                + sealed
                + ": re-encrypted unchanged values for the new certificate: password, user\n");
  }
}
