package dev.sealer.cli.backup;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.backup.BackedUpKey;
import dev.sealer.sealing.backup.KeyBackup;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.unseal.JdkPrivateKeyOperation;
import dev.sealer.sealing.unseal.UnsealResult;
import dev.sealer.sealing.unseal.Unsealer;
import dev.sealer.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.List;

/** Proves each key by use: what its certificate seals, its private key opens. */
public final class KeyProof {

  private static final int BYTES = 32;
  private static final SealingLabel LABEL = Scope.STRICT.label("backup", "proof");

  private KeyProof() {}

  /**
   * Seals and opens a random value with each key.
   *
   * @throws CommandFailure names the first that does not work
   */
  public static void require(KeyBackup backup) {
    for (BackedUpKey key : backup.keys()) {
      if (!works(key)) {
        throw new CommandFailure(
            "key %s (%s) does not unseal what its certificate seals; use an older backup as well"
                .formatted(key.name(), key.fingerprint().value()));
      }
    }
  }

  private static boolean works(BackedUpKey key) {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    try (SecretBytes value = SecretBytes.takeOver(random)) {
      SealedItem item = new Sealer(key.pair().certificate()).seal(value, LABEL);
      Unsealer unsealer =
          new Unsealer(KeyRing.of(List.of(key.pair().key())), new JdkPrivateKeyOperation());
      if (!(unsealer.unseal(item, LABEL, null) instanceof UnsealResult.Unsealed opened)) {
        return false;
      }
      try (opened) {
        return opened.value().matches(value);
      }
    }
  }
}
