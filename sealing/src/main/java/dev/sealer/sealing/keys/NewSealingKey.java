package dev.sealer.sealing.keys;

import dev.sealer.sealing.SealingCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What a new sealing key shall be like. The certificate has the shape the peer gives its own:
 * self-signed with SHA-256, a random 128-bit serial number, key usage {@code encipherOnly} and
 * {@code CA:true}, both critical.
 *
 * @param bits size of the RSA modulus
 * @param commonName of issuer and subject; empty gives an empty name
 * @param validity how long the certificate is for
 */
public record NewSealingKey(int bits, String commonName, Duration validity) {

  private static final int SERIAL_BITS = 128;

  /**
   * Makes a key pair that is valid from {@code now}. A 4096-bit key takes seconds of processor
   * time.
   */
  public SealingKeyPair generate(Instant now, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits, random);
      KeyPair pair = generator.generateKeyPair();
      return new SealingKeyPair(
          PrivateSealingKey.of((RSAPrivateCrtKey) pair.getPrivate()),
          selfSigned(pair, now, random));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("cannot make an RSA key of " + bits + " bits", e);
    }
  }

  private SealingCertificate selfSigned(KeyPair pair, Instant now, SecureRandom random)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    X500Name name = name();
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            name,
            // Zero is no valid serial number; the lowest bit set costs nothing.
            new BigInteger(SERIAL_BITS, random).setBit(0),
            Date.from(now),
            Date.from(now.plus(validity)),
            name,
            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.encipherOnly));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    return SealingCertificate.of(
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(
                    new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))));
  }

  private X500Name name() {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    if (!commonName.isEmpty()) {
      name.addRDN(BCStyle.CN, commonName);
    }
    return name.build();
  }
}
