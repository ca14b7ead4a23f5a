package dev.sealer.sealedsecrets.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names the Secret of the next sealing key after the newest one there is. Two processes that make a
 * key for the same reason choose the same name, so that only one of the two is stored; so does one
 * process whose first try got no answer. It looks like a name that the API server generates.
 *
 * <p>A key without a predecessor has a random name, so that a backup of earlier keys is restored
 * next to it, not over it.
 */
final class SuccessorName {

  /** The letters of generated names; source: Kubernetes, {@code apimachinery/pkg/util/rand}. */
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private static final int LENGTH = 5;

  private SuccessorName() {}

  /**
   * Returns a name.
   *
   * @param origin what the name follows from: the newest key's fingerprint, or chance
   * @param taken how many names for this place are taken by Secrets that do not count
   */
  static String of(String prefix, String origin, int taken) {
    byte[] hash = sha256(prefix + "\n" + origin + "\n" + taken);
    StringBuilder name = new StringBuilder(prefix);
    for (int i = 0; i < LENGTH; i++) {
      name.append(LETTERS.charAt(Byte.toUnsignedInt(hash[i]) % LETTERS.length()));
    }
    return name.toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
