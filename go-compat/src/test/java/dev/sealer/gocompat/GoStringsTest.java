package dev.sealer.gocompat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every byte string has one text, and comes out of it again. */
class GoStringsTest {

  private static final int ROUNDS = 20_000;
  private static final byte[] INTERESTING = {
    'a',
    0,
    (byte) 0x80,
    (byte) 0xbf,
    (byte) 0xc2,
    (byte) 0xc3,
    (byte) 0xa9,
    (byte) 0xe0,
    (byte) 0xe4,
    (byte) 0xb8,
    (byte) 0x96,
    (byte) 0xed,
    (byte) 0xa0,
    (byte) 0xf0,
    (byte) 0x9f,
    (byte) 0x98,
    (byte) 0xf4,
    (byte) 0x90,
    (byte) 0xff,
    (byte) 0xfe
  };

  private final Random random = new Random(5);

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(9)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = INTERESTING[random.nextInt(INTERESTING.length)];
    }
    return bytes;
  }

  @Test
  void bytes_survive() {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = bytes();
      String text = GoStrings.fromBytes(bytes);

      assertThat(GoStrings.toBytes(text)).isEqualTo(bytes);
      assertThat(GoStrings.length(text)).isEqualTo(bytes.length);
      assertThat(GoStrings.canonical(text)).isEqualTo(text);
    }
  }

  @Test
  void well_formed_text_is_ordinary_text() {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = bytes();
      boolean wellFormed = true;
      try {
        CharBuffer ignored = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        assertThat(GoStrings.fromBytes(bytes)).isEqualTo(ignored.toString());
      } catch (CharacterCodingException e) {
        wellFormed = false;
      }
      assertThat(GoStrings.isPlain(GoStrings.fromBytes(bytes))).isEqualTo(wellFormed);
    }
  }

  @Test
  void parts_put_together_make_the_same_text_as_the_whole() {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = bytes();
      int cut = random.nextInt(bytes.length + 1);
      String whole = GoStrings.fromBytes(bytes);
      String head = GoStrings.slice(whole, 0, cut);
      String tail = GoStrings.slice(whole, cut, bytes.length);

      assertThat(GoStrings.toBytes(head)).isEqualTo(Arrays.copyOf(bytes, cut));
      assertThat(GoStrings.canonical(head + tail)).isEqualTo(whole);
    }
  }

  @Test
  void order_is_that_of_the_bytes() {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] left = bytes();
      byte[] right = bytes();

      assertThat(
              Integer.signum(
                  GoStrings.compare(GoStrings.fromBytes(left), GoStrings.fromBytes(right))))
          .isEqualTo(Integer.signum(Arrays.compareUnsigned(left, right)));
    }
  }

  @Test
  void stray_surrogates_of_java_become_the_replacement_character() {
    assertThat(GoStrings.canonical("a\ud800b")).isEqualTo("a\ufffdb");
    assertThat(GoStrings.toBytes("\udfff")).isEqualTo("\ufffd".getBytes(StandardCharsets.UTF_8));
  }
}
