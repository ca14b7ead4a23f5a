package dev.sealer.testbed.git;

import com.sun.net.httpserver.HttpExchange;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a request to {@code git http-backend} by the common gateway interface (RFC 3875). */
final class HttpBackend {
  private static final byte[] HEADERS_END = {'\r', '\n', '\r', '\n'};

  private final GitCommand git;
  private final Path root;

  HttpBackend(GitCommand git, Path root) {
    this.git = git;
    this.root = root;
  }

  /** Gives git's answer to the request. */
  GitAnswer answer(HttpExchange exchange, byte[] body) {
    byte[] output = run(exchange, body);
    int headersEnd = headersEnd(output);
    Map<String, String> headers = new HashMap<>();
    for (String line : new String(output, 0, headersEnd, StandardCharsets.UTF_8).lines().toList()) {
      String[] parts = line.split(": ", 2);
      headers.put(parts[0], parts[1]);
    }
    String status = headers.remove("Status");
    return GitAnswer.whole(
        status == null ? 200 : Integer.parseInt(status.substring(0, 3)),
        headers,
        Arrays.copyOfRange(output, headersEnd + HEADERS_END.length, output.length));
  }

  private byte[] run(HttpExchange exchange, byte[] body) {
    Map<String, String> environment = new HashMap<>(GitCommand.ENVIRONMENT);
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("REMOTE_USER", "deploy");
    environment.put("REMOTE_ADDR", "127.0.0.1");
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    environment.put("QUERY_STRING", orEmpty(exchange.getRequestURI().getQuery()));
    environment.put("CONTENT_TYPE", header(exchange, "Content-Type"));
    environment.put("CONTENT_LENGTH", Integer.toString(body.length));
    environment.put("HTTP_CONTENT_ENCODING", header(exchange, "Content-Encoding"));
    environment.put("GIT_PROTOCOL", header(exchange, "Git-Protocol"));
    Command command = git.in(root, "http-backend");
    CommandOutcome outcome =
        new Command(command.argv(), environment, root, command.deadline()).run(body).orThrow();
    return outcome.stdoutBytes();
  }

  private static int headersEnd(byte[] answer) {
    for (int i = 0; i + HEADERS_END.length <= answer.length; i++) {
      if (Arrays.equals(answer, i, i + HEADERS_END.length, HEADERS_END, 0, HEADERS_END.length)) {
        return i;
      }
    }
    throw new IllegalStateException("git http-backend gave no headers");
  }

  private static String header(HttpExchange exchange, String name) {
    return orEmpty(exchange.getRequestHeaders().getFirst(name));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
