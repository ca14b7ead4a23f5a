package dev.sealer.sync.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.sealer.git.GitClock;
import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.GitObserver;
import dev.sealer.git.GitSettings;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.TlsClientCertificate;
import dev.sealer.git.jgit.JGitSource;
import dev.sealer.simulation.kit.InMemoryCluster;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.credentials.CertificateAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real TLS server is read as the Secrets of the control namespace say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RepositoryTransportTest {

  private static final String SHA = "1234567890123456789012345678901234567890";

  private final Canary canary = Canary.random();
  private final CertificateAuthority authority = new CertificateAuthority();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private InMemoryCluster cluster = new InMemoryCluster("argocd");
  private HttpsServer server;
  private HttpsServer closed;
  private String certificate = "";
  private String key = "";
  private Path cache = Path.of("");

  @BeforeAll
  void start(@TempDir Path folder) throws IOException, GeneralSecurityException {
    cache = folder.resolve("cache");
    Path certificateFile = folder.resolve("client.crt");
    Path keyFile = folder.resolve("client.key");
    authority.issue("robot", List.of("127.0.0.1", "localhost"), certificateFile, keyFile);
    certificate = Files.readString(certificateFile);
    key = Files.readString(keyFile);
    server = serve(context(false), false);
    closed = serve(context(true), true);
  }

  @AfterAll
  void stop() {
    server.stop(0);
    closed.stop(0);
    threads.shutdownNow();
  }

  private SSLContext context(boolean clients) throws IOException, GeneralSecurityException {
    TlsClientCertificate own =
        TlsMaterial.client(
            certificate.getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("own", own.key(), new char[0], own.chain().toArray(new Certificate[0]));
    X509Certificate ca =
        TlsMaterial.certificates(authority.pem().getBytes(StandardCharsets.UTF_8)).getFirst();
    store.setCertificateEntry("ca", ca);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), clients ? trust.getTrustManagers() : null, null);
    return context;
  }

  private HttpsServer serve(SSLContext context, boolean clients) throws IOException {
    HttpsServer made =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    made.setExecutor(threads);
    made.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
            ssl.setNeedClientAuth(clients);
            parameters.setSSLParameters(ssl);
          }
        });
    made.createContext("/", this::answer);
    made.start();
    return made;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    String path = exchange.getRequestURI().getPath();
    authorizations.add(path + " " + Objects.requireNonNullElse(header, "none"));
    try (exchange) {
      String to = redirects.get(path.substring(1, Math.max(1, path.indexOf('/', 1))));
      if (to != null) {
        exchange.getResponseHeaders().add("Location", to + "/info/refs?service=git-upload-pack");
        exchange.sendResponseHeaders(302, -1);
        return;
      }
      byte[] body = refs().getBytes(StandardCharsets.UTF_8);
      exchange
          .getResponseHeaders()
          .add("Content-Type", "application/x-git-upload-pack-advertisement");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String refs() {
    return line("# service=git-upload-pack\n")
        + "0000"
        + line(SHA + " HEAD\0side-band-64k symref=HEAD:refs/heads/main\n")
        + line(SHA + " refs/heads/main\n")
        + "0000";
  }

  private static String line(String text) {
    return "%04x%s".formatted(text.length() + 4, text);
  }

  private static String url(HttpsServer of, String path) {
    return "https://localhost:" + of.getAddress().getPort() + path;
  }

  /** Starts a test with an empty control namespace. */
  private void given(String type, String url, String fields) {
    ObjectNode _ =
        cluster.apply(
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: s-%s
              namespace: argocd
              labels: {argocd.argoproj.io/secret-type: %s}
            stringData: {url: '%s'%s}
            """
                .formatted(UUID.randomUUID(), type, url, fields.isEmpty() ? "" : ", " + fields));
  }

  private void trusted() {
    ObjectNode _ =
        cluster.apply(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: argocd-tls-certs-cm, namespace: argocd}
            data:
              localhost: |
            """
                + authority.pem().indent(4));
  }

  private void fresh() {
    cluster = new InMemoryCluster("argocd");
    authorizations.clear();
  }

  private List<String> read(String url) {
    RepositoryUrl parsed = RepositoryUrl.parse(url);
    try (JGitSource source =
        JGitSource.open(
            GitSettings.in(cache),
            new RepositorySecrets(cluster.server(), "argocd"),
            GitObserver.none(),
            new GitClock(System::nanoTime, InstantSource.system()))) {
      assertThat(source.resolve(parsed, "main", Duration.ZERO).sha()).isEqualTo(SHA);
      return source.warnings(parsed);
    }
  }

  private GitFailure failure(String url) {
    return catchThrowableOfType(GitException.class, () -> read(url)).failure();
  }

  @Test
  void theAuthorityOfAHostComesFromItsConfigMap() {
    fresh();
    assertThat(failure(url(server, "/app")))
        .isInstanceOf(GitFailure.NotReachable.class)
        .extracting(GitFailure::message)
        .asString()
        .contains("TLS: ");

    trusted();
    assertThat(read(url(server, "/app"))).isEmpty();
  }

  @Test
  void anInsecureRepositoryIsReadWithAWarningAndItsNeighborIsNot() {
    fresh();
    given("repository", url(server, "/app"), "insecure: 'true'");

    assertThat(read(url(server, "/app"))).singleElement().asString().contains("is not checked");
    assertThat(failure(url(server, "/other"))).isInstanceOf(GitFailure.NotReachable.class);
  }

  @Test
  void aClientCertificateProvesWhoWeAre() {
    fresh();
    trusted();
    assertThat(failure(url(closed, "/app"))).isInstanceOf(GitFailure.NotReachable.class);

    given(
        "repository",
        url(closed, "/app"),
        "tlsClientCertData: " + quoted(certificate) + ", tlsClientCertKey: " + quoted(key));
    assertThat(read(url(closed, "/app"))).isEmpty();
  }

  private static String quoted(String pem) {
    return '"' + pem.replace("\n", "\\n") + '"';
  }

  @Test
  void aTokenIsInEveryRequestAndAPasswordIfForced() {
    fresh();
    trusted();
    given("repository", url(server, "/token"), "bearerToken: " + canary.value());
    given(
        "repository",
        url(server, "/forced"),
        "username: robot, forceHttpBasicAuth: 'true', password: " + canary.value());
    given("repository", url(server, "/asked"), "username: robot, password: " + canary.value());

    assertThat(read(url(server, "/token"))).isEmpty();
    assertThat(read(url(server, "/forced"))).isEmpty();
    assertThat(read(url(server, "/asked"))).isEmpty();

    assertThat(authorizations)
        .containsExactly(
            "/token/info/refs Bearer " + canary.value(),
            "/forced/info/refs " + basic(canary.value()),
            "/asked/info/refs none");
  }

  private static String basic(String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(("robot:" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aProxyIsUsedUnlessTheHostIsExcepted() throws IOException {
    fresh();
    trusted();
    try (ForwardProxy proxy = new ForwardProxy()) {
      String at = "proxy: 'http://127.0.0.1:" + proxy.port() + "'";
      given("repository", url(server, "/app"), at + ", bearerToken: abc");
      given("repository", url(server, "/direct"), at + ", noProxy: 'example.com,localhost'");

      assertThat(read(url(server, "/direct"))).isEmpty();
      assertThat(proxy.heads()).isEmpty();

      assertThat(read(url(server, "/app"))).isEmpty();
      assertThat(proxy.heads())
          .singleElement()
          .asString()
          .startsWith("CONNECT localhost:" + server.getAddress().getPort())
          .doesNotContain("Authorization");
      assertThat(authorizations).contains("/app/info/refs Bearer abc");
    }
  }

  @Test
  void aRedirectToAnotherServerIsNotFollowed() {
    fresh();
    trusted();
    given("repo-creds", url(server, "/"), "bearerToken: " + canary.value());
    for (String elsewhere :
        List.of(
            url(closed, "/app"), "https://127.0.0.1:" + server.getAddress().getPort() + "/app")) {
      authorizations.clear();
      redirects.put("moved", elsewhere);

      assertThat(failure(url(server, "/moved/app")))
          .isInstanceOf(GitFailure.RedirectedElsewhere.class);
      assertThat(authorizations).hasSize(1);
    }
    redirects.put("moved", "http://localhost:" + server.getAddress().getPort() + "/app");
    assertThat(failure(url(server, "/moved/app"))).isInstanceOf(GitFailure.NotReachable.class);
  }

  @Test
  void aRedirectOutOfATemplateGetsNoCredential() {
    fresh();
    trusted();
    given("repo-creds", url(server, "/team-a"), "bearerToken: " + canary.value());
    redirects.put("team-a", url(server, "/team-ab/app"));

    assertThat(read(url(server, "/team-a/app"))).isEmpty();
    assertThat(authorizations)
        .containsExactly(
            "/team-a/app/info/refs Bearer " + canary.value(), "/team-ab/app/info/refs none");
  }
}
