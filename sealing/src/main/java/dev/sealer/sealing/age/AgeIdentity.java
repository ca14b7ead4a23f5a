package dev.sealer.sealing.age;

import dev.sealer.secret.SecretBytes;
import java.util.Optional;

/** A key that decrypts age files. */
public sealed interface AgeIdentity extends AutoCloseable
    permits X25519Identity, PassphraseIdentity {

  /**
   * Returns the file key, if {@code stanza} was made for this identity.
   *
   * @throws IllegalArgumentException when the stanza is of this identity's type but malformed
   */
  Optional<SecretBytes> unwrap(Stanza stanza);

  /** Wipes the secret. */
  @Override
  void close();
}
