package dev.sealer.yaml.edit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sealer.yaml.edit.EditResult.Edited;
import dev.sealer.yaml.edit.EditResult.NotEditable;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.DocumentReader;
import dev.sealer.yaml.read.ReadLimits;
import dev.sealer.yaml.read.YamlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Replaces strings in a text of YAML or JSON documents, however they are written: plain or quoted,
 * as a text block, in braces, in a list, behind an alias. Every other byte stays.
 *
 * <p>The new text is read and compared with what was asked for; when they differ in any way, the
 * change is refused.
 */
public final class StringReplacements {

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

  private StringReplacements() {}

  /**
   * One string to replace.
   *
   * @param document counted from 0 among those that have content
   * @param at its path in the document
   * @param value the new string, in base64: it needs no quotes in any style
   */
  public record Replacement(int document, JsonPointer at, String value) {

    /** Refuses a value that is not base64. */
    public Replacement {
      if (!BASE64.matcher(value).matches()) {
        throw new IllegalArgumentException("a replacement is base64 on one line");
      }
    }
  }

  /** A range of the text, what takes its place, and the string that a reader finds there then. */
  record Cut(int from, int to, String written, String content) {}

  /**
   * Makes all replacements, or none.
   *
   * @param text the whole text
   * @param source what errors call it
   * @throws YamlException when the text cannot be read
   */
  public static EditResult apply(String text, String source, List<Replacement> replacements) {
    List<Document> documents = new DocumentReader(source, ReadLimits.DEFAULT).read(text);
    List<JsonNode> wanted = new ArrayList<>();
    documents.forEach(document -> wanted.add(document.content().deepCopy()));
    NavigableMap<Integer, Cut> cuts = new TreeMap<>();
    for (Map.Entry<Integer, List<Replacement>> group : byDocument(replacements).entrySet()) {
      Document document = documents.get(group.getKey());
      StringSites sites = StringSites.of(document);
      for (Replacement replacement : group.getValue()) {
        Cut cut = sites.cut(replacement.at(), replacement.value());
        if (cut == null) {
          return refuse(document, replacement);
        }
        int from = document.part().offset() + cut.from();
        // Through aliases two paths can be one string: the first value counts for both.
        cuts.putIfAbsent(from, cut);
        put(wanted.get(group.getKey()), replacement.at(), cuts.get(from).content());
      }
    }
    String changed = spliced(text, cuts);
    return holds(changed, source, wanted)
        ? new Edited(changed)
        : refuse(documents.get(replacements.getFirst().document()), replacements.getFirst());
  }

  private static Map<Integer, List<Replacement>> byDocument(List<Replacement> replacements) {
    Map<Integer, List<Replacement>> groups = new LinkedHashMap<>();
    for (Replacement replacement : replacements) {
      groups.computeIfAbsent(replacement.document(), _ -> new ArrayList<>()).add(replacement);
    }
    return groups;
  }

  private static String spliced(String text, NavigableMap<Integer, Cut> cuts) {
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    for (Map.Entry<Integer, Cut> cut : cuts.entrySet()) {
      int from = cut.getKey();
      out.append(text, done, from).append(cut.getValue().written());
      done = from + cut.getValue().to() - cut.getValue().from();
    }
    return out.append(text, done, text.length()).toString();
  }

  private static void put(JsonNode root, JsonPointer at, String content) {
    JsonNode parent = root.at(at.head());
    JsonPointer last = at.last();
    switch (parent) {
      case ObjectNode object -> object.put(last.getMatchingProperty(), content);
      case ArrayNode array -> array.set(last.getMatchingIndex(), TextNode.valueOf(content));
      default -> throw new IllegalArgumentException("there is no value at " + at);
    }
  }

  private static boolean holds(String changed, String source, List<JsonNode> wanted) {
    try {
      List<JsonNode> now = new ArrayList<>();
      new DocumentReader(source, ReadLimits.DEFAULT)
          .read(changed)
          .forEach(document -> now.add(document.content()));
      return now.equals(wanted);
    } catch (YamlException e) {
      return false;
    }
  }

  private static EditResult refuse(Document document, Replacement replacement) {
    return new NotEditable(
        document.lineOf(replacement.at()),
        "the way the value is written does not allow to replace it alone");
  }
}
