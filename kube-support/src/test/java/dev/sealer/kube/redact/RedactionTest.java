package dev.sealer.kube.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.secret.SecretBytes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key:\n-----BEGIN RSA PRIVATE KEY-----\ncanary\n-----END RSA PRIVATE KEY-----\nend",
        "cut off -----BEGIN PRIVATE KEY-----\ncanary",
        "Authorization: Bearer canary-12345678",
        "basic canarycanary",
        "clone https://user:canary@git.example.com/repo failed",
        "got eyJcanary.eyJzdWIiOiJ4In0.c2ln",
        "token ghp_canary1234567890123456 expired",
        "hvs.canaryCAESIJ0123456789abcdef denied"
      })
  void masksWhatSaysThatItIsACredential(String text) {
    assertThat(Redaction.text(text)).doesNotContain("canary").contains("[redacted]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Secret ns/database updated",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b is not there",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "https://git.example.com/team/repo.git does not answer",
        "current SHA256:mVPwvezndPv/ARoIadVY98vAC0g+P/5633yTC4d/wXE",
        "-----BEGIN CERTIFICATE-----\nMIIDazCCAlOgAwIBAgIUX1canary\n-----END CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAw\n-----END PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----",
        "/var/lib/Sealer/Overlays/Production2/AVeryLongDirectoryNameForATeam/File1.yaml",
        "no key could decrypt secret (DATABASE_Password_Of_The_Payments_Service_In_Production_2)",
        "apps/v1 Deployment very-long-name-of-an-application-in-a-namespace-1234567890"
      })
  void leavesWhatPeopleNeed(String text) {
    assertThat(Redaction.text(text)).isEqualTo(text);
  }

  private static Map<String, String> forms(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("raw", value);
    forms.put("base64", Base64.getEncoder().encodeToString(bytes));
    forms.put("base64 of a URL", Base64.getUrlEncoder().encodeToString(bytes));
    forms.put("hex", HexFormat.of().formatHex(bytes));
    forms.put("URL", URLEncoder.encode(value, StandardCharsets.UTF_8));
    forms.put("JSON", value.replace("\"", "\\\""));
    return forms;
  }

  @Test
  void masksKnownValuesInEveryFormWhileTheirOperationRuns() {
    String value = "it is " + UUID.randomUUID() + "+\"/x";
    try (SecretBytes secret = SecretBytes.ofUtf8(value)) {
      try (KnownSecrets.Registration _ = KnownSecrets.during(Map.of("key", secret))) {
        forms(value)
            .forEach((form, text) ->
                assertThat(Redaction.text("refused: " + text + " of password"))
                    .as(form)
                    .startsWith("refused: [redacted]")
                    .endsWith(" of password")
                    .doesNotContain(text));
      }
    }
    assertThat(Redaction.text("a " + value)).isEqualTo("a " + value);
  }

  /** Else a tenant could guess at another one's values, and see which guess is masked. */
  @Test
  void valuesOfAnotherThreadMaskNothing() throws InterruptedException {
    String value = "canary-" + UUID.randomUUID();
    List<String> said = new CopyOnWriteArrayList<>();
    try (SecretBytes secret = SecretBytes.ofUtf8(value);
        KnownSecrets.Registration _ = KnownSecrets.during(Map.of("key", secret))) {
      Thread.ofVirtual().start(() -> said.add(Redaction.text("is it " + value))).join();
    }
    assertThat(said).containsExactly("is it " + value);
  }

  @Test
  void innerOperationsMaskTheValuesOfOuterOnesToo() {
    try (SecretBytes outer = SecretBytes.ofUtf8("outer-canary");
        SecretBytes inner = SecretBytes.ofUtf8("inner-canary");
        KnownSecrets.Registration _ = KnownSecrets.during(Map.of("a", outer))) {
      try (KnownSecrets.Registration _ = KnownSecrets.during(Map.of("b", inner))) {
        assertThat(Redaction.text("outer-canary, inner-canary"))
            .isEqualTo("[redacted], [redacted]");
      }
      assertThat(Redaction.text("outer-canary, inner-canary"))
          .isEqualTo("[redacted], inner-canary");
    }
  }

  @Test
  void shortValuesMaskNoWords() {
    try (SecretBytes secret = SecretBytes.ofUtf8("db");
        KnownSecrets.Registration _ = KnownSecrets.during(Map.of("key", secret))) {
      assertThat(Redaction.text("Secret shop/db updated")).isEqualTo("Secret shop/db updated");
    }
  }

  @Test
  void aValueThatIsAKeysNameMasksNoKey() {
    try (SecretBytes secret = SecretBytes.ofUtf8("password");
        KnownSecrets.Registration _ = KnownSecrets.during(Map.of("password", secret))) {
      assertThat(Redaction.text("data.password: refused")).isEqualTo("data.password: refused");
    }
  }

  @Test
  void cutsAfterMasking() {
    assertThat(Redaction.text("x".repeat(2000), 1024)).hasSize(1024).endsWith("…");
  }
}
