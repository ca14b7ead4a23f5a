package dev.sealer.yaml.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.yaml.edit.EditResult.Edited;
import dev.sealer.yaml.edit.EditResult.NotEditable;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.DocumentReader;
import dev.sealer.yaml.read.NodePaths;
import dev.sealer.yaml.read.ReadLimits;
import dev.sealer.yaml.read.YamlException;
import dev.sealer.yaml.read.YamlNode;
import dev.sealer.yaml.read.YamlNode.Entry;
import dev.sealer.yaml.read.YamlNode.Mapping;
import dev.sealer.yaml.read.YamlNode.Scalar;
import dev.sealer.yaml.write.YamlWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes one document of a text and leaves comments, order and layout of everything else alone.
 *
 * <p>Works on block mappings. After each change the new text is read and compared with what was
 * asked for; when they differ in any way, the change is refused.
 */
public final class YamlEditor {

  private final String text;
  private final String source;
  private final List<Document> documents;
  private final int index;

  private YamlEditor(String text, String source, List<Document> documents, int index) {
    this.text = text;
    this.source = source;
    this.documents = documents;
    this.index = index;
  }

  /**
   * An editor for one document of a text.
   *
   * @param text the whole text
   * @param source what errors call it
   * @param index of the document among those that have content, counted from 0
   * @throws YamlException when the text cannot be read or has no such document
   */
  public static YamlEditor of(String text, String source, int index) {
    List<Document> documents = new DocumentReader(source, ReadLimits.DEFAULT).read(text);
    if (index < 0 || index >= documents.size()) {
      throw new YamlException(
          source,
          0,
          0,
          "has "
              + documents.size()
              + " documents, and number "
              + index
              + " (from 0) was asked for");
    }
    return new YamlEditor(text, source, documents, index);
  }

  /** What is on the way from the root to the last mapping that exists. */
  private record Place(Mapping mapping, List<String> rest, @Nullable Entry entry) {}

  /**
   * Sets a value: replaces the scalar that stands there, or adds the key at the end of its mapping,
   * with the mappings on the way that are missing.
   *
   * @param path keys from the root, at least one
   * @param value a scalar; for a key that is not there yet, any value
   */
  public EditResult set(List<String> path, JsonNode value) {
    JsonNode wanted = content().deepCopy();
    if (!put(wanted, path, value)) {
      return refuse(startLine(), "a value on the way to it is not a mapping");
    }
    return change(path, wanted, (place, layout) -> write(place, layout, value));
  }

  /** Removes a key and its value; comments above it stay. */
  public EditResult remove(List<String> path) {
    JsonNode wanted = content().deepCopy();
    JsonNode parent = wanted;
    for (String key : path.subList(0, path.size() - 1)) {
      parent = parent.path(key);
    }
    if (!(parent instanceof ObjectNode object) || object.remove(path.getLast()) == null) {
      return refuse(startLine(), "has no such key: " + String.join(".", path));
    }
    return change(path, wanted, this::erase);
  }

  private interface Step {
    EditResult apply(Place place, Layout layout);
  }

  /** The step gives the new text of the document's part; this puts it into the whole and checks. */
  private EditResult change(List<String> path, JsonNode wanted, Step step) {
    Document document = documents.get(index);
    if (!(document.layout() instanceof Mapping root)) {
      return refuse(startLine(), "the document is not a mapping in YAML");
    }
    Place place = find(root, path);
    if (place == null || place.mapping().flow()) {
      return refuse(startLine(), "the mapping is written in braces or through an alias");
    }
    EditResult result = step.apply(place, new Layout(document.part()));
    if (!(result instanceof Edited(String part))) {
      return result;
    }
    int from = document.part().offset();
    String whole =
        text.substring(0, from) + part + text.substring(from + document.part().text().length());
    return holds(whole, wanted)
        ? new Edited(whole)
        : refuse(place.mapping().span().line(), "the layout around it does not allow the change");
  }

  private static @Nullable Place find(Mapping root, List<String> path) {
    Mapping mapping = root;
    for (int i = 0; i < path.size(); i++) {
      Entry entry = NodePaths.entry(mapping, path.get(i));
      boolean last = i == path.size() - 1;
      if (entry == null || last || isEmpty(entry.value())) {
        return new Place(mapping, path.subList(i, path.size()), entry);
      }
      if (!(entry.value() instanceof Mapping next) || mapping.flow()) {
        return null;
      }
      mapping = next;
    }
    return null;
  }

