package dev.sealer.sealing.unseal;

import dev.sealer.sealing.ItemCrypto;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.keys.KeyRing;
import dev.sealer.sealing.keys.PrivateSealingKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Finds which key sealed a value, whatever namespace and name it was sealed for. It proves that
 * holders of the keys can read a value whose place is not written next to it; it gives the value to
 * nobody. Not for a service: to others the answer would be an oracle, and its time depends on the
 * input.
 *
 * <p>The label only enters OAEP as a hash to compare (RFC 8017 section 7.1.2, step 3g), so the rest
 * of the encoding can be read without it.
 */
public final class AnyLabelUnsealer {

  private static final String RAW_RSA = "RSA/ECB/NoPadding";
  private static final int HASH = 32;

  private final KeyRing ring;

  /** Tries the keys of {@code ring}, in its order. */
  public AnyLabelUnsealer(KeyRing ring) {
    this.ring = ring;
  }

  /**
   * The key and label of a value.
   *
   * @param key that it was sealed with
   * @param labelHash SHA-256 of the label that it was sealed for, in hex digits
   */
  public record Opener(KeyFingerprint key, String labelHash) {

    /** Returns whether the value was sealed for this label. */
    public boolean sealedFor(SealingLabel label) {
      return labelHash.equals(hash(label));
    }
  }

  /** Returns the hash that identifies a label inside a value. */
  public static String hash(SealingLabel label) {
    return HexFormat.of().formatHex(sha256().digest(label.bytes()));
  }

  /** Returns the key that opens {@code item} under whatever label. */
  public Optional<Opener> openerOf(SealedItem item) {
    byte[] block = item.rsaBlock();
    return ring.startingWith(null).stream()
        .filter(key -> key.modulusBytes() == block.length)
        .flatMap(key -> open(key, block, item.ciphertext()).stream())
        .findFirst();
  }

  private static Optional<Opener> open(PrivateSealingKey key, byte[] block, byte[] ciphertext) {
    byte[] encoded = {};
    byte[] sessionKey = {};
    byte[] value = {};
    try {
      Cipher rsa = Cipher.getInstance(RAW_RSA);
      rsa.init(Cipher.DECRYPT_MODE, key.jca());
      encoded = rsa.doFinal(block);
      sessionKey = message(encoded);
      if (sessionKey.length == 0) {
        return Optional.empty();
      }
      Cipher bulk = Cipher.getInstance(ItemCrypto.BULK_CIPHER);
      bulk.init(Cipher.DECRYPT_MODE, new SecretKeySpec(sessionKey, "AES"), ItemCrypto.gcm());
      value = bulk.doFinal(ciphertext);
      String labelHash = HexFormat.of().formatHex(encoded, 1 + HASH, 1 + 2 * HASH);
      return Optional.of(new Opener(key.fingerprint(), labelHash));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    } finally {
      Arrays.fill(encoded, (byte) 0);
      Arrays.fill(sessionKey, (byte) 0);
      Arrays.fill(value, (byte) 0);
    }
  }

  /** Returns the message inside an OAEP encoding; empty when it is none. Unmasks in place. */
  private static byte[] message(byte[] encoded) {
    int database = 1 + HASH;
    if (encoded.length < database + HASH + 2 || encoded[0] != 0) {
      return new byte[0];
    }
    unmask(encoded, 1, database, database, encoded.length);
    unmask(encoded, database, encoded.length, 1, database);
    int at = database + HASH;
    while (at < encoded.length && encoded[at] == 0) {
      at++;
    }
    return at == encoded.length || encoded[at] != 1
        ? new byte[0]
        : Arrays.copyOfRange(encoded, at + 1, encoded.length);
  }

  /** XORs a range with MGF1 (SHA-256) of another. */
  private static void unmask(byte[] bytes, int from, int to, int seedFrom, int seedTo) {
    MessageDigest sha256 = sha256();
    for (int counter = 0; from + counter * HASH < to; counter++) {
      sha256.update(bytes, seedFrom, seedTo - seedFrom);
      byte[] mask = sha256.digest(new byte[] {0, 0, (byte) (counter >>> 8), (byte) counter});
      for (int i = 0; i < HASH && from + counter * HASH + i < to; i++) {
        bytes[from + counter * HASH + i] ^= mask[i];
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
