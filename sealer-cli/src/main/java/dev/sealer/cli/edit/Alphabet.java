package dev.sealer.cli.edit;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;

/** The characters that a generated value is made of, each as likely as the others. */
public final class Alphabet {
  /** The longest value that is made. */
  public static final int MAX_LENGTH = 65_536;

  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String DIGITS = "0123456789";
  private static final Map<String, String> NAMED =
      Map.of(
          "alphanumeric", UPPER + LOWER + DIGITS,
          "letters", UPPER + LOWER,
          "digits", DIGITS,
          "hex", DIGITS + "abcdef",
          "base64url", UPPER + LOWER + DIGITS + "-_",
          "ascii", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" + UPPER + LOWER + DIGITS);

  private final char[] characters;

  private Alphabet(char[] characters) {
    this.characters = characters;
  }

  /**
   * Returns the alphabet of that name, or of those characters.
   *
   * @throws CommandFailure when there are fewer than two characters, or one twice
   */
  public static Alphabet of(String nameOrCharacters) {
    char[] characters = NAMED.getOrDefault(nameOrCharacters, nameOrCharacters).toCharArray();
    char[] sorted = characters.clone();
    Arrays.sort(sorted);
    boolean repeated = false;
    for (int i = 1; i < sorted.length; i++) {
      repeated |= sorted[i] == sorted[i - 1];
    }
    if (characters.length < 2 || repeated) {
      throw new CommandFailure(
          "--alphabet: give alphanumeric, letters, digits, hex, base64url or ascii, or two and more"
              + " different characters");
    }
    return new Alphabet(characters);
  }

  /**
   * Returns a new value.
   *
   * @param length in characters, from 1 to {@link #MAX_LENGTH}
   */
  public SecretBytes generate(int length, SecureRandom random) {
    if (length < 1 || length > MAX_LENGTH) {
      throw new CommandFailure("--length " + length + ": use 1 to " + MAX_LENGTH);
    }
    char[] value = new char[length];
    for (int i = 0; i < length; i++) {
      value[i] = characters[random.nextInt(characters.length)];
    }
    try {
      return SecretBytes.ofUtf8(value);
    } finally {
      Arrays.fill(value, '\0');
    }
  }
}
