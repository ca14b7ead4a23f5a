package dev.sealer.git;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate that proves to a server who the client is.
 *
 * @param key the private key of the first certificate; never shown
 * @param chain the client's certificate, then those of its authorities
 */
public record TlsClientCertificate(PrivateKey key, List<X509Certificate> chain) {

  /** Copies the chain. */
  public TlsClientCertificate {
    chain = List.copyOf(chain);
  }

  /** Returns the subject, which is public. */
  @Override
  public String toString() {
    return "TlsClientCertificate["
        + (chain.isEmpty() ? "" : chain.getFirst().getSubjectX500Principal().getName())
        + "]";
  }
}
