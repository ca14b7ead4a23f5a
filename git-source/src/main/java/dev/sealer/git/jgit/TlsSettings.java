package dev.sealer.git.jgit;

import dev.sealer.git.GitTls;
import dev.sealer.git.TlsClientCertificate;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** Sets up the TLS of one repository's connections. A client key stays in memory. */
final class TlsSettings {

  private final GitTls tls;
  private final KeyManager @Nullable [] keys;
  private final TrustManager @Nullable [] trust;

  /**
   * Prepares the settings.
   *
   * @throws IOException if the key does not fit the certificate
   */
  TlsSettings(GitTls tls) throws IOException {
    this.tls = tls;
    try {
      this.keys = tls.client().isEmpty() ? null : keys(tls.client().get());
      this.trust = trust(tls).orElse(null);
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  /** Applies the settings to a connection that has not been opened. */
  void apply(HttpConnection connection) throws IOException {
    if (tls.isStandard()) {
      return;
    }
    try {
      connection.configure(keys, trust, null);
      if (tls.unverified()) {
        connection.setHostnameVerifier((_, _) -> true);
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static KeyManager[] keys(TlsClientCertificate client)
      throws IOException, GeneralSecurityException {
    char[] none = new char[0];
    KeyStore store = empty();
    store.setKeyEntry("client", client.key(), none, client.chain().toArray(new Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, none);
    return factory.getKeyManagers();
  }

  private static Optional<TrustManager[]> trust(GitTls tls)
      throws IOException, GeneralSecurityException {
    if (tls.unverified()) {
      return Optional.of(new TrustManager[] {new AnyServer()});
    }
    List<X509Certificate> authorities = tls.authorities();
    if (authorities.isEmpty()) {
      return Optional.empty();
    }
    KeyStore store = empty();
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Optional.of(factory.getTrustManagers());
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /**
   * Accepts any server, for a repository whose Secret says {@code insecure: "true"}. Of the two
   * kinds of trust manager only this one keeps the JDK from checking the name as well.
   */
  private static final class AnyServer extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new UnsupportedOperationException("not a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      // The Secret asks for no check.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new UnsupportedOperationException("not a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      // The Secret asks for no check.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException("not a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      // The Secret asks for no check.
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
