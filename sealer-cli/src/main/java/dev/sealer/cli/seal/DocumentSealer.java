package dev.sealer.cli.seal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.fingerprint.ValueSealer;
import dev.sealer.cli.io.ParallelTasks;
import dev.sealer.cli.manifest.ManifestText;
import dev.sealer.cli.manifest.UnsealedSecret;
import dev.sealer.sealing.model.InvalidManifestException;
import dev.sealer.sealing.model.SealedSecretJson;
import dev.sealer.yaml.KubeYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Seals the Secrets of a file and leaves its other documents as they are. What a Secret's document
 * says next to its fields, comments above all, is not carried over: it may repeat a value.
 */
public final class DocumentSealer {
  private final SecretSealer sealing;

  /** Seals by these rules. */
  public DocumentSealer(SecretSealer sealing) {
    this.sealing = sealing;
  }

  /**
   * The result for a file.
   *
   * @param documents each as a tree, in order
   * @param json whether the file begins with JSON
   * @param text the whole in the format it came in, foreign documents as they were
   * @param secrets how many Secrets were sealed
   * @param sealedBefore how many SealedSecrets were in the input
   */
  public record Result(
      List<JsonNode> documents, boolean json, String text, int secrets, int sealedBefore) {
    /** Returns the whole as YAML documents, each after a separator. */
    public String yaml() {
      if (json) {
        StringBuilder out = new StringBuilder();
        documents.forEach(document -> out.append("---\n").append(KubeYaml.toYaml(document)));
        return out.toString();
      }
      String yaml = text.startsWith("\ufeff") ? text.substring(1) : text;
      return (yaml.startsWith("---") || yaml.startsWith("%") ? "" : "---\n")
          + yaml
          + (yaml.endsWith("\n") || yaml.isEmpty() ? "" : "\n");
    }
  }

  /**
   * Seals a file's text.
   *
   * @param existing the SealedSecrets in the output file
   * @throws InvalidManifestException naming file and line when a Secret cannot be sealed or a
   *     document is not a Kubernetes object
   */
  public Result seal(ManifestText input, ValueSealer items, ExistingCiphertexts existing) {
    return seal(input, items, existing, () -> {});
  }

  /**
   * Seals a file's text, as {@link #seal(ManifestText, ValueSealer, ExistingCiphertexts)}.
   *
   * @param afterEach called after each document, from any thread
   */
  public Result seal(
      ManifestText input, ValueSealer items, ExistingCiphertexts existing, Runnable afterEach) {
    List<Document> documents =
        ParallelTasks.map(
            input.parts(),
            part -> {
              Document document = seal(part, items, existing);
              afterEach.run();
              return document;
            });
    List<JsonNode> trees = new ArrayList<>();
    Map<ManifestText.Part, String> replaced = ManifestText.replacements();
    int secrets = 0;
    int sealedBefore = 0;
    for (Document document : documents) {
      trees.add(document.tree());
      document.text().ifPresent(text -> replaced.put(document.part(), text));
      secrets += document.secrets();
      sealedBefore += document.sealedBefore();
    }
    return new Result(trees, input.isJson(), input.with(replaced), secrets, sealedBefore);
  }

  /** The result for one document; without a text it is unchanged. */
  private record Document(
      ManifestText.Part part,
      JsonNode tree,
      Optional<String> text,
      int secrets,
      int sealedBefore) {}

  private Document seal(ManifestText.Part part, ValueSealer items, ExistingCiphertexts existing) {
    requireKind(part);
    int secrets = count(part.content(), DocumentSealer::isSecret);
    int sealedBefore = count(part.content(), SealedSecretJson::is);
    if (secrets == 0) {
      return new Document(part, part.content(), Optional.empty(), 0, sealedBefore);
    }
    JsonNode sealed = sealedOf(part, items, existing);
    return new Document(
        part, sealed, Optional.of(text(part, sealed, existing)), secrets, sealedBefore);
  }

  /**
   * Returns whether a file is something else than Kubernetes objects, such as a chart's values:
   * none of its documents has a kind, or what an object without its kind would have.
   */
  public static boolean isForeign(ManifestText input) {
    return input.parts().stream()
        .map(ManifestText.Part::content)
        .noneMatch(content ->
            content.has("kind")
                || content.has("metadata")
                || content.has("stringData")
                || content.path("data").isObject());
  }

  /** Returns whether a file contains an unsealed Secret. */
  public static boolean holdsSecret(ManifestText text) {
    return text.parts().stream()
        .anyMatch(part -> count(part.content(), DocumentSealer::isSecret) > 0);
  }

  private static String text(
      ManifestText.Part part, JsonNode written, ExistingCiphertexts existing) {
    return part.isJson()
        ? KubeYaml.toPrettyJson(written)
        : existing.text(written).orElseGet(() -> KubeYaml.toYaml(written));
  }

  private static void requireKind(ManifestText.Part part) {
    JsonNode content = part.content();
    if (!content.isObject() || content.path("kind").asText("").isEmpty()) {
      throw new InvalidManifestException(
          part.where() + ": not a Kubernetes object: it has no kind");
    }
  }

  private interface Test {
    boolean holds(JsonNode content);
  }

  private static int count(JsonNode content, Test test) {
    if (test.holds(content)) {
      return 1;
    }
    return isList(content)
        ? (int)
            StreamSupport.stream(content.path("items").spliterator(), false)
                .filter(test::holds)
                .count()
        : 0;
  }

  private JsonNode sealedOf(
      ManifestText.Part part, ValueSealer items, ExistingCiphertexts existing) {
    if (!isList(part.content())) {
      return sealOne(part.content(), part.where(), items, existing);
    }
    ObjectNode list = part.content().deepCopy();
    list.put("kind", "List");
    list.put("apiVersion", "v1");
    ArrayNode entries = (ArrayNode) list.path("items");
    for (int i = 0; i < entries.size(); i++) {
      if (isSecret(entries.get(i))) {
        String where = part.where() + ": items[" + i + "]";
        entries.set(i, sealOne(entries.get(i), where, items, existing));
      }
    }
    return list;
  }

  private ObjectNode sealOne(
      JsonNode content, String where, ValueSealer items, ExistingCiphertexts existing) {
    try (UnsealedSecret secret = UnsealedSecret.of(content)) {
      return sealing.seal(secret, items, existing);
    } catch (InvalidManifestException e) {
      throw new InvalidManifestException(where + ": " + e.getMessage());
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
}
