package dev.sealer.sealing.age;

import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;

/** Someone an age file can be encrypted to. */
public sealed interface AgeRecipient permits X25519Recipient, PassphraseRecipient {

  /**
   * Wraps the file key for this recipient.
   *
   * @param fileKey 16 bytes, stays the caller's
   */
  Stanza wrap(SecretBytes fileKey, SecureRandom random);
}
