package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sealer.cli.Calls.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Something answers at the API server's address and is none: no word of it may be repeated. */
final class StrangeAnswersTest {
  private static final String CANARY = "canary-" + UUID.randomUUID();
  private static final String SECRET =
      "apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: b}\nstringData: {k: v}\n";
  private static final String MALFORMED_KEY =
      "{\"items\": [{\"kind\": \"Secret\", \"data\": \"" + CANARY + "\"}]}";
  private static final List<String> ANSWERS =
      List.of(
          "{}",
          "\"" + CANARY + "\"",
          "{\"items\": \"" + CANARY + "\"}",
          "{\"items\": [\"" + CANARY + "\"]}",
          MALFORMED_KEY,
          "{\"kind\": \"Service\", \"metadata\": \"" + CANARY + "\", \"spec\": \"" + CANARY + "\"}",
          "<html>" + CANARY,
          "{ \"a\": " + CANARY);

  @TempDir private Path folder = Path.of("");
  private HttpServer server;
  private String answer = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    Calls.writeKubeconfig(
        folder.resolve("config"), "http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seal",
        "cert fetch",
        "keys list",
        "keys renew",
        "backup create --passphrase-file PASSPHRASE backup.age"
      })
  void areNotRepeated(String line) throws IOException {
    Map<String, String> environment =
        Map.of(
            "KUBECONFIG", folder.resolve("config").toString(),
            "XDG_STATE_HOME", folder.resolve("state").toString());
    Path passphrase = Files.writeString(folder.resolve("passphrase"), "a long passphrase of words");
    for (String each : ANSWERS) {
      answer = each;
      Outcome outcome =
          Calls.sealer(
              environment,
              SECRET,
              line.replace("PASSPHRASE", passphrase.toString()).split(" ", -1));
      assertThat(outcome.out() + outcome.err()).as(each).doesNotContain(CANARY);
      // A Secret whose data are no map is a malformed key, which is listed as one.
      if (outcome.exitCode() != 0 || !each.equals(MALFORMED_KEY)) {
        assertThat(outcome.exitCode()).as(each).isOne();
        assertThat(outcome.err()).as(each).startsWith("error: ");
      }
    }
  }
}
