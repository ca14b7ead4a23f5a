package dev.sealer.yaml.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sealer.yaml.scalar.KubeScalars;
import dev.sealer.yaml.scalar.ScalarValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a stream of JSON objects with jackson-core alone: no mapper has to start up for it. */
final class JsonReader {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .build())
          .build();

  private final TextPart whole;
  private final ReadLimits limits;

  JsonReader(TextPart whole, ReadLimits limits) {
    this.whole = whole;
    this.limits = limits;
  }

  /**
   * The part of a stream that could be read as JSON.
   *
   * @param documents the objects before the first error
   * @param rest what follows them
   * @param error why the rest is not JSON; null when all was read
   */
  record Result(List<Document> documents, TextPart rest, @Nullable YamlException error) {}

  Result read() {
    List<Document> documents = new ArrayList<>(1);
    int end = 0;
    int line = whole.startLine();
    YamlException error = null;
    try (JsonParser parser = FACTORY.createParser(new StringReader(whole.text()))) {
      while (parser.nextToken() != null) {
        JsonLocation at = parser.currentTokenLocation();
        JsonNode content = value(parser, 1);
        int next = (int) parser.currentLocation().getCharOffset();
        int start = line(at);
        TextPart part = part(end, next, line);
        documents.add(Document.ofJson(content, part, start, limits));
        end = next;
        line = line(parser.currentLocation());
      }
    } catch (JsonProcessingException e) {
      error = error(e);
    } catch (YamlException e) {
      error = e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Result(documents, part(end, whole.text().length(), line), error);
  }

  private TextPart part(int from, int to, int line) {
    String text = whole.text().substring(from, to);
    return new TextPart(whole.source(), text, whole.offset() + from, line);
  }

  private JsonNode value(JsonParser parser, int depth) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, depth);
      case START_ARRAY -> array(parser, depth);
      case VALUE_STRING -> TextNode.valueOf(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> BooleanNode.TRUE;
      case VALUE_FALSE -> BooleanNode.FALSE;
      case VALUE_NULL -> NullNode.getInstance();
      case END_ARRAY, END_OBJECT, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw error(parser, "not valid JSON");
    };
  }

  private JsonNode object(JsonParser parser, int depth) throws IOException {
    checkDepth(parser, depth);
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (object.has(name)) {
        throw error(
            parser,
            "the key \"" + name + "\" is already set in this object: remove one of the two");
      }
      parser.nextToken();
      object.set(name, value(parser, depth + 1));
    }
    return object;
  }

  private JsonNode array(JsonParser parser, int depth) throws IOException {
    checkDepth(parser, depth);
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, depth + 1));
    }
    return array;
  }

  private void checkDepth(JsonParser parser, int depth) {
    if (depth > limits.maxDepth()) {
      throw error(parser, "nested deeper than the limit of " + limits.maxDepth() + " levels");
    }
  }

  /** JSON numbers follow the rules of YAML's, which agree on all that JSON allows. */
  private JsonNode number(JsonParser parser) throws IOException {
    return switch (KubeScalars.resolve(parser.getText())) {
      case ScalarValue.Int(long value) -> JsonScalars.integer(value);
      case ScalarValue.BigInt(var value) -> BigIntegerNode.valueOf(value);
      case ScalarValue.Real(double value) -> JsonScalars.number(value);
      default -> throw error(parser, "the number does not fit 64 bits: quote it");
    };
  }

  private YamlException error(JsonParser parser, String problem) {
    JsonLocation at = parser.currentTokenLocation();
    return new YamlException(whole.source(), line(at), at.getColumnNr(), problem);
  }

  private YamlException error(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    // Other messages of the parser quote the text, and the text may be a secret.
    String message = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
    boolean safe = message.startsWith("Unexpected ");
    String problem = safe ? "not valid JSON: " + message : "not valid JSON";
    return at == null
        ? new YamlException(whole.source(), whole.startLine(), 0, problem)
        : new YamlException(whole.source(), line(at), at.getColumnNr(), problem);
  }

  private int line(JsonLocation at) {
    return whole.startLine() + at.getLineNr() - 1;
  }
}
