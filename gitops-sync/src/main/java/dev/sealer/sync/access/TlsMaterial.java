package dev.sealer.sync.access;

import dev.sealer.git.TlsClientCertificate;
import dev.sealer.gocompat.GoPem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Reads certificates and private keys in PEM. No error quotes what was read. */
final class TlsMaterial {

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  /** Version 0 and the algorithm identifier of rsaEncryption, as PKCS #8 has them (RFC 5208). */
  private static final byte[] RSA_HEAD =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private TlsMaterial() {}

  /**
   * Returns the certificates.
   *
   * @throws IllegalArgumentException if there is none, or one is damaged
   */
  static List<X509Certificate> certificates(byte[] pem) {
    List<X509Certificate> found = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (GoPem.Block block : GoPem.blocks(pem)) {
        if (block.type().equals("CERTIFICATE")) {
          found.add(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
        }
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException("a PEM block CERTIFICATE is damaged", e);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no PEM block CERTIFICATE found");
    }
    return found;
  }

  /**
   * Returns a certificate with its key.
   *
   * @param key PKCS #8, or PKCS #1 for RSA
   * @throws IllegalArgumentException if one of them cannot be used
   */
  static TlsClientCertificate client(byte[] certificate, byte[] key) {
    List<X509Certificate> chain;
    try {
      chain = certificates(certificate);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("tlsClientCertData in its Secret: " + e.getMessage(), e);
    }
    return new TlsClientCertificate(key(key), chain);
  }

  private static PrivateKey key(byte[] pem) {
    List<GoPem.Block> blocks = GoPem.blocks(pem);
    try {
      for (GoPem.Block block : blocks) {
        switch (block.type()) {
          case "PRIVATE KEY" -> {
            return pkcs8(block.der().clone());
          }
          case "RSA PRIVATE KEY" -> {
            return pkcs8(wrapped(block.der()));
          }
          default -> {
            // Parameters of a curve, or a form that the message below names.
          }
        }
      }
    } finally {
      blocks.forEach(block -> Arrays.fill(block.der(), (byte) 0));
    }
    throw new IllegalArgumentException(
        "tlsClientCertKey in its Secret: no PEM block PRIVATE KEY or RSA PRIVATE KEY found;"
            + " convert it with openssl pkcs8 -topk8 -nocrypt");
  }

  private static PrivateKey pkcs8(byte[] der) {
    try {
      for (String algorithm : ALGORITHMS) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
          // It is a key of another algorithm. The cause can quote key bytes, so it is dropped.
        }
      }
      throw new IllegalArgumentException(
          "tlsClientCertKey in its Secret: the private key is damaged or not RSA, EC or Ed25519");
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static byte[] wrapped(byte[] pkcs1) {
    byte[] octets = element(0x04, pkcs1);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(RSA_HEAD);
    content.writeBytes(octets);
    return element(0x30, content.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    // A length of four bytes is longer than DER wants, so the shortest form is counted.
    int size = content.length > 0xffff ? 3 : content.length > 0xff ? 2 : 1;
    if (content.length >= 0x80) {
      out.write(0x80 + size);
    }
    for (int i = size - 1; i >= 0; i--) {
      out.write(content.length >>> (8 * i));
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
