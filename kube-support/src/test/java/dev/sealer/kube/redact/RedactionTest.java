package dev.sealer.kube.redact;

import static org.assertj.core.api.Assertions.assertThat;

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
        "hvs.canaryCAESIJ0123456789abcdef denied",
        "value Y2FuYXJ5canary9Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5 seen"
      })
  void masksWhatLooksLikeACredential(String text) {
    assertThat(Redaction.text(text)).doesNotContain("canary").contains("[redacted]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Secret ns/database updated",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b is not there",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "https://git.example.com/team/repo.git does not answer",
        "apps/v1 Deployment very-long-name-of-an-application-in-a-namespace-1234567890"
      })
  void leavesWhatPeopleNeed(String text) {
    assertThat(Redaction.text(text)).isEqualTo(text);
  }

  @Test
  void cutsAfterMasking() {
    assertThat(Redaction.text("x".repeat(2000), 1024)).hasSize(1024).endsWith("…");
  }
}
