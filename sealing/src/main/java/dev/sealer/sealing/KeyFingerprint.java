package dev.sealer.sealing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The name of a sealing key: {@code SHA256:} and the unpadded base64 of the SHA-256 of the public
 * key in OpenSSH's {@code ssh-rsa} form (RFC 4253 section 6.6), as {@code ssh-keygen -l} prints it.
 */
public record KeyFingerprint(String value) {

  /** Returns the fingerprint of the RSA public key with this modulus and exponent. */
  public static KeyFingerprint of(BigInteger modulus, BigInteger publicExponent) {
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    writeField(blob, "ssh-rsa".getBytes(StandardCharsets.US_ASCII));
    writeField(blob, publicExponent.toByteArray());
    writeField(blob, modulus.toByteArray());
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob.toByteArray());
      return new KeyFingerprint(
          "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }

  private static void writeField(ByteArrayOutputStream to, byte[] field) {
    to.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
    to.writeBytes(field);
  }
}
