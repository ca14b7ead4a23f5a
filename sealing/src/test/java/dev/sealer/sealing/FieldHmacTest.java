package dev.sealer.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class FieldHmacTest {

  private final byte[] key = key();

  @Test
  void fieldsAreNotConcatenated() {
    FieldHmac mac = new FieldHmac(key);

    assertThat(mac.start("ab", "c").finish()).isNotEqualTo(mac.start("a", "bc").finish());
    assertThat(mac.start("ab").finish()).isNotEqualTo(mac.start("ab", "").finish());
  }

  @Test
  void theSameFieldsHaveTheSameHmacHoweverTheyAreAdded() {
    FieldHmac mac = new FieldHmac(key);
    byte[] expected = mac.start("a", "b").finish();

    assertThat(mac.start("a").add("b").finish()).isEqualTo(expected);
    assertThat(mac.start("a").add("b".getBytes(StandardCharsets.UTF_8)).finish())
        .isEqualTo(expected);
    assertThat(new FieldHmac(key).start("a", "b").finish()).isEqualTo(expected);
    assertThat(new FieldHmac(key()).start("a", "b").finish()).isNotEqualTo(expected);
  }

  @Test
  void aListThatWasNotFinishedIsDropped() {
    FieldHmac mac = new FieldHmac(key);
    byte[] expected = mac.start("a").finish();

    mac.start("unfinished");

    assertThat(mac.start("a").finish()).isEqualTo(expected);
  }

  private static byte[] key() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
