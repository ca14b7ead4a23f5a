package dev.sealer.cli;

import dev.sealer.cli.Calls.Outcome;
import dev.sealer.testbed.http.ProxiedCall;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.testbed.http.RecordingServer;
import dev.sealer.yaml.KubeYaml;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Objects by path, as an API server on loopback serves them to a command. */
final class ServedObjects {
  private final Map<String, String> bodies = new HashMap<>();

  /** Serves an object, which is YAML. */
  void put(String path, String yaml) {
    bodies.put(path, json(yaml));
  }

  /** Serves a list of objects, which are YAML. */
  void putList(String path, String... yaml) {
    bodies.put(
        path,
        Stream.of(yaml)
            .map(ServedObjects::json)
            .collect(Collectors.joining(",", "{\"kind\":\"List\",\"items\":[", "]}")));
  }

  private static String json(String yaml) {
    return KubeYaml.toJson(KubeYaml.readDocument(yaml, "test").content());
  }

  /** Returns the path of a call without its query. */
  static String path(ProxiedCall call) {
    return call.target().replaceAll("\\?.*", "");
  }

  Answer answer(ProxiedCall call) {
    String found = bodies.get(path(call));
    return found == null
        ? new Answer(404, "application/json", "{\"kind\":\"Status\",\"message\":\"not found\"}")
        : new Answer(200, "application/json", found);
  }

  /** Runs {@code sealer COMMAND WORDS...} with a kubeconfig in {@code folder} for the answers. */
  static Outcome run(
      Path folder, Function<ProxiedCall, Answer> answers, String command, String... words) {
    try (RecordingServer server = RecordingServer.plain(answers)) {
      Path kubeconfig = folder.resolve("config");
      Calls.writeKubeconfig(kubeconfig, server.uri().toString());
      String[] line = Stream.concat(Stream.of(command), Stream.of(words)).toArray(String[]::new);
      return Calls.sealer(Map.of("KUBECONFIG", kubeconfig.toString()), "", line);
    }
  }
}
