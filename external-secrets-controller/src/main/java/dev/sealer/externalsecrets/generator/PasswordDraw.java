package dev.sealer.externalsecrets.generator;

import dev.sealer.externalsecrets.value.UnusableValueException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/** The characters of one password while it is made. Wiped on close. */
final class PasswordDraw implements AutoCloseable {

  private final SecureRandom random;
  private final boolean repeats;
  private final int[] drawn;
  private int size;

  /**
   * Has drawn nothing.
   *
   * @param repeats whether a character may be drawn more than once
   */
  PasswordDraw(int length, boolean repeats, SecureRandom random) {
    this.random = random;
    this.repeats = repeats;
    this.drawn = new int[length];
  }

  /**
   * Draws {@code count} characters.
   *
   * @param field states how many, for the message
   */
  void draw(String alphabet, int count, String field) throws UnusableValueException {
    int[] left = alphabet.codePoints().distinct().filter(c -> repeats || !isDrawn(c)).toArray();
    if (count > (repeats && left.length > 0 ? Integer.MAX_VALUE : left.length)) {
      throw new UnusableValueException(
          field
              + ": wants "
              + count
              + " characters, and there are only "
              + left.length
              + "; set spec.allowRepeat, or want fewer");
    }
    int available = left.length;
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(available);
      drawn[size++] = left[at];
      if (!repeats) {
        left[at] = left[--available];
      }
    }
    Arrays.fill(left, 0);
  }

  private boolean isDrawn(int character) {
    return Arrays.stream(drawn, 0, size).anyMatch(c -> c == character);
  }

  /** Puts the characters into a random order, each order as likely as any other. */
  void shuffle() {
    for (int i = size - 1; i > 0; i--) {
      int at = random.nextInt(i + 1);
      int character = drawn[i];
      drawn[i] = drawn[at];
      drawn[at] = character;
    }
  }

  /** Returns the characters as UTF-8. The caller must wipe them. */
  byte[] utf8() {
    char[] text = new char[2 * size];
    int length = 0;
    for (int i = 0; i < size; i++) {
      length += Character.toChars(drawn[i], text, length);
    }
    // A buffer of our own can be wiped; no character takes more than three bytes for each char.
    byte[] encoded = new byte[3 * length];
    ByteBuffer target = ByteBuffer.wrap(encoded);
    CoderResult result =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .encode(CharBuffer.wrap(text, 0, length), target, true);
    byte[] bytes = Arrays.copyOf(encoded, target.position());
    Arrays.fill(text, '\0');
    Arrays.fill(encoded, (byte) 0);
    if (!result.isUnderflow()) {
      throw new IllegalStateException("characters do not fit into three bytes each");
    }
    return bytes;
  }

  @Override
  public void close() {
    Arrays.fill(drawn, 0);
  }
}
