package dev.sealer.externalsecrets.generator;

import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;

/** Makes a UUID of version 4 (RFC 9562) under the key {@code uuid}. */
final class UuidGenerator implements Generator.Local {

  private static final String KEY = "uuid";
  private static final int BYTES = 16;
  private static final int VERSION_AT = 6;
  private static final int VARIANT_AT = 8;

  /** The lengths of the groups of digits. */
  private static final int[] GROUPS = {8, 4, 4, 4, 12};

  @Override
  public Map<String, SecretBytes> generate(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    bytes[VERSION_AT] = (byte) ((bytes[VERSION_AT] & 0x0f) | 0x40);
    bytes[VARIANT_AT] = (byte) ((bytes[VARIANT_AT] & 0x3f) | 0x80);
    byte[] digits = PasswordEncoding.HEX.encode(bytes);
    byte[] text = new byte[digits.length + GROUPS.length - 1];
    int from = 0;
    int to = 0;
    for (int group : GROUPS) {
      if (to > 0) {
        text[to++] = '-';
      }
      System.arraycopy(digits, from, text, to, group);
      from += group;
      to += group;
    }
    Arrays.fill(bytes, (byte) 0);
    Arrays.fill(digits, (byte) 0);
    return Map.of(KEY, SecretBytes.takeOver(text));
  }
}
