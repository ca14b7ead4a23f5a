package dev.sealer.yaml.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sealer.gocompat.CorruptInputException;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.gocompat.GoFloats;
import dev.sealer.yaml.read.YamlNode.Scalar;
import dev.sealer.yaml.read.YamlNode.Style;
import dev.sealer.yaml.scalar.KubeScalars;
import dev.sealer.yaml.scalar.ScalarValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Turns YAML scalars into JSON values and JSON keys. */
final class JsonScalars {

  private static final String BINARY_TAG = "tag:yaml.org,2002:binary";

  private final String source;

  JsonScalars(String source) {
    this.source = source;
  }

  JsonNode value(Scalar scalar) {
    ScalarValue resolved = resolve(scalar);
    // Texts first and apart: see TreeBuilder on switches over types.
    return resolved instanceof ScalarValue.Text(String text)
        ? TextNode.valueOf(text)
        : other(scalar, resolved);
  }

  private JsonNode other(Scalar scalar, ScalarValue resolved) {
    return switch (resolved) {
      case ScalarValue.Null _ -> NullNode.getInstance();
      case ScalarValue.Bool(boolean value) -> BooleanNode.valueOf(value);
      case ScalarValue.Int(long value) -> integer(value);
      case ScalarValue.BigInt(var value) -> BigIntegerNode.valueOf(value);
      case ScalarValue.Real(double value) -> real(scalar, value);
      case ScalarValue.Text(String value) -> TextNode.valueOf(value);
      case ScalarValue.Timestamp(String value) -> TextNode.valueOf(value);
      case ScalarValue.Mismatch(String found, String wanted) ->
          throw error(scalar, "tagged " + wanted + ", but the value is a " + found);
    };
  }

  static JsonNode integer(long value) {
    return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
  }

  /** Keeps a whole number whole, because Go's JSON prints {@code 1.0} as {@code 1}. */
  private JsonNode real(Scalar scalar, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw error(
          scalar, "infinity and not-a-number do not exist in JSON: quote it if it is a string");
    }
    return number(value);
  }

  static JsonNode number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 0x1p63;
    return whole ? integer((long) value) : DoubleNode.valueOf(value);
  }

  String key(Scalar scalar) {
    ScalarValue resolved = resolve(scalar);
    return resolved instanceof ScalarValue.Text(String text) ? text : otherKey(scalar, resolved);
  }

  private String otherKey(Scalar scalar, ScalarValue resolved) {
    return switch (resolved) {
      case ScalarValue.Bool(boolean value) -> Boolean.toString(value);
      case ScalarValue.Int(long value) -> Long.toString(value);
      case ScalarValue.Real(double value) -> realKey(value);
      case ScalarValue.Text(String value) -> value;
      case ScalarValue.Timestamp(String value) -> value;
      case ScalarValue.Null _ ->
          throw error(scalar, "null cannot be a key: quote it if it is a string");
      case ScalarValue.BigInt _ ->
          throw error(scalar, "a key cannot be a number this large: quote it");
      case ScalarValue.Mismatch(String found, String wanted) ->
          throw error(scalar, "tagged " + wanted + ", but the key is a " + found);
    };
  }

  /** Kubernetes prints number keys with the precision of 32 bits. */
  private static String realKey(double value) {
    String text = GoFloats.shortest((float) value, Float.SIZE);
    return switch (text) {
      case "+Inf" -> ".inf";
      case "-Inf" -> "-.inf";
      case "NaN" -> ".nan";
      default -> text;
    };
  }

  private ScalarValue resolve(Scalar scalar) {
    String tag = scalar.tag();
    if (tag == null) {
      return scalar.style() == Style.PLAIN
          ? KubeScalars.resolve(scalar.text())
          : new ScalarValue.Text(scalar.text());
    }
    if (tag.equals(BINARY_TAG)) {
      return new ScalarValue.Text(binary(scalar));
    }
    return KubeScalars.resolve(scalar.text(), tag);
  }

  private String binary(Scalar scalar) {
    try {
      byte[] bytes = GoBase64.decode(scalar.text());
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CorruptInputException e) {
      throw error(scalar, "tagged !!binary, but the value is not base64");
    } catch (CharacterCodingException e) {
      throw error(
          scalar,
          "tagged !!binary, and the bytes are not UTF-8 text, which JSON cannot hold: remove the"
              + " tag and keep the base64 text");
    }
  }

  private YamlException error(Scalar scalar, String problem) {
    return new YamlException(source, scalar.span().line(), scalar.span().column(), problem);
  }
}
