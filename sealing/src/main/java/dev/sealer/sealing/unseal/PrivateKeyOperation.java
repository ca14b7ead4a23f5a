package dev.sealer.sealing.unseal;

import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.keys.PrivateSealingKey;

/**
 * The RSA private-key operation: RSA-OAEP decryption with SHA-256 for both hashes. Every
 * implementation gives the same result for the same block, and one indistinguishable failure.
 */
public interface PrivateKeyOperation {

  /** Returns which library serves, for the start-up line and the metric. */
  String provider();

  /** Prepares {@code key} for many operations. */
  Prepared prepare(PrivateSealingKey key);

  /** One key, ready; safe for use by several threads. */
  interface Prepared {

    /**
     * Opens {@code block}.
     *
     * @param block as long as the key's modulus
     * @return the message, a fresh array that the caller wipes
     * @throws UnwrapFailedException for whatever reason it does not open
     */
    byte[] decrypt(byte[] block, SealingLabel label) throws UnwrapFailedException;
  }

  /** Returns the fastest implementation that loads on this machine. */
  static PrivateKeyOperation fastest() {
    return CorrettoPrivateKeyOperation.load()
        .<PrivateKeyOperation>map(loaded -> loaded)
        .orElseGet(JdkPrivateKeyOperation::new);
  }
}
