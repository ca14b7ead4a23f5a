package dev.sealer.sealing.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.TestKeys;
import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateSealingKeyTest {

  @ParameterizedTest
  @ValueSource(strings = {"rsa2048", "rsa4096"})
  void readsPkcs1AndPkcs8Alike(String key) {
    PrivateSealingKey pkcs1 = parse(TestKeys.text("test-only-" + key + ".key.pem"));
    PrivateSealingKey pkcs8 = parse(TestKeys.text("test-only-" + key + ".pkcs8.pem"));

    assertThat(pkcs8.fingerprint()).isEqualTo(pkcs1.fingerprint());
    assertThat(pkcs8.jca()).isEqualTo(pkcs1.jca());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa2048", "rsa4096"})
  void writesWhatOpensslWrote(String key) {
    PrivateSealingKey read = parse(TestKeys.text("test-only-" + key + ".pkcs8.pem"));

    try (SecretBytes pem = read.toPem()) {
      assertThat(pem.<String>reveal(bytes -> new String(bytes, StandardCharsets.US_ASCII)))
          .isEqualTo(TestKeys.text("test-only-" + key + ".key.pem"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "test-only-ec.key.pem, the private key is of type EC PRIVATE KEY: sealing needs an RSA key",
    "test-only-ec.pkcs8.pem, the private key is damaged or not an RSA key",
    "test-only-encrypted.key.pem, the private key is encrypted",
    "test-only-rsa2048.crt.pem, no private key found",
  })
  void refusesOtherKeysWithAReason(String file, String message) {
    assertThatThrownBy(() -> parse(TestKeys.text(file)))
        .isInstanceOf(InvalidKeyMaterialException.class)
        .hasMessageContaining(message)
        .hasNoCause();
  }

  @Property(tries = 200)
  void aDamagedKeyIsRefusedOrStillAKeyAndNeverQuoted(
      @ForAll @IntRange(min = 40, max = 1600) int position) {
    char[] text = TestKeys.text("test-only-rsa2048.key.pem").toCharArray();
    text[position] = text[position] == 'A' ? 'B' : 'A';

    try {
      parse(new String(text));
    } catch (InvalidKeyMaterialException refused) {
      assertThat(refused.getMessage()).hasSizeLessThan(120);
    }
  }

  @Test
  void aKeyAndTheCertificateOfAnotherAreRefused() {
    assertThatThrownBy(
            () -> new SealingKeyPair(TestKeys.RSA_2048.key(), TestKeys.RSA_4096.certificate()))
        .isInstanceOf(InvalidKeyMaterialException.class)
        .hasMessageContaining(TestKeys.RSA_2048.fingerprint().value())
        .hasMessageContaining(TestKeys.RSA_4096.fingerprint().value());
  }

  private static PrivateSealingKey parse(String pem) {
    try (SecretBytes secret = SecretBytes.ofUtf8(pem)) {
      return PrivateSealingKey.parse(secret);
    }
  }
}
