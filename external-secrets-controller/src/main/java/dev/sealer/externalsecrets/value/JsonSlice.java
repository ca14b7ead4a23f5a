package dev.sealer.externalsecrets.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A JSON value as a range of the document that contains it, so that numbers, spaces and key order
 * come out as they went in. Valid only while the secret it is a view of is revealed.
 */
final class JsonSlice {

  private static final JsonFactory JSON = new JsonFactory();

  /** Reads strings only: their characters may include unescaped line breaks. */
  private static final JsonFactory STRINGS =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

  /** A member of an object; the first of two with the same name comes first. */
  record Member(String name, JsonSlice value) {}

  private final byte[] source;
  private final int start;
  private final int end;
  private final JsonToken kind;
  private final List<Member> members;
  private final List<JsonSlice> elements;
  private final boolean damaged;

  /**
   * The position of a value in the document that contains it.
   *
   * @param end the first byte after it
   * @param whole whether all of it is there and can be read
   */
  record Range(int start, int end, boolean whole) {}

  private JsonSlice(byte[] source, Range range, JsonToken kind, Children children) {
    this.source = source;
    this.start = range.start();
    this.end = range.end();
    this.kind = kind;
    this.members = children.members;
    this.elements = children.elements;
    this.damaged = !range.whole();
  }

  private record Children(List<Member> members, List<JsonSlice> elements) {
    static Children none() {
      return new Children(List.of(), List.of());
    }
  }

  /** A value that was read by other means. */
  static JsonSlice ofParts(
      byte[] source, Range range, JsonToken kind, List<Member> members, List<JsonSlice> elements) {
    return new JsonSlice(source, range, kind, new Children(members, elements));
  }

  /** Reads a whole text; empty if it is not one JSON value. */
  static Optional<JsonSlice> parse(byte[] text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      JsonSlice value = read(parser, text);
      return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
    } catch (IOException notJson) {
      // Its message quotes the text, so it is dropped here.
      return Optional.empty();
    }
  }

  private static JsonSlice read(JsonParser parser, byte[] source) throws IOException {
    JsonToken kind = parser.currentToken();
    int start = offset(parser.currentTokenLocation().getByteOffset());
    Children children = Children.none();
    if (kind == JsonToken.START_OBJECT) {
      children = new Children(members(parser, source), List.of());
    } else if (kind == JsonToken.START_ARRAY) {
      children = new Children(List.of(), elements(parser, source));
    } else {
      parser.finishToken();
    }
    int end = offset(parser.currentLocation().getByteOffset());
    if (kind.isNumeric()) {
      // A number ends where the parser first sees that it does.
      end = start + parser.getTextLength();
    }
    return new JsonSlice(source, new Range(start, end, true), kind, children);
  }

  private static List<Member> members(JsonParser parser, byte[] source) throws IOException {
    List<Member> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.add(new Member(name, read(parser, source)));
    }
    return members;
  }

  private static List<JsonSlice> elements(JsonParser parser, byte[] source) throws IOException {
    List<JsonSlice> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(read(parser, source));
    }
    return elements;
  }

  private static int offset(long byteOffset) throws IOException {
    if (byteOffset < 0) {
      throw new IOException("not UTF-8");
    }
    return Math.toIntExact(byteOffset);
  }

  /** Returns whether part of it is missing or cannot be read; if so, it must not be used itself. */
  boolean isDamaged() {
    return damaged;
  }

  /** Returns whether this string can be read. */
  boolean isReadable() {
    return read().isPresent();
  }

  boolean isObject() {
    return kind == JsonToken.START_OBJECT;
  }

  boolean isArray() {
    return kind == JsonToken.START_ARRAY;
  }

  boolean isString() {
    return kind == JsonToken.VALUE_STRING;
  }

  boolean isNumber() {
    return kind.isNumeric();
  }

  boolean isBoolean() {
    return kind.isBoolean();
  }

  boolean isNull() {
    return kind == JsonToken.VALUE_NULL;
  }

  List<Member> members() {
    return members;
  }

  List<JsonSlice> elements() {
    return elements;
  }

  /** The value's own text; the caller wipes it. */
  byte[] raw() {
    return Arrays.copyOfRange(source, start, end);
  }

  /** Returns the value's own text as a string, which cannot be wiped. */
  String rawText() {
    return new String(source, start, end - start, StandardCharsets.UTF_8);
  }

  /**
   * Returns the value as an application reads it: a string without quotes, everything else as it
   * is.
   */
  SecretBytes value() {
    return isString()
        ? SecretBytes.ofUtf8(text())
        : SecretBytes.takeOver(isNull() ? new byte[0] : raw());
  }

  /** As {@link #value}, with numbers written out without an exponent. */
  SecretBytes plainValue() {
    return isNumber() ? SecretBytes.ofUtf8(plainNumber()) : value();
  }

  /** The text of a string, or the raw text of anything else. */
  String text() {
    if (!isString()) {
      return rawText();
    }
    return read()
        .orElseThrow(() ->
            new IllegalStateException("a JSON string that was read before cannot be read again"));
  }

  private Optional<String> read() {
    try (JsonParser parser = STRINGS.createParser(source, start, end - start)) {
      parser.nextToken();
      return Optional.of(parser.getText());
    } catch (IOException notAString) {
      // Its message quotes the text, so it is dropped here.
      return Optional.empty();
    }
  }

  /** A number as a double, for comparisons. */
  double number() {
    return Double.parseDouble(text());
  }

  /** Integers as they stand; others in the shortest form of their double. */
  private String plainNumber() {
    String raw = text();
    if (raw.chars().skip(raw.startsWith("-") ? 1 : 0).allMatch(c -> c >= '0' && c <= '9')) {
      return raw;
    }
    double nearest = number();
    // Beyond the range of a double there is no shorter form: the number stays as it was written.
    return Double.isFinite(nearest)
        ? new BigDecimal(Double.toString(nearest)).stripTrailingZeros().toPlainString()
        : raw;
  }
}
