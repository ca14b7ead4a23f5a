package dev.sealer.template.sprig.crypto;

import dev.sealer.template.sprig.base.GoErrors;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one certificate with the usages that Sprig gives.
 *
 * @param commonName the subject's only part
 * @param names alternative names
 * @param days how long it is valid from now
 * @param authority whether it may sign others
 */
record CertificateMaker(String commonName, List<GeneralName> names, long days, boolean authority) {

  private static final int SERIAL_BITS = 128;

  /** 2,000 years. */
  private static final long LONGEST_LIFE_DAYS = 730_000;

  private static final int LEAF_USAGE = KeyUsage.keyEncipherment | KeyUsage.digitalSignature;

  /**
   * Signs a certificate.
   *
   * @param key the private key it is for
   * @param issuer the issuer's certificate, or null to sign it with its own key
   * @param issuerKey the issuer's private key, or the same key
   */
  byte[] sign(
      AsymmetricKeyParameter key,
      @Nullable X509CertificateHolder issuer,
      AsymmetricKeyParameter issuerKey,
      SecureRandom random,
      Instant now) {
    X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    Instant from = now.truncatedTo(ChronoUnit.SECONDS);
    if (days < -LONGEST_LIFE_DAYS || days > LONGEST_LIFE_DAYS) {
      throw GoErrors.of("error creating certificate: it would end beyond the year 9999");
    }
    try {
      SubjectPublicKeyInfo publicKey =
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(Signing.publicKey(key));
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              issuer == null ? subject : issuer.getSubject(),
              new BigInteger(SERIAL_BITS, random).setBit(0),
              Date.from(from),
              Date.from(from.plus(Duration.ofDays(days))),
              subject,
              publicKey);
      addExtensions(builder, publicKey, issuer);
      return builder.build(Signing.signer(issuerKey, random)).getEncoded();
    } catch (IOException | OperatorCreationException e) {
      throw GoErrors.of("error creating certificate: the key cannot sign it");
    }
  }

  private void addExtensions(
      X509v3CertificateBuilder builder,
      SubjectPublicKeyInfo publicKey,
      @Nullable X509CertificateHolder issuer)
      throws IOException {
    int usage = authority ? LEAF_USAGE | KeyUsage.keyCertSign : LEAF_USAGE;
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    KeyPurposeId[] purposes = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    BcX509ExtensionUtils identifiers = new BcX509ExtensionUtils();
    if (authority) {
      SubjectKeyIdentifier own = identifiers.createSubjectKeyIdentifier(publicKey);
      builder.addExtension(Extension.subjectKeyIdentifier, false, own);
    }
    if (issuer != null && issuer.getExtension(Extension.subjectKeyIdentifier) != null) {
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new AuthorityKeyIdentifier(
              SubjectKeyIdentifier.fromExtensions(issuer.getExtensions()).getKeyIdentifier()));
    }
    if (!names.isEmpty()) {
      GeneralNames all = new GeneralNames(names.toArray(GeneralName[]::new));
      builder.addExtension(Extension.subjectAlternativeName, false, all);
    }
  }
}
