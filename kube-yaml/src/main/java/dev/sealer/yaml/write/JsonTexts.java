package dev.sealer.yaml.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.gocompat.GoFloats;
import dev.sealer.yaml.scalar.KubeScalars;
import dev.sealer.yaml.scalar.ScalarValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;

/** JSON's scalars as Go prints them. */
final class JsonTexts {

  private JsonTexts() {}

  static Collection<String> fieldNames(ObjectNode object) {
    Collection<String> names = new ArrayList<>(object.size());
    for (Iterator<String> it = object.fieldNames(); it.hasNext(); ) {
      names.add(it.next());
    }
    return names;
  }

  /** Returns a number, a boolean or null, as JSON. */
  static String jsonWord(JsonNode node) {
    return switch (node.getNodeType()) {
      case NUMBER ->
          node.isIntegralNumber() ? node.asText() : GoFloats.json(node.doubleValue(), Double.SIZE);
      case BOOLEAN -> Boolean.toString(node.booleanValue());
      case NULL, MISSING -> "null";
      case ARRAY, BINARY, OBJECT, POJO, STRING ->
          throw new IllegalArgumentException("not a JSON value: " + node.getNodeType());
    };
  }

  /**
   * Returns the word in YAML: the number that its JSON text means, printed as Go's yaml.v2 prints
   * it.
   */
  static String yamlWord(JsonNode node) {
    String json = jsonWord(node);
    if (!node.isNumber()) {
      return json;
    }
    return switch (KubeScalars.resolve(json)) {
      case ScalarValue.Real(double value) -> GoFloats.shortest(value, Double.SIZE);
      default -> json;
    };
  }

  /** Replaces half a surrogate pair by U+FFFD, as Go does. */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaceLoneSurrogates(text);
      }
    }
    return text;
  }

  private static String replaceLoneSurrogates(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
