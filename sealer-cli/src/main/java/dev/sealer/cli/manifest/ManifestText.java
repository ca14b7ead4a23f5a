package dev.sealer.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.TextPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A text of several documents, cut so that some can be replaced while the others, and what is
 * between them, stay as they are: comments, layout, line ends.
 */
public final class ManifestText {
  private static final String SEPARATOR = "---\n";

  private final String text;
  private final List<Part> parts;

  private ManifestText(String text, List<Part> parts) {
    this.text = text;
    this.parts = parts;
  }

  /**
   * One document.
   *
   * @param content its tree
   * @param place its text and where that is; several documents share it after {@code ...}
   * @param where file and line, for errors
   * @param isJson whether it is written as JSON
   */
  public record Part(JsonNode content, TextPart place, String where, boolean isJson) {}

  /**
   * Cuts a text. JSON objects that follow each other count as documents too.
   *
   * @throws dev.sealer.yaml.read.YamlException when a document cannot be read
   */
  public static ManifestText of(byte[] utf8, String source) {
    // One read of the whole: errors then name the line in the file, and no document is passed over.
    List<Part> parts = new ArrayList<>();
    for (Document document : KubeYaml.readDocuments(utf8, source)) {
      parts.add(
          new Part(
              document.content(),
              document.part(),
              document.source() + ":" + document.startLine(),
              document.isJson()));
    }
    return new ManifestText(new String(utf8, StandardCharsets.UTF_8), parts);
  }

  /** Returns the documents, in order. */
  public List<Part> parts() {
    return parts;
  }

  /** Returns the whole text as it was. */
  public String text() {
    return text;
  }

  /** Returns whether the text begins with JSON. */
  public boolean isJson() {
    return !parts.isEmpty() && parts.getFirst().isJson();
  }

  /**
   * Returns the text with some documents replaced.
   *
   * @param replaced the new text of each document to replace, by identity of its part; line ends
   *     become those of this text
   */
  public String with(Map<Part, String> replaced) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (List<Part> together : byPlace()) {
      if (together.stream().noneMatch(replaced::containsKey)) {
        continue;
      }
      TextPart place = together.getFirst().place();
      out.append(text, at, place.offset()).append(withOwnLineEnds(joined(together, replaced)));
      at = place.offset() + place.text().length();
    }
    return out.append(text, at, text.length()).toString();
  }

  public static Map<Part, String> replacements() {
    return new IdentityHashMap<>();
  }

  /** Documents that share a text cannot be cut apart: all of it is written again. */
  private static String joined(List<Part> together, Map<Part, String> replaced) {
    if (together.size() == 1 && together.getFirst().isJson()) {
      String before = together.getFirst().place().text();
      String json = Objects.requireNonNull(replaced.get(together.getFirst())).strip();
      return before.substring(0, before.length() - before.stripLeading().length()) + json;
    }
    List<String> texts = new ArrayList<>();
    for (Part part : together) {
      String own = replaced.get(part);
      texts.add(own == null ? KubeYaml.toYaml(part.content()) : own);
    }
    return String.join(SEPARATOR, texts);
  }

  private List<List<Part>> byPlace() {
    List<List<Part>> groups = new ArrayList<>();
    for (Part part : parts) {
      if (groups.isEmpty() || !groups.getLast().getFirst().place().equals(part.place())) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(part);
    }
    return groups;
  }

  private String withOwnLineEnds(String lines) {
    boolean windows = text.contains("\r\n");
    return windows ? lines.replace("\r\n", "\n").replace("\n", "\r\n") : lines;
  }
}
