package dev.sealer.template.external;

import dev.sealer.template.sprig.base.Failures;
import dev.sealer.template.sprig.base.PemText;
import dev.sealer.template.text.GoText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;

/** Takes keys and certificates out of PKCS #12 stores. */
final class Pkcs12Reading {

  private Pkcs12Reading() {}

  /** The private key as PEM in PKCS #8. */
  static String key(String password, String store) {
    try {
      KeyStore opened = open(password, store);
      for (String alias : Collections.list(opened.aliases())) {
        Key key = opened.getKey(alias, password.toCharArray());
        if (key != null) {
          return PemText.encode("PRIVATE KEY", key.getEncoded());
        }
      }
    } catch (GeneralSecurityException | IOException e) {
      throw unreadable();
    }
    throw Failures.of("the PKCS #12 store holds no private key");
  }

  /** All certificates as PEM, from leaf to root. */
  static String certificates(String password, String store) {
    List<X509CertificateHolder> found = new ArrayList<>();
    try {
      KeyStore opened = open(password, store);
      for (String alias : Collections.list(opened.aliases())) {
        Certificate[] chain = opened.getCertificateChain(alias);
        if (chain != null) {
          for (Certificate certificate : chain) {
            found.add(new X509CertificateHolder(certificate.getEncoded()));
          }
        } else if (opened.getCertificate(alias) != null) {
          found.add(new X509CertificateHolder(opened.getCertificate(alias).getEncoded()));
        }
      }
    } catch (GeneralSecurityException | IOException e) {
      throw unreadable();
    }
    if (found.isEmpty()) {
      throw Failures.of("the PKCS #12 store holds no certificate");
    }
    return PemFilters.pem(CertificateChain.ordered(found));
  }

  private static KeyStore open(String password, String store)
      throws GeneralSecurityException, IOException {
    KeyStore opened = KeyStore.getInstance("PKCS12");
    opened.load(new ByteArrayInputStream(GoText.toBytes(store)), password.toCharArray());
    return opened;
  }

  private static RuntimeException unreadable() {
    return Failures.of("the PKCS #12 store cannot be read: wrong password, or not such a store");
  }
}
