package dev.sealer.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text of several documents, cut so that those that are not changed can be given back as they
 * stand, comments included.
 */
public final class ManifestText {
  private static final String SEPARATOR = "---";

  private ManifestText() {}

  /**
   * One document and its own text.
   *
   * @param content null-free tree
   * @param text as it stands, without the separator before it
   * @param where file and line, for errors
   */
  public record Part(JsonNode content, String text, String where) {}

  /**
   * Cuts a text. JSON objects that follow each other count as documents too.
   *
   * @throws dev.sealer.yaml.read.YamlException when a document cannot be read
   */
  public static List<Part> parts(byte[] utf8, String source) {
    // One read of the whole: errors then name the line in the file, and no document is passed over.
    List<Document> documents = KubeYaml.readDocuments(utf8, source);
    String text = new String(utf8, StandardCharsets.UTF_8);
    List<String> chunks = chunks(text);
    boolean aligned = chunks.size() == documents.size() && !text.stripLeading().startsWith("{");
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      Document document = documents.get(i);
      String own = aligned ? chunks.get(i) : KubeYaml.toYaml(document.content());
      parts.add(new Part(document.content(), own, document.source() + ":" + document.startLine()));
    }
    return parts;
  }

  /** The texts between lines that begin with dashes, without those that hold no content. */
  private static List<String> chunks(String text) {
    List<String> chunks = new ArrayList<>();
    StringBuilder chunk = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.startsWith(SEPARATOR)) {
        addIfContent(chunks, chunk);
      } else {
        chunk.append(line).append('\n');
      }
    }
    addIfContent(chunks, chunk);
    return chunks;
  }

  private static void addIfContent(List<String> chunks, StringBuilder chunk) {
    boolean content =
        chunk.toString().lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#"));
    if (content) {
      chunks.add(chunk.toString());
      chunk.setLength(0);
    }
  }
}
