package dev.sealer.sealing.age;

import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/**
 * Encrypts to a passphrase with Argon2id.
 *
 * <p>The stanza is {@code -> sealer.dev/argon2id SALT MEMORY_KIB ITERATIONS LANES}, its body the
 * file key under ChaCha20-Poly1305 (zero nonce) with the Argon2id output as key. age itself has
 * scrypt for passphrases and skips a stanza it does not know.
 *
 * @param passphrase the caller must close it
 * @param cost what a guess costs
 */
public record PassphraseRecipient(SecretBytes passphrase, Argon2Cost cost) implements AgeRecipient {

  /** The name of a passphrase in {@link AgeFile#stanzaTypes}. */
  public static final String STANZA_TYPE = "sealer.dev/argon2id";

  static final int SALT_LENGTH = 16;

  @Override
  public Stanza wrap(SecretBytes fileKey, SecureRandom random) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    byte[] key = cost.derive(passphrase, salt);
    try {
      List<String> arguments =
          List.of(
              AgeHeader.base64(salt),
              Integer.toString(cost.memoryKiB()),
              Integer.toString(cost.iterations()),
              Integer.toString(cost.lanes()));
      return new Stanza(STANZA_TYPE, arguments, AgePrimitives.wrap(key, fileKey));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
