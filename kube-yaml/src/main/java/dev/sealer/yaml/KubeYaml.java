package dev.sealer.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.DocumentReader;
import dev.sealer.yaml.read.ReadLimits;
import dev.sealer.yaml.read.YamlException;
import dev.sealer.yaml.write.JsonWriter;
import dev.sealer.yaml.write.YamlWriter;
import java.util.List;

/**
 * Reads and writes YAML and JSON as Kubernetes' own tools do (sigs.k8s.io/yaml v1.6 over Go's
 * yaml.v2). Content is plain {@link JsonNode} trees, so nothing a user wrote is dropped.
 *
 * <p>Every reading method throws {@link YamlException} for a text that cannot be read.
 */
public final class KubeYaml {

  private KubeYaml() {}

  /**
   * Reads all documents of a text: YAML documents between lines of {@code ---}, or JSON objects one
   * after the other. Documents without content are left out; a key that is set twice is an error.
   *
   * @param utf8 the text's bytes
   * @param source what errors call the text, a file name mostly
   */
  public static List<Document> readDocuments(byte[] utf8, String source) {
    return readDocuments(utf8, source, ReadLimits.DEFAULT);
  }

  /** Reads a string that is decoded already. */
  public static List<Document> readDocuments(String text, String source) {
    return readDocuments(text, source, ReadLimits.DEFAULT);
  }

  /** Reads within the caller's limits. */
  public static List<Document> readDocuments(byte[] utf8, String source, ReadLimits limits) {
    return new DocumentReader(source, limits).read(utf8);
  }

  /** Reads within the caller's limits. */
  public static List<Document> readDocuments(String text, String source, ReadLimits limits) {
    return new DocumentReader(source, limits).read(text);
  }

  /** Reads a text that must hold exactly one document. */
  public static Document readDocument(String text, String source) {
    return single(readDocuments(text, source), source);
  }

  /** Reads bytes. */
  public static Document readDocument(byte[] utf8, String source) {
    return single(readDocuments(utf8, source), source);
  }

  private static Document single(List<Document> documents, String source) {
    if (documents.isEmpty()) {
      throw new YamlException(source, 0, 0, "holds no document: one was expected");
    }
    if (documents.size() > 1) {
      throw new YamlException(
          source,
          documents.get(1).startLine(),
          0,
          "holds " + documents.size() + " documents, and one was expected: remove the others");
    }
    return documents.getFirst();
  }

  /** Writes one document as sigs.k8s.io/yaml prints it: keys sorted, ends with a line break. */
  public static String toYaml(JsonNode content) {
    return YamlWriter.write(content);
  }

  /** Writes JSON on one line, keys in the order of the tree, without a line break at the end. */
  public static String toJson(JsonNode content) {
    return JsonWriter.compact(content);
  }

  /**
   * Writes JSON indented by two spaces, keys in the order of the tree, with a line break at the
   * end.
   */
  public static String toPrettyJson(JsonNode content) {
    return JsonWriter.pretty(content);
  }
}
