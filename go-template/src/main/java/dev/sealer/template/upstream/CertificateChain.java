package dev.sealer.template.upstream;

import dev.sealer.template.sprig.base.GoErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/**
 * Puts certificates in the order from leaf to root. Nothing is verified: an issuer is the first
 * other certificate that has the key identifier that is wanted, or the name where one of the two
 * has no identifier.
 */
final class CertificateChain {

  private static final int NONE = -1;

  private CertificateChain() {}

  /**
   * From leaf to root; a certificate may be left out that is not on the way.
   *
   * @throws dev.sealer.template.error.FunctionException where it is not one chain
   */
  static List<X509CertificateHolder> ordered(List<X509CertificateHolder> certificates) {
    int[] issuers = issuers(certificates);
    List<X509CertificateHolder> chain = new ArrayList<>();
    for (int next = leaf(issuers); next != NONE; next = issuers[next]) {
      if (chain.size() == issuers.length) {
        throw GoErrors.of("the certificates issue each other in a circle");
      }
      chain.add(certificates.get(next));
    }
    return chain;
  }

  private static int[] issuers(List<X509CertificateHolder> certificates) {
    int[] issuers = new int[certificates.size()];
    for (int i = 0; i < issuers.length; i++) {
      issuers[i] = NONE;
      for (int j = 0; j < issuers.length && issuers[i] == NONE; j++) {
        if (i != j && isIssued(certificates.get(i), certificates.get(j))) {
          issuers[i] = j;
        }
      }
    }
    return issuers;
  }

  private static boolean isIssued(X509CertificateHolder subject, X509CertificateHolder issuer) {
    byte[] wanted = authorityKey(subject);
    byte[] own = subjectKey(issuer);
    return (wanted != null && own != null)
        ? Arrays.equals(wanted, own)
        : issuer.getSubject().equals(subject.getIssuer());
  }

  private static int leaf(int[] issuers) {
    boolean[] issues = new boolean[issuers.length];
    for (int issuer : issuers) {
      if (issuer != NONE) {
        issues[issuer] = true;
      }
    }
    int leaf = NONE;
    for (int i = 0; i < issues.length; i++) {
      if (!issues[i] && leaf != NONE) {
        throw GoErrors.of("the certificates are not one chain: more than one of them issued none");
      }
      leaf = issues[i] ? leaf : i;
    }
    if (leaf == NONE) {
      throw GoErrors.of("the certificates have no leaf: each of them issued another");
    }
    return leaf;
  }

  /** Returns whether it names no issuer but itself. */
  static boolean isRoot(X509CertificateHolder certificate) {
    byte[] wanted = authorityKey(certificate);
    return wanted == null || Arrays.equals(wanted, subjectKey(certificate));
  }

  private static byte @Nullable [] authorityKey(X509CertificateHolder certificate) {
    AuthorityKeyIdentifier found =
        certificate.getExtensions() == null
            ? null
            : AuthorityKeyIdentifier.fromExtensions(certificate.getExtensions());
    return found == null ? null : found.getKeyIdentifierOctets();
  }

  private static byte @Nullable [] subjectKey(X509CertificateHolder certificate) {
    SubjectKeyIdentifier found =
        certificate.getExtensions() == null
            ? null
            : SubjectKeyIdentifier.fromExtensions(certificate.getExtensions());
    return found == null ? null : found.getKeyIdentifier();
  }
}