  /** Nothing, null, or a pair of braces: all can make room for a block mapping. */
  private static boolean isEmpty(YamlNode node) {
    return (node instanceof Scalar scalar && scalar.isNull())
        || (node instanceof Mapping mapping && mapping.flow() && mapping.entries().isEmpty());
  }

  private EditResult write(Place place, Layout layout, JsonNode value) {
    JsonNode nested = value;
    for (int i = place.rest().size() - 1; i > 0; i--) {
      nested = JsonNodeFactory.instance.objectNode().set(place.rest().get(i), nested);
    }
    int column = place.mapping().entries().getFirst().key().span().column() - 1;
    return place.entry() == null
        ? add(place, layout, nested, column)
        : replace(place.entry(), layout, nested, column);
  }

  private static EditResult add(Place place, Layout layout, JsonNode value, int column) {
    int at = layout.lineEnd(layout.end(place.mapping()));
    String entry = YamlWriter.writeEntry(place.rest().getFirst(), value, column);
    // A text block needs the line break that ends it.
    String end = layout.isTextEnd(at) && entry.contains("\n") ? "\n" : "";
    return new Edited(layout.replace(at, at, "\n" + " ".repeat(column) + entry + end));
  }

  private static EditResult replace(Entry entry, Layout layout, JsonNode value, int column) {
    YamlNode old = entry.value();
    int line = old.span().line();
    if (old.hasProperties() || (!(old instanceof Scalar) && !isEmpty(old))) {
      return refuse(
          line, "the value there is not a plain scalar: it has a tag, an anchor or parts");
    }
    int from = layout.start(old.span());
    int to = layout.end(old);
    if (old instanceof Scalar scalar
        && scalar.isBlock()
        && layout.between(from, layout.lineEnd(from)).contains("#")) {
      return refuse(line, "a comment stands beside the head of the text block");
    }
    String written = YamlWriter.writeValue(value, column);
    boolean severalLines = written.startsWith("\n") || written.startsWith(" |");
    if (severalLines && !layout.nothingAfter(to)) {
      return refuse(line, "a comment stands beside the value, and the new one has several lines");
    }
    return new Edited(layout.replace(layout.withoutSpaceBefore(from), to, written));
  }

  private EditResult erase(Place place, Layout layout) {
    Entry entry = place.entry();
    if (entry == null || place.rest().size() != 1) {
      return refuse(startLine(), "the key comes from a merge key or an alias");
    }
    int from = layout.start(entry.key().span());
    int to = layout.end(entry.value());
    if (place.mapping().entries().size() == 1) {
      return new Edited(layout.replace(from, Math.max(from, to), "{}"));
    }
    if (!layout.onlySpaceBefore(from)) {
      return refuse(entry.key().span().line(), "the key does not stand on a line of its own");
    }
    return new Edited(layout.replace(layout.lineStart(from), layout.nextLine(to), ""));
  }

  private static boolean put(JsonNode root, List<String> path, JsonNode value) {
    JsonNode node = root;
    for (String key : path.subList(0, path.size() - 1)) {
      if (!(node instanceof ObjectNode object)) {
        return false;
      }
      JsonNode next = object.get(key);
      node = next == null || next.isNull() ? object.putObject(key) : next;
    }
    if (!(node instanceof ObjectNode object)) {
      return false;
    }
    object.set(path.getLast(), value);
    return true;
  }

  /** Whether the new text has the wanted content, and all other documents have their own. */
  private boolean holds(String changed, JsonNode wanted) {
    List<Document> now;
    try {
      now = new DocumentReader(source, ReadLimits.DEFAULT).read(changed);
    } catch (YamlException e) {
      return false;
    }
    if (now.size() != documents.size()) {
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      JsonNode expected = i == index ? wanted : documents.get(i).content();
      if (!YamlWriter.write(expected).equals(YamlWriter.write(now.get(i).content()))) {
        return false;
      }
    }
    return true;
  }

  private JsonNode content() {
    return documents.get(index).content();
  }

  private int startLine() {
    return documents.get(index).startLine();
  }

  private static EditResult refuse(int line, String reason) {
    return new NotEditable(line, reason);
  }
}
