package dev.sealer.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecretBytesTest {

  private static final byte[] CANARY = "canary-5b1f".getBytes(StandardCharsets.UTF_8);

  @Test
  void keepsItsOwnCopy() {
    byte[] source = CANARY.clone();
    try (SecretBytes secret = SecretBytes.copyOf(source)) {
      source[0] = 'X';

      assertThat(secret.<byte[]>reveal(byte[]::clone)).isEqualTo(CANARY);
    }
  }

  @Test
  void wipesTheArrayItTookOver() {
    byte[] source = CANARY.clone();

    SecretBytes.takeOver(source).close();

    assertThat(source).containsOnly(0);
  }

  @Test
  void aCopyOutlivesTheOriginal() {
    SecretBytes original = SecretBytes.copyOf(CANARY);
    SecretBytes copy = original.copy();

    original.close();

    assertThat(copy.<byte[]>reveal(byte[]::clone)).isEqualTo(CANARY);
  }

  @Test
  void showsNothingOfTheSecret() {
    try (SecretBytes secret = SecretBytes.copyOf(CANARY)) {
      assertThat(secret.toString()).isEqualTo("SecretBytes[redacted]");
    }
  }

  @Test
  void matchesEqualBytesOnly() {
    try (SecretBytes one = SecretBytes.copyOf(CANARY);
        SecretBytes same = SecretBytes.ofUtf8("canary-5b1f");
        SecretBytes chars = SecretBytes.ofUtf8("canary-5b1f".toCharArray());
        SecretBytes longer = SecretBytes.ofUtf8("canary-5b1f ")) {
      assertThat(one.matches(same)).isTrue();
      assertThat(one.matches(chars)).isTrue();
      assertThat(one.matches(one)).isTrue();
      assertThat(one.matches(longer)).isFalse();
    }
  }

  @Test
  void refusesUseAfterClose() {
    SecretBytes secret = SecretBytes.copyOf(CANARY);
    secret.close();
    secret.close();

    assertThatThrownBy(secret::length).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(secret::copy).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> secret.<byte[]>reveal(byte[]::clone))
        .isInstanceOf(IllegalStateException.class);
  }
}
