package dev.sealer.cli.network;

import dev.sealer.cli.io.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * The authorities that servers are trusted by: those of the system, where an administrator adds a
 * company's own, or of the file that {@code SSL_CERT_FILE} names. Where the system has no such
 * file, those of the Java runtime.
 */
public final class TrustedAuthorities {
  private static final List<String> BUNDLES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/ca-bundle.pem",
          "/etc/pki/tls/cacert.pem",
          "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
          "/etc/ssl/cert.pem");

  private TrustedAuthorities() {}

  /**
   * Makes sockets that trust them; empty for the runtime's own.
   *
   * @throws CommandFailure when the file that the variable names cannot be used
   */
  public static Optional<SSLSocketFactory> sockets(Map<String, String> environment) {
    String named = environment.getOrDefault("SSL_CERT_FILE", "");
    Optional<Path> bundle =
        named.isEmpty()
            ? BUNDLES.stream().map(Path::of).filter(Files::isReadable).findFirst()
            : Optional.of(Path.of(named));
    return bundle.map(TrustedAuthorities::trusting);
  }

  private static SSLSocketFactory trusting(Path bundle) {
    try (InputStream in = Files.newInputStream(bundle)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int count = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + count++, each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new CommandFailure(
          "cannot read the trusted certificates in " + bundle + ": " + e.getMessage(), e);
    }
  }

  /** Returns one line about a server that is not trusted, in Go's words where Go has them. */
  public static String problem(SSLHandshakeException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("PKIX path building failed")
        ? "tls: failed to verify certificate: x509: certificate signed by unknown authority"
        : "tls: " + message;
  }
}
