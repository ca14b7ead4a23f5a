package dev.sealer.yaml.read;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One document of a stream: its content as a JSON tree, and its position. */
public final class Document {

  private final JsonNode content;
  private final TextPart part;
  private final int indexInPart;
  private final int startLine;
  private final ReadLimits limits;
  private boolean json;

  Document(JsonNode content, TextPart part, int indexInPart, int startLine, ReadLimits limits) {
    this.content = content;
    this.part = part;
    this.indexInPart = indexInPart;
    this.startLine = startLine;
    this.limits = limits;
  }

  /** Makes a document that was read as JSON. */
  static Document ofJson(JsonNode content, TextPart part, int startLine, ReadLimits limits) {
    Document document = new Document(content, part, 0, startLine, limits);
    document.json = true;
    return document;
  }

  /**
   * Tells whether the document was read as JSON. Only the reader knows: YAML may begin with a brace
   * too, and JSON with a byte order mark.
   */
  public boolean isJson() {
    return json;
  }

  /** Returns the content. It is this document's own tree, and the caller may change it. */
  public JsonNode content() {
    return content;
  }

  /** Returns the name of the stream, usually a file name. */
  public String source() {
    return part.source();
  }

  /** Returns the line of the document's first key or item, counted from 1 in the whole text. */
  public int startLine() {
    return startLine;
  }

  /**
   * Returns the line of a value: of an entry in a mapping, the line of its key.
   *
   * <p>The text is parsed again for it: ask when there is something to report, not for each value.
   *
   * @param pointer an RFC 6901 pointer into the content as it was read, such as {@code
   *     /spec/data/0}
   * @return the line, counted from 1; of the nearest value around it when the document has no such
   *     value
   */
  public int lineOf(String pointer) {
    return lineOf(JsonPointer.compile(pointer));
  }

  /** Returns the line for a pointer that is compiled already. */
  public int lineOf(JsonPointer pointer) {
    YamlNode layout = layout();
    return layout == null ? startLine : NodePaths.lineOf(layout, pointer, startLine);
  }

  /**
   * Returns how the document is written. The text is parsed again for it.
   *
   * @return null for the rare JSON that is not YAML, such as one with a very long key
   */
  public @Nullable YamlNode layout() {
    try {
      List<YamlNode> nodes = NodeParser.parse(part, limits);
      return indexInPart < nodes.size() ? nodes.get(indexInPart) : null;
    } catch (YamlException e) {
      return null;
    }
  }

  /** Returns the part of the text that holds this document. */
  public TextPart part() {
    return part;
  }
}
