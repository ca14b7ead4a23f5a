package dev.sealer.externalsecrets.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodingTest {

  @ParameterizedTest
  @CsvSource({
    "NONE,aGk=,aGk=",
    "BASE64,aGk=,hi",
    "BASE64_URL,Pz8_,???",
    "AUTO,aGk=,hi",
    "AUTO,Pz8_,???",
    "AUTO,not base64,not base64",
    "AUTO,test1,test1"
  })
  void decodes(Decoding decoding, String encoded, String decoded) throws UnusableValueException {
    try (SecretBytes in = SecretBytes.ofUtf8(encoded);
        SecretBytes out = decoding.decode(in)) {
      assertThat(out.matches(SecretBytes.ofUtf8(decoded))).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"BASE64,aGk", "BASE64,Pz8_", "BASE64_URL,Pz8/", "BASE64,canary-51c!"})
  void refusesWhatGoRefusesAndDoesNotShowIt(Decoding decoding, String encoded) {
    try (SecretBytes in = SecretBytes.ofUtf8(encoded)) {
      assertThatThrownBy(() -> decoding.decode(in))
          .isInstanceOf(UnusableValueException.class)
          .hasMessageNotContaining(encoded);
    }
  }

  @Test
  void refusesANullByteOnlyWhereAsked() throws UnusableValueException {
    try (SecretBytes value = SecretBytes.copyOf(new byte[] {'a', 0, 'b'})) {
      NullBytePolicy.IGNORE.check(value);
      assertThatThrownBy(() -> NullBytePolicy.FAIL.check(value))
          .isInstanceOf(UnusableValueException.class)
          .hasMessageContaining("null byte");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DEFAULT,a/b c,a_b_c",
    "UNICODE,a/b,a_U002f_b",
    "DEFAULT,é,_",
    "UNICODE,😀,_U1f600_",
    "DEFAULT,a-b.c_d,a-b.c_d"
  })
  void convertsKeys(KeyConversion conversion, String name, String key) {
    assertThat(conversion.convert(name)).isEqualTo(key);
  }

  @Test
  void namesTheKeyThatTwoNamesCollideIn() {
    Map<String, SecretBytes> values =
        Map.of("a/b", SecretBytes.ofUtf8("1"), "a:b", SecretBytes.ofUtf8("2"));
    assertThatThrownBy(() -> KeyConversion.DEFAULT.convert(values))
        .isInstanceOf(UnusableValueException.class)
        .hasMessageContaining("collision")
        .hasMessageContaining("a_b");
  }

  @Test
  void refusesKeysThatTheApiServerRefuses() {
    for (String key : new String[] {"", "a b", "é", "a".repeat(254)}) {
      assertThatThrownBy(() -> KeyConversion.check(key)).isInstanceOf(UnusableValueException.class);
    }
  }

  @Test
  void skipsLineBreaksAsGoDoes() throws UnusableValueException {
    try (SecretBytes in = SecretBytes.ofUtf8("aG\r\nk=\n");
        SecretBytes out = Decoding.BASE64.decode(in)) {
      assertThat(out.matches(SecretBytes.ofUtf8("hi"))).isTrue();
    }
  }

  @Test
  void roundTripsAnyBytes() throws UnusableValueException {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String encoded = java.util.Base64.getEncoder().encodeToString(all);
    try (SecretBytes in = SecretBytes.copyOf(encoded.getBytes(StandardCharsets.US_ASCII));
        SecretBytes out = Decoding.BASE64.decode(in)) {
      assertThat(out.matches(SecretBytes.copyOf(all))).isTrue();
    }
  }
}
