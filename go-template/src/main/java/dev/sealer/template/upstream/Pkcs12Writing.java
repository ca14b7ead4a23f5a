package dev.sealer.template.upstream;

import dev.sealer.template.context.CallContext;
import dev.sealer.template.sprig.base.GoErrors;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;

/** Makes PKCS #12 stores of PEM strings; the result is base 64. */
final class Pkcs12Writing {

  /** The mark by which Java knows certificates to trust. */
  private static final ASN1ObjectIdentifier TRUSTED =
      new ASN1ObjectIdentifier("2.16.840.1.113894.746875.1.1");

  private final CallContext context;
  private final StorePassword password;

  private Pkcs12Writing(CallContext context, String password) throws GeneralSecurityException {
    this.context = context;
    this.password = new StorePassword(password, context.budget());
  }

  /** Returns a store of a key with its own certificate, the first of the input. */
  static String pair(CallContext context, String certificate, String key, String password) {
    return keyStore(context, List.of(PemFilters.firstCertificate(certificate)), key, password);
  }

  /** Returns a store of a key with its own certificate and those that follow, in their order. */
  static String chain(CallContext context, String certificates, String key, String password) {
    return keyStore(context, PemFilters.certificates(certificates), key, password);
  }

  private static String keyStore(
      CallContext context, List<X509CertificateHolder> chain, String keyPem, String password) {
    byte[] key = PemKeys.pkcs8(PemKeys.privateKey(keyPem));
    try {
      Pkcs12Writing writing = new Pkcs12Writing(context, password);
      byte[] id = MessageDigest.getInstance("SHA-1").digest(chain.getFirst().getEncoded());
      ASN1Set own =
          new DERSet(attribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, new DEROctetString(id)));
      ASN1EncodableVector bags = new ASN1EncodableVector();
      for (int i = 0; i < chain.size(); i++) {
        bags.add(bag(chain.get(i), i == 0 ? own : new DERSet()));
      }
      return writing.store(writing.encrypted(new DERSequence(bags)), writing.keyPart(key, own));
    } catch (GeneralSecurityException | IOException e) {
      throw GoErrors.of("the PKCS #12 store cannot be made of this key and certificate");
    }
  }

  /** Returns a store of certificates to trust. */
  static String trust(CallContext context, String certificates, String password) {
    List<X509CertificateHolder> trusted = PemFilters.certificates(certificates);
    try {
      Pkcs12Writing writing = new Pkcs12Writing(context, password);
      ASN1EncodableVector bags = new ASN1EncodableVector();
      for (X509CertificateHolder certificate : trusted) {
        bags.add(bag(certificate, trust(certificate)));
      }
      return writing.store(writing.encrypted(new DERSequence(bags)));
    } catch (GeneralSecurityException | IOException e) {
      throw GoErrors.of("the PKCS #12 store cannot be made of these certificates");
    }
  }

  /** Names it after its subject: Java tells entries apart by name. */
  private static ASN1Set trust(X509CertificateHolder certificate) {
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(
        attribute(
            PKCSObjectIdentifiers.pkcs_9_at_friendlyName,
            new DERBMPString(certificate.getSubject().toString())));
    attributes.add(attribute(TRUSTED, KeyPurposeId.anyExtendedKeyUsage));
    return new DERSet(attributes);
  }

  private static ASN1Encodable attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new DERSequence(new ASN1Encodable[] {type, new DERSet(value)});
  }

  private static SafeBag bag(X509CertificateHolder certificate, ASN1Set attributes)
      throws IOException {
    CertBag content =
        new CertBag(
            PKCSObjectIdentifiers.x509Certificate, new DEROctetString(certificate.getEncoded()));
    return new SafeBag(PKCSObjectIdentifiers.certBag, content.toASN1Primitive(), attributes);
  }

  private ContentInfo keyPart(byte[] pkcs8, ASN1Set attributes)
      throws GeneralSecurityException, IOException {
    EncryptedPrivateKeyInfo sealed = password.encrypt(context.random(), pkcs8);
    SafeBag bag =
        new SafeBag(
            PKCSObjectIdentifiers.pkcs8ShroudedKeyBag, sealed.toASN1Primitive(), attributes);
    return plain(new DERSequence(bag));
  }

  private static ContentInfo plain(ASN1Encodable content) throws IOException {
    return new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(content));
  }

  private ContentInfo encrypted(DERSequence bags) throws GeneralSecurityException, IOException {
    EncryptedPrivateKeyInfo sealed = password.encrypt(context.random(), bags.getEncoded());
    EncryptedData data =
        new EncryptedData(
            PKCSObjectIdentifiers.data,
            sealed.getEncryptionAlgorithm(),
            new DEROctetString(sealed.getEncryptedData()));
    return new ContentInfo(PKCSObjectIdentifiers.encryptedData, data);
  }

  private String store(ContentInfo... parts) throws GeneralSecurityException, IOException {
    byte[] content = new AuthenticatedSafe(parts).getEncoded("DER");
    ContentInfo safe = new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(content));
    byte[] store = new Pfx(safe, password.mark(context.random(), content)).getEncoded("DER");
    return Base64.getEncoder().encodeToString(store);
  }
}
