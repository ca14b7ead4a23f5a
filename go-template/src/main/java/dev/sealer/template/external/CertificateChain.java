package dev.sealer.template.external;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** Puts certificates in the order from leaf to root. Nothing is verified. */
final class CertificateChain {

  private CertificateChain() {}

  /** From leaf to root; the given order where the certificates are not one chain. */
  static List<X509CertificateHolder> ordered(List<X509CertificateHolder> certificates) {
    List<X509CertificateHolder> chain = new ArrayList<>();
    X509CertificateHolder next = leaf(certificates);
    while (next != null && !chain.contains(next)) {
      chain.add(next);
      next = issuer(next, certificates);
    }
    return chain.size() == certificates.size() ? chain : certificates;
  }

  private static @Nullable X509CertificateHolder leaf(List<X509CertificateHolder> certificates) {
    for (X509CertificateHolder candidate : certificates) {
      boolean issues =
          certificates.stream()
              .anyMatch(other ->
                  !other.equals(candidate) && candidate.equals(issuer(other, certificates)));
      if (!issues) {
        return candidate;
      }
    }
    return null;
  }

  private static @Nullable X509CertificateHolder issuer(
      X509CertificateHolder certificate, List<X509CertificateHolder> certificates) {
    for (X509CertificateHolder candidate : certificates) {
      if (!candidate.equals(certificate) && issued(candidate, certificate)) {
        return candidate;
      }
    }
    return null;
  }

  private static boolean issued(X509CertificateHolder issuer, X509CertificateHolder subject) {
    byte[] wanted = authorityKey(subject);
    byte[] own = subjectKey(issuer);
    return (wanted != null && own != null)
        ? Arrays.equals(wanted, own)
        : issuer.getSubject().equals(subject.getIssuer());
  }

  static boolean isSelfIssued(X509CertificateHolder certificate) {
    return certificate.getSubject().equals(certificate.getIssuer());
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
