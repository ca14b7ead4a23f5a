package dev.sealer.yaml.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads texts of YAML or JSON documents. Like Kubernetes it takes a text that begins with a brace
 * for a stream of JSON objects first, and continues with YAML where that fails.
 */
public final class DocumentReader {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String source;
  private final ReadLimits limits;

  /**
   * Makes a reader for one stream.
   *
   * @param source the name of the stream in errors, usually a file name
   * @param limits the limits of its size
   */
  public DocumentReader(String source, ReadLimits limits) {
    this.source = source;
    this.limits = limits;
  }

  /** Reads bytes of UTF-8, with or without a byte order mark. */
  public List<Document> read(byte[] utf8) {
    return read(Utf8Text.decode(utf8, source, limits));
  }

  /** Reads a text. Documents without content are left out. */
  public List<Document> read(String text) {
    if (text.length() > limits.maxBytes()) {
      throw Utf8Text.tooLarge(source, limits);
    }
    TextPart whole = withoutByteOrderMark(text);
    List<Document> documents = new ArrayList<>();
    if (!startsWithBrace(whole.text())) {
      readYaml(whole, documents);
      return documents;
    }
    JsonReader.Result json = new JsonReader(whole, limits).read();
    documents.addAll(json.documents());
    if (json.error() != null) {
      readAfterJson(json.rest(), json.error(), documents);
    }
    return documents;
  }

  private void readAfterJson(TextPart rest, YamlException json, List<Document> documents) {
    try {
      readYaml(rest, documents);
    } catch (YamlException yaml) {
      // Both readings fail: the one that came further knows better what the author meant.
      throw comesFurther(yaml, json) ? yaml : json;
    }
  }

  private static boolean comesFurther(YamlException a, YamlException b) {
    return a.line() > b.line() || (a.line() == b.line() && a.column() > b.column());
  }

  private void readYaml(TextPart whole, List<Document> documents) {
    for (TextPart part : StreamSplitter.split(whole)) {
      List<YamlNode> nodes = NodeParser.parse(part, limits);
      for (int i = 0; i < nodes.size(); i++) {
        YamlNode node = nodes.get(i);
        JsonNode content = TreeBuilder.build(node, source, limits);
        if (!content.isNull()) {
          documents.add(new Document(content, part, i, node.span().line(), limits));
        }
      }
    }
  }

  private TextPart withoutByteOrderMark(String text) {
    boolean mark = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    return mark ? new TextPart(source, text.substring(1), 1, 1) : new TextPart(source, text, 0, 1);
  }

  private static boolean startsWithBrace(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return text.charAt(i) == '{';
      }
    }
    return false;
  }
}
