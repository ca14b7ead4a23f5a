package dev.sealer.sealing.keys;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.Validity;

/** A key under a new certificate. */
public final class ReissuedKey {

  private static final int VALIDITY = 3;
  private static final int SUBJECT = 4;
  private static final int PUBLIC_KEY = 5;
  private static final int EXTENSIONS_TAG = 3;

  private ReissuedKey() {}

  /**
   * Returns the same key under a self-signed certificate that is valid from another time. Keys are
   * ordered by that time, so an earlier one sets a key behind others; it opens what it opened
   * before. Subject, end of validity and extensions stay.
   */
  public static SealingKeyPair validFrom(
      Instant notBefore, SealingKeyPair pair, SecureRandom random) {
    try {
      SelfSigned again = of(pair.certificate().der(), new Time(Date.from(notBefore)));
      return new SealingKeyPair(pair.key(), again.sign(pair.key().jca(), random));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot sign with key " + pair.fingerprint(), e);
    }
  }

  /** Read part by part (RFC 5280 section 4.1): whole, an empty issuer would be refused. */
  private static SelfSigned of(byte[] der, Time notBefore) throws IOException {
    ASN1Sequence old = ASN1Sequence.getInstance(ASN1Sequence.getInstance(der).getObjectAt(0));
    int first = old.getObjectAt(0) instanceof ASN1TaggedObject ? 1 : 0;
    Validity validity = Validity.getInstance(old.getObjectAt(first + VALIDITY));
    return new SelfSigned(
        X500Name.getInstance(old.getObjectAt(first + SUBJECT)),
        new Validity(notBefore, validity.getNotAfter()),
        SubjectPublicKeyInfo.getInstance(old.getObjectAt(first + PUBLIC_KEY)),
        extensions(old));
  }

  private static Extensions extensions(ASN1Sequence body) throws IOException {
    return body.getObjectAt(body.size() - 1) instanceof ASN1TaggedObject last
            && last.getTagNo() == EXTENSIONS_TAG
        ? Extensions.getInstance(last, true)
        : NewSealingKey.extensions();
  }
}
