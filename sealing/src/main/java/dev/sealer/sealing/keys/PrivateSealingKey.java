package dev.sealer.sealing.keys;

import dev.sealer.gocompat.GoPem;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.PemBlocks;
import dev.sealer.secret.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;

/** A private key that opens sealed values, and the fingerprint that names it. */
public final class PrivateSealingKey {

  private static final String PKCS1 = "RSA PRIVATE KEY";
  private static final String PKCS8 = "PRIVATE KEY";
  private static final int BITS_PER_BYTE = 8;

  private final RSAPrivateCrtKey key;
  private final KeyFingerprint fingerprint;

  private PrivateSealingKey(RSAPrivateCrtKey key) {
    this.key = key;
    this.fingerprint = KeyFingerprint.of(key.getModulus(), key.getPublicExponent());
  }

  /** Takes a key that the JCA already holds. */
  public static PrivateSealingKey of(RSAPrivateCrtKey key) {
    return new PrivateSealingKey(key);
  }

  /**
   * Reads the first private key of PEM text, PKCS#1 or PKCS#8.
   *
   * @throws InvalidKeyMaterialException when there is none, it is encrypted, damaged or not RSA
   */
  public static PrivateSealingKey parse(SecretBytes pem) {
    List<GoPem.Block> blocks = pem.reveal(PemBlocks::read);
    try {
      return blocks.stream()
          .filter(block -> block.type().endsWith(PKCS8))
          .findFirst()
          .map(PrivateSealingKey::ofBlock)
          .orElseThrow(() ->
              new InvalidKeyMaterialException(
                  "no private key found: expected a PEM block RSA PRIVATE KEY or PRIVATE KEY"));
    } finally {
      blocks.forEach(block -> Arrays.fill(block.der(), (byte) 0));
    }
  }

  /** Names the key; equal to that of its certificate. */
  public KeyFingerprint fingerprint() {
    return fingerprint;
  }

  /** Size of the modulus in bytes, which is the length of the RSA blocks it opens. */
  public int modulusBytes() {
    return (key.getModulus().bitLength() + BITS_PER_BYTE - 1) / BITS_PER_BYTE;
  }

  /** Returns the key itself, for a private-key operation. */
  public RSAPrivateCrtKey jca() {
    return key;
  }

  /** Returns the key as PKCS#1 PEM, the form that the Sealed Secrets controller stores. */
  public SecretBytes toPem() {
    byte[] pkcs8 = key.getEncoded();
    byte[] pkcs1 = Pkcs1.unwrap(pkcs8);
    try {
      return SecretBytes.takeOver(GoPem.encode(PKCS1, pkcs1));
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
      Arrays.fill(pkcs1, (byte) 0);
    }
  }

  /** Returns the fingerprint, which is public. */
  @Override
  public String toString() {
    return "PrivateSealingKey[" + fingerprint + "]";
  }

  private static PrivateSealingKey ofBlock(GoPem.Block block) {
    if (block.isEncrypted() || block.type().startsWith("ENCRYPTED ")) {
      throw new InvalidKeyMaterialException(
          "the private key is encrypted: decrypt it first, for example with openssl rsa");
    }
    return switch (block.type()) {
      case PKCS1 -> ofPkcs8(Pkcs1.wrap(block.der()));
      case PKCS8 -> ofPkcs8(block.der().clone());
      default ->
          throw new InvalidKeyMaterialException(
              "the private key is of type " + block.type() + ": sealing needs an RSA key");
    };
  }

  private static PrivateSealingKey ofPkcs8(byte[] pkcs8) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      if (key instanceof RSAPrivateCrtKey rsa) {
        return new PrivateSealingKey(rsa);
      }
      throw new InvalidKeyMaterialException("the RSA private key lacks its prime factors");
    } catch (GeneralSecurityException e) {
      // The cause may quote key bytes, so it is not passed on.
      throw new InvalidKeyMaterialException("the private key is damaged or not an RSA key");
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }
}
