package dev.sealer.git.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sealer.git.GitAccess;
import dev.sealer.git.GitClock;
import dev.sealer.git.GitCredential;
import dev.sealer.git.GitCredentialLookup;
import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.GitObserver;
import dev.sealer.git.GitSettings;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads when the server is not a Git server, or not a friendly one. */
class HttpFailuresTest {

  private static final String CANARY = "canary-91c2e7";

  @TempDir Path temp;
  private HttpServer server;
  private ExecutorService threads;
  private final CountDownLatch never = new CountDownLatch(1);
  private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/missing", exchange -> answer(exchange, 404));
    server.createContext("/forbidden", exchange -> answer(exchange, 403));
    server.createContext("/broken", exchange -> answer(exchange, 500));
    server.createContext("/page", exchange -> answer(exchange, 200));
    server.createContext("/private", this::askForPassword);
    server.createContext("/silent", exchange -> await());
    server.createContext("/moved", this::redirectElsewhere);
    server.start();
  }

  @AfterEach
  void stop() {
    never.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void noRepositoryThere() {
    assertThat(failureOf("/missing/app")).isInstanceOf(GitFailure.NoSuchRepository.class);
  }

  @Test
  void noCredentialsOrTheWrongOnes() {
    assertThat(failureOf("/forbidden/app")).isInstanceOf(GitFailure.NotAuthorised.class);
    assertThat(failureOf("/private/app", GitCredentialLookup.none()))
        .isInstanceOf(GitFailure.NotAuthorised.class);
    assertThat(failureOf("/private/app")).isInstanceOf(GitFailure.NotAuthorised.class);
    assertThat(authorizations)
        .contains(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString(("robot:" + CANARY).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aServerThatIsNotAGitServer() {
    assertThat(failureOf("/broken/app")).isInstanceOf(GitFailure.NotReachable.class);
    assertThat(failureOf("/page/app")).isInstanceOf(GitFailure.NotReachable.class);
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() {
    assertThat(failureOf("/silent/app"))
        .isInstanceOfSatisfying(
            GitFailure.NotReachable.class,
            failure -> assertThat(failure.reason()).contains("time"));
  }

  @Test
  void nobodyListens() {
    int port = server.getAddress().getPort();
    server.stop(0);

    assertThat(failureOf("http://127.0.0.1:" + port + "/app", credential()))
        .isInstanceOfSatisfying(
            GitFailure.NotReachable.class,
            failure -> assertThat(failure.reason()).contains("refused"));
  }

  @Test
  void aRedirectToAnotherHostGetsNoCredential() {
    failureOf("/moved/app");

    assertThat(authorizations).isEmpty();
  }

  @Test
  void noMessageHoldsAPassword() {
    for (String path : List.of("/private/app", "/broken/app", "/page/app", "/missing/app")) {
      String url = "http://user:" + CANARY + "@127.0.0.1:" + server.getAddress().getPort() + path;

      assertThat(failureOf(url, credential()).message()).doesNotContain(CANARY);
    }
  }

  private GitFailure failureOf(String path) {
    return failureOf(path, credential());
  }

  private GitFailure failureOf(String path, GitCredentialLookup credentials) {
    String text =
        path.startsWith("/") ? "http://127.0.0.1:" + server.getAddress().getPort() + path : path;
    Duration timeout = path.startsWith("/silent") ? Duration.ofSeconds(1) : Duration.ofMinutes(1);
    GitSettings settings = GitSettings.in(temp).withTimeout(timeout);
    RepositoryUrl url = RepositoryUrl.parse(text);
    try (JGitSource source =
        JGitSource.open(
            settings,
            credentials,
            GitObserver.none(),
            new GitClock(System::nanoTime, InstantSource.system()))) {
      GitException thrown =
          catchThrowableOfType(
              GitException.class, () -> source.resolve(url, "main", Duration.ZERO));
      return thrown.failure();
    }
  }

  private static GitCredentialLookup credential() {
    return url -> GitAccess.with(new GitCredential("robot", SecretBytes.ofUtf8(CANARY)));
  }

  private void askForPassword(HttpExchange exchange) throws IOException {
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    if (sent != null) {
      authorizations.add(sent);
    }
    exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
    answer(exchange, 401);
  }

  private void redirectElsewhere(HttpExchange exchange) throws IOException {
    String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    // The same machine under another name is another host to whoever holds a credential.
    exchange
        .getResponseHeaders()
        .add(
            "Location",
            "http://localhost:"
                + server.getAddress().getPort()
                + "/private/app/info/refs?"
                + query);
    answer(exchange, 302);
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    byte[] body = "<html>hello</html>".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private void await() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
