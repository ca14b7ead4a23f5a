package dev.sealer.yaml.edit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.yaml.edit.EditResult.Edited;
import dev.sealer.yaml.edit.EditResult.NotEditable;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.DocumentReader;
import dev.sealer.yaml.read.ReadLimits;
import dev.sealer.yaml.read.TextPart;
import dev.sealer.yaml.read.YamlException;
import dev.sealer.yaml.read.YamlNode.Mapping;
import dev.sealer.yaml.write.YamlWriter;
import java.util.List;

/**
 * Changes one document of a text and leaves comments, order and layout of everything else alone.
 *
 * <p>Works on mappings in block and in flow style, JSON included. After each change the new text is
 * read and compared with what was asked for; when they differ in any way, the change is refused.
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
   * Returns an editor for one document of a text.
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

  /**
   * Sets a value: replaces the scalar that is there, or adds the key at the end of its mapping,
   * with the mappings on the way that are missing.
   *
   * @param path keys from the root, at least one
   * @param value a scalar; for a key that is not there yet, any value
   */
  public EditResult set(List<String> path, JsonNode value) {
    JsonNode wanted = content().deepCopy();
    if (!put(wanted, path, value)) {
      return refuse(lineOf(path), "a value on the way to it is not a mapping");
    }
    return change(path, wanted, (edits, place) -> edits.set(place, value));
  }

  /** Removes a key and its value; comments above it stay. */
  public EditResult remove(List<String> path) {
    JsonNode wanted = content().deepCopy();
    JsonNode parent = wanted;
    for (String key : path.subList(0, path.size() - 1)) {
      parent = parent.path(key);
    }
    if (!(parent instanceof ObjectNode object) || object.remove(path.getLast()) == null) {
      return refuse(lineOf(path), "does not have such a key: " + String.join(".", path));
    }
    return change(path, wanted, MappingEdits::remove);
  }

  private interface Step {
    EditResult apply(MappingEdits edits, EditPlace place);
  }

  /**
   * Makes the change where it belongs. If the layout there does not allow it, the mapping around it
   * is written again, as long as no comment would be lost.
   */
  private EditResult change(List<String> path, JsonNode wanted, Step step) {
    Document document = documents.get(index);
    if (!(document.layout() instanceof Mapping root)) {
      return refuse(document.startLine(), "the document is not a mapping in YAML");
    }
    EditPlace place = EditPlace.find(root, path);
    Layout layout = new Layout(document.part());
    EditResult result = refuse(place.line(), "the mapping is written through an alias");
    if (!place.isBehindAlias()) {
      boolean flow = place.mapping().flow();
      MappingEdits edits = flow ? new FlowEdits(layout, document.isJson()) : new BlockEdits(layout);
      result = checked(step.apply(edits, place), wanted, place.line());
    }
    if (result instanceof NotEditable && place.parent() != null) {
      EditResult rewritten = new MappingRewrite(layout).rewrite(place, wanted);
      rewritten = checked(rewritten, wanted, place.line());
      return rewritten instanceof Edited ? rewritten : result;
    }
    return result;
  }

  /** Puts the new text of the document's part into the whole, and reads it again. */
  private EditResult checked(EditResult step, JsonNode wanted, int line) {
    if (!(step instanceof Edited(String part))) {
      return step;
    }
    TextPart place = documents.get(index).part();
    int from = place.offset();
    String whole = text.substring(0, from) + part + text.substring(from + place.text().length());
    return holds(whole, wanted)
        ? new Edited(whole)
        : refuse(line, "the layout around it does not allow the change");
  }

  private int lineOf(List<String> path) {
    JsonPointer pointer = JsonPointer.empty();
    for (String key : path) {
      pointer = pointer.appendProperty(key);
    }
    return documents.get(index).lineOf(pointer);
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

  /**
   * Returns whether the new text has the wanted content, and all other documents have their own.
   */
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

  private static EditResult refuse(int line, String reason) {
    return new NotEditable(line, reason);
  }
}
