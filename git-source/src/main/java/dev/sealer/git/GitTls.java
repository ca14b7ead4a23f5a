package dev.sealer.git;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The TLS settings of a repository.
 *
 * @param authorities whom the server's certificate must come from; empty for the authorities of the
 *     Java runtime
 * @param client the certificate that proves who we are
 * @param unverified whether any certificate of the server is accepted
 */
public record GitTls(
    List<X509Certificate> authorities, Optional<TlsClientCertificate> client, boolean unverified) {

  /** Copies the list. */
  public GitTls {
    authorities = List.copyOf(authorities);
  }

  /** Returns TLS with the authorities of the Java runtime and no certificate of our own. */
  public static GitTls standard() {
    return new GitTls(List.of(), Optional.empty(), false);
  }

  /** Returns whether nothing differs from what the Java runtime does by itself. */
  public boolean isStandard() {
    return authorities.isEmpty() && client.isEmpty() && !unverified;
  }
}
