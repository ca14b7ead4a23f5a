package dev.sealer.cli.backup.plan;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.model.SealedSecretContent;
import dev.sealer.sealing.model.SealedSecretJson;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The content of a file, read for a check of its sealed values. */
public sealed interface RepositoryFile {

  /** SealedSecrets, in the order of the file; none in most files. */
  record Objects(List<RepositorySealedSecret> objects) implements RepositoryFile {}

  /**
   * The file is a manifest by its name, speaks of SealedSecrets, and cannot be read.
   *
   * @param reason one line
   */
  record Unreadable(String reason) implements RepositoryFile {}

  /** Reads the content of a file. Prose and programs that only mention the kind hold nothing. */
  static RepositoryFile of(byte[] content, String path) {
    if (SealedSecretJson.isMentionedIn(content, UTF_16LE)
        || SealedSecretJson.isMentionedIn(content, UTF_16BE)) {
      return new Unreadable("it is UTF-16, which Kubernetes does not read: save it as UTF-8");
    }
    if (!SealedSecretJson.isMentionedIn(content)) {
      return new Objects(List.of());
    }
    try {
      List<RepositorySealedSecret> objects = new ArrayList<>();
      List<Document> documents = KubeYaml.readDocuments(content, path);
      for (int i = 0; i < documents.size(); i++) {
        collect(documents.get(i).content(), i + 1, documents.get(i).startLine(), objects);
      }
      return new Objects(List.copyOf(objects));
    } catch (YamlException | InvalidManifestException e) {
      return isManifest(path)
          ? new Unreadable(String.valueOf(e.getMessage()))
          : new Objects(List.of());
    }
  }

  /** Returns whether a file of this name is meant to be a manifest. */
  static boolean isManifest(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yaml") || lower.endsWith(".yml") || lower.endsWith(".json");
  }

  private static void collect(
      JsonNode content, int document, int line, List<RepositorySealedSecret> objects) {
    if (SealedSecretJson.is(content)) {
      objects.add(
          new RepositorySealedSecret(document, line, SealedSecretContent.read(content, "")));
    }
    JsonNode items = content.path("items");
    if (items.isArray()) {
      items.forEach(item -> collect(item, document, line, objects));
    }
  }
}
