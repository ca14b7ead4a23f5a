package dev.sealer.sealing.keys;

import dev.sealer.sealing.SealingCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.Validity;

/**
 * What a new sealing key shall be like. The certificate has the shape the peer gives its own:
 * self-signed with SHA-256, a random 128-bit serial number, key usage {@code encipherOnly} and
 * {@code CA:true}, both critical. It is put together from its parts because certificate builders
 * refuse the empty issuer that an empty common name gives.
 *
 * @param bits size of the RSA modulus
 * @param commonName of issuer and subject; empty gives an empty name
 * @param validity how long the certificate is for
 */
public record NewSealingKey(int bits, String commonName, Duration validity) {

  private static final int SERIAL_BITS = 128;
  private static final int X509_V3 = 2;
  private static final int EXTENSIONS_TAG = 3;
  private static final AlgorithmIdentifier SHA256_WITH_RSA =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);

  /**
   * Makes a key pair that is valid from {@code now}. A 4096-bit key takes seconds of processor
   * time.
   */
  public SealingKeyPair generate(Instant now, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits, random);
      KeyPair pair = generator.generateKeyPair();
      DERSequence body = body(pair, now, random);
      return new SealingKeyPair(
          PrivateSealingKey.of((RSAPrivateCrtKey) pair.getPrivate()), signed(body, pair, random));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot make an RSA key of " + bits + " bits", e);
    }
  }

  private DERSequence body(KeyPair pair, Instant now, SecureRandom random) throws IOException {
    X500Name name = name();
    // Zero is no valid serial number; setting the lowest bit costs one bit of randomness.
    BigInteger serial = new BigInteger(SERIAL_BITS, random).setBit(0);
    ASN1Encodable[] parts = {
      new DERTaggedObject(true, 0, new ASN1Integer(X509_V3)),
      new ASN1Integer(serial),
      SHA256_WITH_RSA,
      name,
      new Validity(new Time(Date.from(now)), new Time(Date.from(now.plus(validity)))),
      name,
      SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()),
      new DERTaggedObject(true, EXTENSIONS_TAG, extensions())
    };
    return new DERSequence(parts);
  }

  private static SealingCertificate signed(DERSequence body, KeyPair pair, SecureRandom random)
      throws GeneralSecurityException, IOException {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate(), random);
    signature.update(body.getEncoded(ASN1Encoding.DER));
    ASN1Encodable[] parts = {body, SHA256_WITH_RSA, new DERBitString(signature.sign())};
    return SealingCertificate.ofDer(new DERSequence(parts).getEncoded(ASN1Encoding.DER));
  }

  private static Extensions extensions() throws IOException {
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
