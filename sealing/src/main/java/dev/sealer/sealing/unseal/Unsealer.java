package dev.sealer.sealing.unseal;

import dev.sealer.sealing.ItemCrypto;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.keys.PrivateSealingKey;
import dev.sealer.sealing.unseal.UnsealResult.NotOpened;
import dev.sealer.sealing.unseal.UnsealResult.Unsealed;
import dev.sealer.secret.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Opens sealed values with the keys of one ring. The format does not say which key sealed a value,
 * so all keys of the right size are tried; a hint puts the likely one first. Safe for use by
 * several threads.
 */
public final class Unsealer {

  private final KeyRing ring;
  private final PrivateKeyOperation operation;
  private final Map<KeyFingerprint, PrivateKeyOperation.Prepared> prepared =
      new ConcurrentHashMap<>();

  /** Opens with {@code ring}, computing by {@code operation}. */
  public Unsealer(KeyRing ring, PrivateKeyOperation operation) {
    this.ring = ring;
    this.operation = operation;
  }

  /** Returns the keys this opens with. */
  public KeyRing ring() {
    return ring;
  }

  /**
   * Tries the keys on {@code item}.
   *
   * @param hint the key that opened a neighbour, tried first
   */
  public UnsealResult unseal(SealedItem item, SealingLabel label, @Nullable KeyFingerprint hint) {
    byte[] block = item.rsaBlock();
    for (PrivateSealingKey key : ring.startingWith(hint)) {
      if (key.modulusBytes() == block.length) {
        Optional<SecretBytes> value = tryKey(key, block, item, label);
        if (value.isPresent()) {
          return new Unsealed(value.get(), key.fingerprint());
        }
      }
    }
    return new NotOpened();
  }

  private Optional<SecretBytes> tryKey(
      PrivateSealingKey key, byte[] block, SealedItem item, SealingLabel label) {
    byte[] sessionKey = {};
    try {
      sessionKey =
          prepared
              .computeIfAbsent(key.fingerprint(), _ -> operation.prepare(key))
              .decrypt(block, label);
      Cipher bulk = Cipher.getInstance(ItemCrypto.BULK_CIPHER);
      bulk.init(Cipher.DECRYPT_MODE, new SecretKeySpec(sessionKey, "AES"), ItemCrypto.gcm());
      return Optional.of(SecretBytes.takeOver(bulk.doFinal(item.ciphertext())));
    } catch (UnwrapFailedException | GeneralSecurityException | IllegalArgumentException e) {
      // Wrong key, wrong label, damage: one answer. The last exception is an empty session key.
      return Optional.empty();
    } finally {
      Arrays.fill(sessionKey, (byte) 0);
    }
  }
}
