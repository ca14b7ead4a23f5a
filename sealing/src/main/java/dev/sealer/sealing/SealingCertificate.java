package dev.sealer.sealing;

import dev.sealer.gocompat.GoPem;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that values are sealed for: an RSA public key and how long it should be used.
 *
 * <p>As in kubeseal, chain, subject, key usage and the start of validity are not checked: the
 * certificate is trusted because of where it was fetched. It is read field by field (RFC 5280
 * section 4.1), because the Sealed Secrets controller's certificates have an empty issuer, which
 * the JDK's parser refuses.
 */
public final class SealingCertificate {

  private static final String PEM_TYPE = "CERTIFICATE";
  private static final int MIN_KEY_BITS = 1024;

  private final byte[] der;
  private final RSAPublicKey publicKey;
  private final Instant notBefore;
  private final Instant notAfter;

  // Made when it is first asked for: a short run then does not wait for the JDK's digests while it
  // could read on. Two threads that ask at once make the same.
  private volatile @Nullable KeyFingerprint fingerprint;

  private SealingCertificate(byte[] der, RSAPublicKey publicKey, Instant from, Instant to) {
    this.der = der;
    this.publicKey = publicKey;
    this.notBefore = from;
    this.notAfter = to;
  }

  /**
   * Reads the first {@code CERTIFICATE} block of {@code pem}.
   *
   * @throws InvalidKeyMaterialException when there is none, it does not parse, its key is not RSA
   *     or has less than 1024 bits
   */
  public static SealingCertificate parse(byte[] pem) {
    return ofDer(
        PemBlocks.read(pem).stream()
            .filter(block -> block.type().equals(PEM_TYPE))
            .findFirst()
            .orElseThrow(() ->
                new InvalidKeyMaterialException(
                    "data does not contain any valid RSA or ECDSA certificates"))
            .der());
  }

  /**
   * Reads a certificate from its DER bytes, which are copied.
   *
   * @throws InvalidKeyMaterialException as {@link #parse}
   */
  public static SealingCertificate ofDer(byte[] der) {
    DerReader body = new DerReader(der).enter(DerReader.SEQUENCE).enter(DerReader.SEQUENCE);
    if (body.nextIs(DerReader.EXPLICIT_0)) {
      body.skip();
    }
    skipSerialNumberSignatureAndIssuer(body);
    DerReader validity = body.enter(DerReader.SEQUENCE);
    Instant from = validity.time();
    Instant to = validity.time();
    skipSubject(body);
    return new SealingCertificate(der.clone(), rsaKey(body.element()), from, to);
  }

  /** Names the key. */
  public KeyFingerprint fingerprint() {
    KeyFingerprint made = fingerprint;
    if (made == null) {
      made = KeyFingerprint.of(publicKey.getModulus(), publicKey.getPublicExponent());
      fingerprint = made;
    }
    return made;
  }

  /** Size of the modulus in bits. */
  public int keyBits() {
    return publicKey.getModulus().bitLength();
  }

  /** Start of validity; orders keys, and is not checked for sealing. */
  public Instant notBefore() {
    return notBefore;
  }

  /** Last instant of validity. */
  public Instant notAfter() {
    return notAfter;
  }

  /**
   * Returns whether sealing at {@code now} would use an expired certificate. Unsealing never asks.
   */
  public boolean isExpiredAt(Instant now) {
    return now.isAfter(notAfter);
  }

  /** Returns the key that seals. */
  public RSAPublicKey publicKey() {
    return publicKey;
  }

  /** Returns the certificate's DER bytes, a fresh array. */
  public byte[] der() {
    return der.clone();
  }

  /** Returns the certificate as PEM text with a final newline. */
  public String toPem() {
    return new String(GoPem.encode(PEM_TYPE, der), StandardCharsets.US_ASCII);
  }

  /** Returns the fingerprint, which is public. */
  @Override
  public String toString() {
    return "SealingCertificate[" + fingerprint() + "]";
  }

  private static void skipSerialNumberSignatureAndIssuer(DerReader body) {
    body.skip();
    body.skip();
    body.skip();
  }

  private static void skipSubject(DerReader body) {
    body.skip();
  }

  private static RSAPublicKey rsaKey(byte[] publicKeyInfo) {
    DerReader algorithm =
        new DerReader(publicKeyInfo).enter(DerReader.SEQUENCE).enter(DerReader.SEQUENCE);
    KeyAlgorithm found = KeyAlgorithm.ofIdentifier(algorithm.element());
    if (found != KeyAlgorithm.RSA) {
      throw new InvalidKeyMaterialException("expected RSA public key but found " + found.label());
    }
    RSAPublicKey key = RsaPublicKey.parse(publicKeyInfo);
    if (key.getModulus().bitLength() < MIN_KEY_BITS) {
      throw new InvalidKeyMaterialException(
          "the RSA key has %d bits, at least %d are needed"
              .formatted(key.getModulus().bitLength(), MIN_KEY_BITS));
    }
    return key;
  }
}
