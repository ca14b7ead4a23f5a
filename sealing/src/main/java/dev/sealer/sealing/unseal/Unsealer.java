package dev.sealer.sealing.unseal;

import dev.sealer.sealing.ItemCrypto;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.keys.PrivateSealingKey;
import dev.sealer.sealing.model.DataKeyErrors;
import dev.sealer.sealing.model.SealedSecretContent;
import dev.sealer.sealing.unseal.UnsealResult.NotOpened;
import dev.sealer.sealing.unseal.UnsealResult.Unsealed;
import dev.sealer.secret.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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

  /** The values of a SealedSecret, or why there are none. */
  public sealed interface ValuesResult {

    /** Every value, by data key. The receiver must close them. */
    record AllUnsealed(Map<String, UnsealResult.Unsealed> values) implements ValuesResult {}

    /**
     * At least one value could not be unsealed.
     *
     * @param hasMalformed whether one of them is not a sealed value
     * @param firstNotOpened the first that no key opens; empty if all of them are malformed
     */
    record Failed(DataKeyErrors errors, boolean hasMalformed, Optional<SealedItem> firstNotOpened)
        implements ValuesResult {}
  }

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

  /**
   * Unseals every value of a SealedSecret, or none, in the order of their data keys.
   *
   * @param hint the key to try first; null for none
   * @param malformed the message about a value that is not a sealed value
   */
  public ValuesResult unsealAll(
      SealedSecretContent object,
      @Nullable KeyFingerprint hint,
      Function<ParsedItem.Malformed, String> malformed) {
    Map<String, UnsealResult.Unsealed> values = new TreeMap<>();
    DataKeyErrors errors = new DataKeyErrors();
    boolean hasMalformed = false;
    SealedItem firstNotOpened = null;
    KeyFingerprint likely = hint;
    for (Map.Entry<String, String> value : object.sealedValues().entrySet()) {
      switch (SealedItem.parseBase64(value.getValue())) {
        case ParsedItem.Malformed problem -> {
          errors.add(value.getKey(), malformed.apply(problem));
          hasMalformed = true;
        }
        case ParsedItem.Parsed(SealedItem item) -> {
          switch (unseal(item, object.id().labelToTry(), likely)) {
            case UnsealResult.Unsealed unsealed -> {
              values.put(value.getKey(), unsealed);
              likely = unsealed.openedBy();
            }
            case UnsealResult.NotOpened _ -> {
              errors.add(value.getKey(), DataKeyErrors.NO_KEY);
              firstNotOpened = firstNotOpened == null ? item : firstNotOpened;
            }
          }
        }
      }
    }
    if (errors.isEmpty()) {
      return new ValuesResult.AllUnsealed(values);
    }
    values.values().forEach(UnsealResult.Unsealed::close);
    return new ValuesResult.Failed(errors, hasMalformed, Optional.ofNullable(firstNotOpened));
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
