package dev.sealer.sealing;

import java.io.Serial;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/**
 * An RSA public key as a certificate holds it (RFC 8017 A.1.1 in a SubjectPublicKeyInfo). The JDK's
 * key factory would read it too, but takes as long for its first key as a JVM takes to start.
 */
final class RsaPublicKey implements RSAPublicKey {

  @Serial private static final long serialVersionUID = 1L;

  private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(3);
  private static final int MAX_MODULUS_BITS = 16_384;
  private static final int MAX_EXPONENT_BITS = 64;

  private final byte[] publicKeyInfo;
  private final BigInteger modulus;
  private final BigInteger exponent;

  private RsaPublicKey(byte[] publicKeyInfo, BigInteger modulus, BigInteger exponent) {
    this.publicKeyInfo = publicKeyInfo;
    this.modulus = modulus;
    this.exponent = exponent;
  }

  /**
   * Reads a key whose algorithm is known to be RSA; the limits are those of the JDK.
   *
   * @throws InvalidKeyMaterialException when it is damaged or beyond the limits
   */
  static RsaPublicKey parse(byte[] publicKeyInfo) {
    try {
      DerReader info = new DerReader(publicKeyInfo).enter(DerReader.SEQUENCE);
      info.skip();
      DerReader numbers = info.enterBitString().enter(DerReader.SEQUENCE);
      BigInteger modulus = numbers.integer();
      BigInteger exponent = numbers.integer();
      if (usable(modulus, exponent)) {
        return new RsaPublicKey(publicKeyInfo.clone(), modulus, exponent);
      }
    } catch (InvalidKeyMaterialException e) {
      throw damaged();
    }
    throw damaged();
  }

  @Override
  public BigInteger getModulus() {
    return modulus;
  }

  @Override
  public BigInteger getPublicExponent() {
    return exponent;
  }

  @Override
  public String getAlgorithm() {
    return "RSA";
  }

  @Override
  public String getFormat() {
    return "X.509";
  }

  @Override
  public byte[] getEncoded() {
    return publicKeyInfo.clone();
  }

  /** As the JDK's keys: equal when the encodings are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RSAPublicKey key && Arrays.equals(publicKeyInfo, key.getEncoded());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(publicKeyInfo);
  }

  private static boolean usable(BigInteger modulus, BigInteger exponent) {
    return modulus.signum() > 0
        && modulus.testBit(0)
        && modulus.bitLength() <= MAX_MODULUS_BITS
        && exponent.testBit(0)
        && exponent.compareTo(LEAST_EXPONENT) >= 0
        && exponent.bitLength() <= MAX_EXPONENT_BITS;
  }

  private static InvalidKeyMaterialException damaged() {
    return new InvalidKeyMaterialException("the certificate's RSA key is damaged");
  }
}
