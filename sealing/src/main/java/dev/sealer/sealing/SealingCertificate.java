package dev.sealer.sealing;

import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/**
 * The certificate that values are sealed for: an RSA public key and how long it should be used.
 *
 * <p>As with the peer, chain, subject, key usage and the start of validity are not checked: the
 * certificate is trusted because of where it was fetched.
 */
public final class SealingCertificate {

  private static final int MIN_KEY_BITS = 1024;

  private final X509Certificate certificate;
  private final RSAPublicKey publicKey;
  private final KeyFingerprint fingerprint;

  private SealingCertificate(X509Certificate certificate, RSAPublicKey publicKey) {
    this.certificate = certificate;
    this.publicKey = publicKey;
    this.fingerprint = KeyFingerprint.of(publicKey.getModulus(), publicKey.getPublicExponent());
  }

  /**
   * Reads the first {@code CERTIFICATE} block of {@code pem}.
   *
   * @throws InvalidKeyMaterialException when there is none, it does not parse or is not RSA
   */
  public static SealingCertificate parse(byte[] pem) {
    byte[] der =
        Pem.blocks(pem).stream()
            .filter(block -> block.type().equals("CERTIFICATE"))
            .findFirst()
            .orElseThrow(() ->
                new InvalidKeyMaterialException(
                    "data does not contain any valid RSA or ECDSA certificates"))
            .der();
    try {
      return of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der)));
    } catch (CertificateException e) {
      throw new InvalidKeyMaterialException("the CERTIFICATE block is not an X.509 certificate");
    }
  }

  /**
   * Takes a certificate that was parsed elsewhere.
   *
   * @throws InvalidKeyMaterialException when its key is not RSA or below 1024 bits
   */
  public static SealingCertificate of(X509Certificate certificate) {
    PublicKey key = certificate.getPublicKey();
    if (!(key instanceof RSAPublicKey rsa)) {
      throw new InvalidKeyMaterialException(
          "expected RSA public key but found " + key.getAlgorithm());
    }
    if (rsa.getModulus().bitLength() < MIN_KEY_BITS) {
      throw new InvalidKeyMaterialException(
          "the RSA key has %d bits, at least %d are needed"
              .formatted(rsa.getModulus().bitLength(), MIN_KEY_BITS));
    }
    return new SealingCertificate(certificate, rsa);
  }

  /** Names the key. */
  public KeyFingerprint fingerprint() {
    return fingerprint;
  }

  /** Size of the modulus in bits. */
  public int keyBits() {
    return publicKey.getModulus().bitLength();
  }

  /** Start of validity; orders keys, and is not checked for sealing. */
  public Instant notBefore() {
    return certificate.getNotBefore().toInstant();
  }

  /** Last instant of validity. */
  public Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }

  /** Whether sealing at {@code now} would use an expired certificate. Unsealing never asks. */
  public boolean isExpiredAt(Instant now) {
    return now.isAfter(notAfter());
  }

  /** The key that seals. */
  public RSAPublicKey publicKey() {
    return publicKey;
  }

  /** The certificate itself, for its subject, serial number and bytes. */
  public X509Certificate x509() {
    return certificate;
  }

  /** The fingerprint, which is public. */
  @Override
  public String toString() {
    return "SealingCertificate[" + fingerprint + "]";
  }
}
