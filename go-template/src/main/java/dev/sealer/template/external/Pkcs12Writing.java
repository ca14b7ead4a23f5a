package dev.sealer.template.external;

import dev.sealer.template.sprig.base.Failures;
import dev.sealer.template.sprig.certs.PrivateKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;

/** Makes PKCS #12 stores of PEM texts; the result is base 64. */
final class Pkcs12Writing {

  private Pkcs12Writing() {}

  /** A key with its own certificate, the first of the text. */
  static String pair(String certificate, String key, String password) {
    return store(PemFilters.certificates(certificate).subList(0, 1), key, password);
  }

  /** A key with its whole chain. */
  static String chain(String certificates, String key, String password) {
    return store(CertificateChain.ordered(PemFilters.certificates(certificates)), key, password);
  }

  private static String store(List<X509CertificateHolder> chain, String keyPem, String password) {
    try {
      KeyStore store = empty();
      Certificate[] certificates = converted(chain).toArray(Certificate[]::new);
      store.setKeyEntry("key", key(keyPem), password.toCharArray(), certificates);
      return written(store, password);
    } catch (GeneralSecurityException | IOException e) {
      throw Failures.of("the PKCS #12 store cannot be made of this key and certificate");
    }
  }

  /** A store of certificates to trust. */
  static String trust(String certificates, String password) {
    try {
      KeyStore store = empty();
      int number = 0;
      for (Certificate certificate : converted(PemFilters.certificates(certificates))) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
      return written(store, password);
    } catch (GeneralSecurityException | IOException e) {
      throw Failures.of("the PKCS #12 store cannot be made of these certificates");
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> converted(List<X509CertificateHolder> chain)
      throws GeneralSecurityException, IOException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> certificates = new ArrayList<>();
    for (X509CertificateHolder holder : chain) {
      certificates.add(factory.generateCertificate(new ByteArrayInputStream(holder.getEncoded())));
    }
    return certificates;
  }

  private static PrivateKey key(String pem) throws GeneralSecurityException, IOException {
    AsymmetricKeyParameter key = PrivateKeys.parse(pem);
    String algorithm =
        switch (key) {
          case RSAKeyParameters _ -> "RSA";
          case ECPrivateKeyParameters _ -> "EC";
          case Ed25519PrivateKeyParameters _ -> "Ed25519";
          default -> "DSA";
        };
    PrivateKeyInfo info = PrivateKeyInfoFactory.createPrivateKeyInfo(key);
    byte[] der =
        new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), info.parsePrivateKey()).getEncoded();
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  private static String written(KeyStore store, String password)
      throws GeneralSecurityException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, password.toCharArray());
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }
}
