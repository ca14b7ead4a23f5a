package dev.sealer.cli.seal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.manifest.ManifestException;
import dev.sealer.cli.manifest.ManifestText;
import dev.sealer.cli.manifest.PlainSecret;
import dev.sealer.yaml.KubeYaml;
import java.util.ArrayList;
import java.util.List;

/**
 * Seals the Secrets of a file and leaves its other documents as they are. What a Secret's document
 * says beside its fields, comments above all, is not carried over: it may repeat a value.
 */
public final class FileSealing {
  private final SecretSealing sealing;

  /** Seals by these rules. */
  public FileSealing(SecretSealing sealing) {
    this.sealing = sealing;
  }

  /**
   * What became of a file.
   *
   * @param documents each as a tree, in order
   * @param yaml the whole as YAML, foreign documents as they stood
   * @param sealed how many Secrets were sealed
   */
  public record Result(List<JsonNode> documents, String yaml, int sealed) {}

  /**
   * Seals a file's text.
   *
   * @throws ManifestException naming file and line when a Secret cannot be sealed or a document is
   *     no Kubernetes object
   * @throws dev.sealer.yaml.read.YamlException when a document cannot be read
   */
  public Result seal(byte[] utf8, String source) {
    List<JsonNode> documents = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    int sealed = 0;
    for (ManifestText.Part part : ManifestText.parts(utf8, source)) {
      int count = secretsIn(part);
      JsonNode written = count > 0 ? sealedOf(part) : part.content();
      documents.add(written);
      texts.add(count > 0 ? KubeYaml.toYaml(written) : part.text());
      sealed += count;
    }
    return new Result(documents, joined(texts), sealed);
  }

  private static int secretsIn(ManifestText.Part part) {
    JsonNode content = part.content();
    if (!content.isObject() || content.path("kind").asText("").isEmpty()) {
      throw new ManifestException(part.where() + ": not a Kubernetes object: it has no kind");
    }
    if (isSecret(content)) {
      return 1;
    }
    int count = 0;
    for (JsonNode item : isList(content) ? content.path("items") : List.<JsonNode>of()) {
      count += isSecret(item) ? 1 : 0;
    }
    return count;
  }

  private JsonNode sealedOf(ManifestText.Part part) {
    if (!isList(part.content())) {
      return sealOne(part.content(), part.where());
    }
    ObjectNode list = part.content().deepCopy();
    list.put("kind", "List");
    list.put("apiVersion", "v1");
    ArrayNode items = (ArrayNode) list.path("items");
    for (int i = 0; i < items.size(); i++) {
      if (isSecret(items.get(i))) {
        items.set(i, sealOne(items.get(i), part.where() + ": items[" + i + "]"));
      }
    }
    return list;
  }

  private ObjectNode sealOne(JsonNode content, String where) {
    try (PlainSecret secret = PlainSecret.of(content)) {
      return sealing.seal(secret);
    } catch (ManifestException e) {
      throw new ManifestException(where + ": " + e.getMessage());
    }
  }

  private static boolean isSecret(JsonNode content) {
    return content.path("kind").asText().equals("Secret")
        && content.path("apiVersion").asText("v1").equals("v1");
  }

  private static boolean isList(JsonNode content) {
    String kind = content.path("kind").asText();
    return (kind.equals("List") || kind.equals("SecretList")) && content.path("items").isArray();
  }

  private static String joined(List<String> texts) {
    StringBuilder out = new StringBuilder();
    for (String text : texts) {
      out.append("---\n").append(text);
      if (!text.endsWith("\n")) {
        out.append('\n');
      }
    }
    return out.toString();
  }
}
