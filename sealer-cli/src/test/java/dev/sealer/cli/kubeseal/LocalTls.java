package dev.sealer.cli.kubeseal;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sealer.testbed.credentials.CertificateAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Serves a certificate over TLS, under the name certs.test and on loopback. */
final class LocalTls implements AutoCloseable {
  private static final char[] NO_PASSWORD = new char[0];

  private final HttpsServer server;

  private LocalTls(HttpsServer server) {
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @param folder gets {@code ca.pem}, the authority to trust
   */
  static LocalTls start(Path folder, Path scratch, String certificate) throws IOException {
    CertificateAuthority authority = new CertificateAuthority();
    authority.writeTo(folder.resolve("ca.pem"));
    Path own = scratch.resolve("tls.crt");
    Path key = scratch.resolve("tls.key");
    authority.issue("certs.test", List.of("certs.test", "127.0.0.1"), own, key);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(own, key)));
    server.createContext(
        "/cert.pem",
        exchange -> {
          byte[] body = certificate.getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return new LocalTls(server);
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private static SSLContext context(Path certificate, Path key) throws IOException {
    try (InputStream in = Files.newInputStream(certificate)) {
      Certificate own = CertificateFactory.getInstance("X.509").generateCertificate(in);
      String pem = Files.readString(key).replaceAll("-----[A-Z ]+-----|\\s", "");
      PrivateKey secret =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("own", secret, NO_PASSWORD, new Certificate[] {own});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
