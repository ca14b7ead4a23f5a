package dev.sealer.sealing.keys;

import dev.sealer.sealing.SealingCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Validity;

/**
 * The content of a self-signed certificate. It is put together from its parts because certificate
 * builders refuse the empty issuer that an empty common name gives.
 */
record SelfSigned(
    X500Name name, Validity validity, SubjectPublicKeyInfo publicKey, Extensions extensions) {

  private static final int SERIAL_BITS = 128;
  private static final int X509_V3 = 2;
  private static final int EXTENSIONS_TAG = 3;
  private static final AlgorithmIdentifier SHA256_WITH_RSA =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);

  /** Signs it under a random serial number of 128 bits. */
  SealingCertificate sign(PrivateKey key, SecureRandom random)
      throws GeneralSecurityException, IOException {
    DERSequence body = body(random);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key, random);
    signature.update(body.getEncoded(ASN1Encoding.DER));
    ASN1Encodable[] parts = {body, SHA256_WITH_RSA, new DERBitString(signature.sign())};
    return SealingCertificate.ofDer(new DERSequence(parts).getEncoded(ASN1Encoding.DER));
  }

  private DERSequence body(SecureRandom random) {
    // Zero is not a valid serial number; setting the lowest bit costs one bit of randomness.
    BigInteger serial = new BigInteger(SERIAL_BITS, random).setBit(0);
    ASN1Encodable[] parts = {
      new DERTaggedObject(true, 0, new ASN1Integer(X509_V3)),
      new ASN1Integer(serial),
      SHA256_WITH_RSA,
      name,
      validity,
      name,
      publicKey,
      new DERTaggedObject(true, EXTENSIONS_TAG, extensions)
    };
    return new DERSequence(parts);
  }
}
