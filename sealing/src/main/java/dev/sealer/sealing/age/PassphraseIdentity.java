package dev.sealer.sealing.age;

import dev.sealer.secret.SecretBytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Opens what a {@link PassphraseRecipient} made. */
public final class PassphraseIdentity implements AgeIdentity {

  private final SecretBytes passphrase;

  /**
   * @param passphrase copied; the caller closes its own
   */
  public PassphraseIdentity(SecretBytes passphrase) {
    this.passphrase = passphrase.copy();
  }

  @Override
  public Optional<SecretBytes> unwrap(Stanza stanza) {
    if (!stanza.type().equals(PassphraseRecipient.STANZA_TYPE)) {
      return Optional.empty();
    }
    List<String> arguments = stanza.arguments();
    if (arguments.size() != 4) {
      throw new IllegalArgumentException("an argon2id stanza has four arguments");
    }
    byte[] salt = AgeHeader.unbase64(arguments.getFirst());
    if (salt.length != PassphraseRecipient.SALT_LENGTH) {
      throw new IllegalArgumentException("an argon2id salt has 16 bytes");
    }
    Argon2Cost cost =
        new Argon2Cost(
            number(arguments.get(1)), number(arguments.get(2)), number(arguments.get(3)));
    byte[] key = cost.derive(passphrase, salt);
    try {
      return AgePrimitives.unwrap(key, stanza.body());
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("an argon2id cost is not a number", e);
    }
  }

  @Override
  public void close() {
    passphrase.close();
  }
}
