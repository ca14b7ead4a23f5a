package dev.sealer.sealing.unseal;

import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.secret.SecretBytes;

/** The result of unsealing a value. */
public sealed interface UnsealResult {

  /** The value is open; the receiver closes it. */
  final class Unsealed implements UnsealResult, AutoCloseable {
    private final SecretBytes value;
    private final KeyFingerprint openedBy;

    Unsealed(SecretBytes value, KeyFingerprint openedBy) {
      this.value = value;
      this.openedBy = openedBy;
    }

    /** Returns the plaintext, which the receiver closes. */
    public SecretBytes value() {
      return value;
    }

    /** Returns the key that opened it: the hint for the next value of the same object. */
    public KeyFingerprint openedBy() {
      return openedBy;
    }

    /** Wipes the value. */
    @Override
    public void close() {
      value.close();
    }
  }

  /** No key opened it. That is all that is ever said: no reason, so no oracle. */
  record NotOpened() implements UnsealResult {}
}
