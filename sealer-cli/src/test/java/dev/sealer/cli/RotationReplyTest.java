package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.Calls.Outcome;
import dev.sealer.testbed.http.ProxiedCall;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.testbed.http.RecordingServer;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing but the SealedSecret that was sent replaces a file. */
final class RotationReplyTest {
  private static final String SERVICE =
      "{\"kind\":\"Service\",\"apiVersion\":\"v1\",\"spec\":{\"ports\":[{\"port\":8080}]}}";

  private final String canary = "canary-" + UUID.randomUUID();

  @TempDir private Path folder = Path.of("");
  private RecordingServer server;
  private Consumer<ObjectNode> change = _ -> {};

  @BeforeEach
  void start() throws IOException {
    Calls.writeKeys(folder);
    server = RecordingServer.plain(this::answer);
    Calls.writeKubeconfig(folder.resolve("config"), server.uri().toString());
    String secret =
        "{apiVersion: v1, kind: Secret, metadata: {name: db, namespace: shop}, stringData: {a: "
            + canary
            + ", b: x}}";
    Outcome sealed =
        Calls.kubeseal(
            secret.getBytes(StandardCharsets.UTF_8),
            Map.of(),
            List.of("--cert", folder.resolve("cert.pem").toString(), "-o", "yaml"));
    Files.writeString(folder.resolve("sealed.yaml"), sealed.out());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer answer(ProxiedCall call) {
    if (call.method().equals("GET")) {
      return new Answer(200, "application/json", SERVICE);
    }
    ObjectNode reply = (ObjectNode) KubeYaml.readDocument(call.body(), "sent").content();
    change.accept(reply);
    return new Answer(200, "application/json", KubeYaml.toJson(reply));
  }

  private static ObjectNode items(ObjectNode reply) {
    return (ObjectNode) reply.at("/spec/encryptedData");
  }

  private static Map<String, Consumer<ObjectNode>> strangers() {
    Map<String, Consumer<ObjectNode>> changes = new LinkedHashMap<>();
    changes.put("not a SealedSecret", reply -> reply.put("kind", "Secret"));
    changes.put("not a SealedSecret ", reply -> reply.put("apiVersion", "v1"));
    changes.put("not a SealedSecret  ", ObjectNode::removeAll);
    changes.put("not a SealedSecret   ", reply -> reply.remove("spec"));
    changes.put("name differs", reply -> reply.withObject("/metadata").put("name", "other"));
    changes.put("name differs ", reply -> reply.withObject("/metadata").remove("name"));
    changes.put("namespace differs", reply -> reply.withObject("/metadata").put("namespace", "x"));
    changes.put(
        "scope differs",
        reply ->
            reply
                .withObject("/metadata/annotations")
                .put("sealedsecrets.bitnami.com/cluster-wide", "true"));
    changes.put("keys differ", reply -> items(reply).remove("a"));
    changes.put("keys differ ", reply -> items(reply).put("c", items(reply).path("a").asText()));
    changes.put("not a sealed value", reply -> items(reply).put("a", "plain"));
    changes.put("not a sealed value ", reply -> items(reply).putObject("a"));
    return changes;
  }

  static Stream<Arguments> strangersAndCommands() {
    return strangers().keySet().stream()
        .flatMap(change ->
            Stream.of("kubeseal", "kubeseal -w", "sealer").map(c -> Arguments.of(change, c)));
  }

  private Outcome run(String command) {
    String file = folder.resolve("sealed.yaml").toString();
    Map<String, String> environment = Map.of("KUBECONFIG", folder.resolve("config").toString());
    return switch (command) {
      case "sealer" -> Calls.sealer(environment, "", "reencrypt", file);
      case "kubeseal -w" ->
          Calls.kubeseal(
              new byte[0],
              environment,
              List.of("--re-encrypt", "-f", file, "-w", folder.resolve("out").toString()));
      default -> Calls.kubeseal(new byte[0], environment, List.of("--re-encrypt", "-f", file));
    };
  }

  @ParameterizedTest
  @MethodSource("strangersAndCommands")
  void aReplyThatIsAnotherObjectChangesNothing(String what, String command) throws IOException {
    String before = Files.readString(folder.resolve("sealed.yaml"));
    change = Objects.requireNonNull(strangers().get(what));
    Outcome outcome = run(command);

    assertThat(outcome.exitCode()).as(outcome.out()).isOne();
    assertThat(outcome.err()).startsWith("error: ");
    assertThat(Files.readString(folder.resolve("sealed.yaml"))).isEqualTo(before);
    assertThat(folder.resolve("out")).doesNotExist();
    if (command.startsWith("kubeseal")) {
      assertThat(outcome.err())
          .contains("the reply is not the SealedSecret that was sent", what.strip());
    }
  }

  /** As the real controller, which leaves kind and version out. */
  @Test
  void theSameObjectIsTaken() {
    change = reply -> reply.remove(List.of("kind", "apiVersion"));
    for (String command : List.of("kubeseal", "kubeseal -w", "sealer")) {
      assertThat(run(command).exitCode()).as(command).isZero();
    }
  }
}
