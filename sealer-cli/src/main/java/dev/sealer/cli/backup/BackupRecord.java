package dev.sealer.cli.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.io.AtomicFile;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.io.StateDirectory;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.YamlException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The last backup of a cluster's sealing keys that was made on this machine, stored in the user's
 * state directory. Holds no key.
 *
 * @param file absolute path of the backup
 * @param created when it was made
 * @param keys fingerprints of the keys in it
 */
public record BackupRecord(String file, Instant created, Set<String> keys) {

  /** Finds the record for a cluster; empty if there is none, or it cannot be read. */
  public static Optional<BackupRecord> find(Map<String, String> environment, String server) {
    Optional<Path> path = folder(environment).map(folder -> folder.resolve(name(server)));
    if (path.filter(Files::isRegularFile).isEmpty()) {
      return Optional.empty();
    }
    String name = path.get().toString();
    try {
      JsonNode json = KubeYaml.readDocument(FileText.read(name), name).content();
      Set<String> keys = new TreeSet<>();
      json.path("keys").forEach(key -> keys.add(key.asText("")));
      Instant created = Instant.parse(json.path("created").asText(""));
      return Optional.of(new BackupRecord(json.path("file").asText(""), created, keys));
    } catch (CommandFailure | YamlException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Stores the record in place of the former one.
   *
   * @throws IOException if the state directory cannot be created
   */
  void save(Map<String, String> environment, String server) throws IOException {
    Optional<Path> folder = folder(environment);
    if (folder.isEmpty()) {
      return;
    }
    StateDirectory.create(folder.get());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("file", file).put("created", created.toString());
    keys.forEach(json.putArray("keys")::add);
    AtomicFile.writePrivate(
        folder.get().resolve(name(server)).toString(),
        KubeYaml.toPrettyJson(json).getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Path> folder(Map<String, String> environment) {
    return StateDirectory.of(environment).map(state -> state.resolve("backups"));
  }

  private static String name(String server) {
    return URLEncoder.encode(server, StandardCharsets.UTF_8) + ".json";
  }
}
