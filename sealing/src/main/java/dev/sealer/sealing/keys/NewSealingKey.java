package dev.sealer.sealing.keys;

import java.io.IOException;
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
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.Validity;

/**
 * The parameters of a new sealing key. The certificate has the form of the Sealed Secrets
 * controller's: self-signed with SHA-256, a random 128-bit serial number, key usage {@code
 * encipherOnly} and {@code CA:true}, both critical.
 *
 * @param bits size of the RSA modulus
 * @param commonName of issuer and subject; empty gives an empty name
 * @param validity how long the certificate is for
 */
public record NewSealingKey(int bits, String commonName, Duration validity) {

  /**
   * Makes a key pair that is valid from {@code now}. A 4096-bit key takes seconds of processor
   * time.
   */
  public SealingKeyPair generate(Instant now, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits, random);
      KeyPair pair = generator.generateKeyPair();
      SelfSigned certificate =
          new SelfSigned(
              name(),
              new Validity(new Time(Date.from(now)), new Time(Date.from(now.plus(validity)))),
              SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()),
              extensions());
      return new SealingKeyPair(
          PrivateSealingKey.of((RSAPrivateCrtKey) pair.getPrivate()),
          certificate.sign(pair.getPrivate(), random));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot make an RSA key of " + bits + " bits", e);
    }
  }

  static Extensions extensions() throws IOException {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.encipherOnly));
    extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    return extensions.generate();
  }

  private X500Name name() {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    if (!commonName.isEmpty()) {
      name.addRDN(BCStyle.CN, commonName);
    }
    return name.build();
  }
}
