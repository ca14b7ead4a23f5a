package dev.sealer.sealedsecrets.keys;

import dev.sealer.sealedsecrets.keys.plan.KeySet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names the Secret of the next sealing key after the newest one there is. Two processes that make a
 * key for the same reason choose the same name, so that only one of the two is stored; so does one
 * process whose first try got no answer. It looks like a name that the API server generates.
 */
final class SuccessorName {

  /** The letters of generated names; source: Kubernetes, {@code apimachinery/pkg/util/rand}. */
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private static final int LENGTH = 5;

  private SuccessorName() {}

  /**
   * Returns a name.
   *
   * @param present the keys, as the API server has them
   * @param taken how many names for this place are taken by Secrets that do not count
   */
  static String of(String prefix, KeySet present, int taken) {
    String newest = present.fingerprints().stream().findFirst().orElse("");
    byte[] hash = sha256(prefix + "\n" + newest + "\n" + taken);
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
