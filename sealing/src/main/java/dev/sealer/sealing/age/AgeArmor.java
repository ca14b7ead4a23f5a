package dev.sealer.sealing.age;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;

/** The text form of an age file, {@code age --armor}: PEM with the type AGE ENCRYPTED FILE. */
final class AgeArmor {

  private static final byte[] BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----".getBytes(US_ASCII);
  private static final String END = "-----END AGE ENCRYPTED FILE-----";

  private AgeArmor() {}

  /**
   * Returns the binary form; of a file without armor the same bytes.
   *
   * @throws IllegalArgumentException when the armor is damaged
   */
  static byte[] strip(byte[] file) {
    if (file.length < BEGIN.length
        || !Arrays.equals(file, 0, BEGIN.length, BEGIN, 0, BEGIN.length)) {
      return file;
    }
    String text = new String(file, BEGIN.length, file.length - BEGIN.length, US_ASCII).strip();
    if (!text.endsWith(END)) {
      throw new IllegalArgumentException("the armor does not end");
    }
    String body = text.substring(0, text.length() - END.length()).replaceAll("\\r?\\n", "");
    return Base64.getDecoder().decode(body);
  }
}
