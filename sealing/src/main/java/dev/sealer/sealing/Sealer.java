package dev.sealer.sealing;

import dev.sealer.secret.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Seals values for one certificate. Safe for use by several threads. */
public final class Sealer {

  private static final int SESSION_KEY_BYTES = 32;

  private final SealingCertificate certificate;
  private final Supplier<SecureRandom> random;

  /** Seals with the platform's default random source. */
  public Sealer(SealingCertificate certificate) {
    this(certificate, () -> RandomSource.RANDOM);
  }

  /**
   * Seals with {@code random}, which must be as strong as the keys: anyone who can predict it can
   * read what is sealed.
   */
  public Sealer(SealingCertificate certificate, SecureRandom random) {
    this(certificate, () -> random);
  }

  private Sealer(SealingCertificate certificate, Supplier<SecureRandom> random) {
    this.certificate = certificate;
    this.random = random;
  }

  /** Made when the first value is sealed, not when the certificate is known. */
  private static final class RandomSource {
    static final SecureRandom RANDOM = new SecureRandom();
  }

  /**
   * Makes what the first value would wait for: the JDK's providers, ciphers and random source. A
   * short-lived program calls it on a thread of its own while it reads its input; it has no other
   * effect.
   */
  public static void prepare() {
    byte[] key = new byte[SESSION_KEY_BYTES];
    RandomSource.RANDOM.nextBytes(key);
    encrypt(new byte[1], key);
    try {
      ItemCrypto.cipher(ItemCrypto.KEY_TRANSPORT);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot seal with RSA-OAEP", e);
    }
  }

  /** Returns the certificate this seals for. */
  public SealingCertificate certificate() {
    return certificate;
  }

  /**
   * Seals {@code value} under a fresh session key, so two calls never give the same item.
   *
   * @param value any bytes, empty included
   */
  public SealedItem seal(SecretBytes value, SealingLabel label) {
    byte[] sessionKey = new byte[SESSION_KEY_BYTES];
    SecureRandom source = random.get();
    source.nextBytes(sessionKey);
    try {
      Cipher transport = ItemCrypto.cipher(ItemCrypto.KEY_TRANSPORT);
      transport.init(Cipher.ENCRYPT_MODE, certificate.publicKey(), ItemCrypto.oaep(label), source);
      byte[] rsaBlock = transport.doFinal(sessionKey);
      return SealedItem.of(rsaBlock, value.reveal(plain -> encrypt(plain, sessionKey)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot seal with RSA-OAEP", e);
    } finally {
      Arrays.fill(sessionKey, (byte) 0);
    }
  }

  private static byte[] encrypt(byte[] plain, byte[] sessionKey) {
    try {
      Cipher bulk = ItemCrypto.cipher(ItemCrypto.BULK_CIPHER);
      bulk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(sessionKey, "AES"), ItemCrypto.gcm());
      return bulk.doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot seal with AES-GCM", e);
    }
  }
}
