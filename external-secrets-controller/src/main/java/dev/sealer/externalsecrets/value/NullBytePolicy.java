package dev.sealer.externalsecrets.value;

import dev.sealer.secret.SecretBytes;

/** {@code nullBytePolicy}. */
public enum NullBytePolicy {
  /** Take values as they are. */
  IGNORE,
  /** Refuse a value that holds the byte 0. */
  FAIL;

  /**
   * Checks a value.
   *
   * @throws UnusableValueException if it holds a byte that the policy refuses
   */
  public void check(SecretBytes value) throws UnusableValueException {
    if (this == FAIL && value.reveal(NullBytePolicy::holdsNull)) {
      throw new UnusableValueException(
          "the value contains a null byte, which nullBytePolicy: Fail refuses");
    }
  }

  private static boolean holdsNull(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }
}
