package dev.sealer.template.upstream;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.context.Budget;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.sprig.base.GoErrors;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** Takes keys and certificates out of PKCS #12 stores, in the order of the store. */
final class Pkcs12Reading {

  private final StorePassword password;
  private final List<PrivateKeyInfo> keys = new ArrayList<>();
  private final List<X509CertificateHolder> certificates = new ArrayList<>();

  private Pkcs12Reading(StorePassword password) {
    this.password = password;
  }

  /** Returns the private key as PEM in PKCS #8. */
  static String key(Budget budget, String password, String store) {
    List<PrivateKeyInfo> keys = read(budget, password, store).keys;
    if (keys.isEmpty()) {
      throw GoErrors.of("the PKCS #12 store holds no private key");
    }
    try {
      return PemKeys.pem(PrivateKeyFactory.createKey(keys.getFirst()));
    } catch (IOException | IllegalArgumentException e) {
      throw GoErrors.of("the key in the PKCS #12 store is not an RSA, EC or Ed25519 key");
    }
  }

  /**
   * Returns all certificates as PEM, from leaf to root; in their order if they are not one chain.
   */
  static String certificates(Budget budget, String password, String store) {
    List<X509CertificateHolder> found = read(budget, password, store).certificates;
    if (found.isEmpty()) {
      throw GoErrors.of("the PKCS #12 store holds no certificate");
    }
    try {
      return PemFilters.pem(CertificateChain.ordered(found));
    } catch (FunctionException e) {
      return PemFilters.pem(found);
    }
  }

  private static Pkcs12Reading read(Budget budget, String password, String store) {
    try {
      Pkcs12Reading reading = new Pkcs12Reading(new StorePassword(password, budget));
      reading.store(Pfx.getInstance(GoStrings.toBytes(store)));
      return reading;
    } catch (GeneralSecurityException
        | IOException
        | IllegalArgumentException
        | IllegalStateException
        | ClassCastException
        | NullPointerException e) {
      throw GoErrors.of("the PKCS #12 store cannot be read: wrong password, or not such a store");
    }
  }

  private void store(Pfx store) throws GeneralSecurityException, IOException {
    byte[] content = octets(store.getAuthSafe().getContent());
    if (!password.proves(store.getMacData(), content)) {
      throw new GeneralSecurityException("wrong password");
    }
    for (ContentInfo part : AuthenticatedSafe.getInstance(content).getContentInfo()) {
      byte[] bags = octets(part);
      for (ASN1Encodable bag : ASN1Sequence.getInstance(bags)) {
        bag(SafeBag.getInstance(bag));
      }
    }
  }

  private byte[] octets(ContentInfo part) throws GeneralSecurityException, IOException {
    if (!part.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
      return octets(part.getContent());
    }
    EncryptedData data = EncryptedData.getInstance(part.getContent());
    return password.decrypt(data.getEncryptionAlgorithm(), data.getContent().getOctets());
  }

  private static byte[] octets(ASN1Encodable content) {
    return ASN1OctetString.getInstance(content).getOctets();
  }

  private void bag(SafeBag bag) throws GeneralSecurityException, IOException {
    if (bag.getBagId().equals(PKCSObjectIdentifiers.keyBag)) {
      keys.add(PrivateKeyInfo.getInstance(bag.getBagValue()));
    } else if (bag.getBagId().equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag)) {
      EncryptedPrivateKeyInfo key = EncryptedPrivateKeyInfo.getInstance(bag.getBagValue());
      byte[] opened = password.decrypt(key.getEncryptionAlgorithm(), key.getEncryptedData());
      keys.add(PrivateKeyInfo.getInstance(opened));
    } else if (bag.getBagId().equals(PKCSObjectIdentifiers.certBag)) {
      byte[] der = octets(CertBag.getInstance(bag.getBagValue()).getCertValue());
      certificates.add(new X509CertificateHolder(der));
    }
  }
}
