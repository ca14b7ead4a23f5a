package dev.sealer.testbed.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.sealer.testbed.git.GitRequest.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Checks credentials, applies the behaviour that a test asked for, counts, and calls git. */
final class GitHandler implements HttpHandler {
  private static final Pattern PATH = Pattern.compile("/(.+)\\.git(/.*)?");
  private static final String UPLOAD = "git-upload-pack";
  private static final String RECEIVE = "git-receive-pack";

  private final HttpBackend backend;
  private final List<GitRequest> requests = new CopyOnWriteArrayList<>();
  private final Set<String> published = ConcurrentHashMap.newKeySet();
  private final Object behaviourChanged = new Object();
  private volatile GitBehaviour behaviour = GitBehaviour.NORMAL;
  private volatile GitCredentials credentials;

  GitHandler(GitCommand git, Path root, GitCredentials credentials) {
    this.backend = new HttpBackend(git, root);
    this.credentials = credentials;
  }

  GitCredentials credentials() {
    return credentials;
  }

  GitCredentials accept(GitCredentials other) {
    credentials = other;
    return other;
  }

  void publish(String repository) {
    published.add(repository);
  }

  void behave(GitBehaviour wanted) {
    synchronized (behaviourChanged) {
      behaviour = wanted;
      behaviourChanged.notifyAll();
    }
  }

  List<GitRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    Matcher matcher = PATH.matcher(path);
    String repository = matcher.matches() ? matcher.group(1) : path;
    Kind kind = kind(exchange, body);
    GitAnswer answer = answer(exchange, body, repository, kind);
    String user = signedIn(exchange) ? credentials.user() : "";
    // Counted before it is sent: a client that has its answer finds its request counted.
    requests.add(new GitRequest(repository, kind, user, answer.status()));
    answer.send(exchange);
  }

  private GitAnswer answer(HttpExchange exchange, byte[] body, String repository, Kind kind) {
    GitBehaviour now = behaviourAfterHanging();
    return switch (now) {
      case NORMAL, HANGING -> serve(exchange, body, repository, kind);
      case UNAUTHORIZED -> challenge();
      case FORBIDDEN -> GitAnswer.empty(403, Map.of());
      case RATE_LIMITED -> GitAnswer.empty(429, Map.of("Retry-After", "60"));
      case BAD_GATEWAY -> GitAnswer.empty(502, Map.of());
      case DISCONNECTING -> GitAnswer.none();
      case TRUNCATING -> backend.answer(exchange, body).truncated();
    };
  }

  private GitAnswer serve(HttpExchange exchange, byte[] body, String repository, Kind kind) {
    boolean open = kind != Kind.PUSH && published.contains(repository);
    return open || signedIn(exchange) ? backend.answer(exchange, body) : challenge();
  }

  /** The behaviour now, or what it changed to if requests hang now. */
  private GitBehaviour behaviourAfterHanging() {
    synchronized (behaviourChanged) {
      while (behaviour == GitBehaviour.HANGING) {
        try {
          behaviourChanged.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return GitBehaviour.DISCONNECTING;
        }
      }
      return behaviour;
    }
  }

  private boolean signedIn(HttpExchange exchange) {
    return credentials
        .authorization()
        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private static GitAnswer challenge() {
    return GitAnswer.empty(401, Map.of("WWW-Authenticate", "Basic realm=\"testbed\""));
  }

  private static Kind kind(HttpExchange exchange, byte[] body) throws IOException {
    String uri = exchange.getRequestURI().toString();
    if (uri.contains(RECEIVE)) {
      return Kind.PUSH;
    }
    if (uri.endsWith("/info/refs?service=" + UPLOAD)) {
      return Kind.CAPABILITIES;
    }
    if (!uri.endsWith("/" + UPLOAD)) {
      return Kind.OTHER;
    }
    return text(exchange, body).contains("command=ls-refs") ? Kind.LS_REFS : Kind.FETCH;
  }

  private static String text(HttpExchange exchange, byte[] body) throws IOException {
    if (!"gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
