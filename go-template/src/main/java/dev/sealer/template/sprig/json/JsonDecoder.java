package dev.sealer.template.sprig.json;

import dev.sealer.gocompat.GoQuoting;
import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.sprig.base.Texts;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.DictValue;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON as Go's {@code encoding/json} does into {@code interface {}}: numbers are floats. */
public final class JsonDecoder {

  private static final int MAX_DEPTH = 1000;

  private final String bytes;
  private int at;

  private JsonDecoder(String bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads one value.
   *
   * @throws FunctionException with Go's message if the string is not JSON
   */
  public static Value decode(String text) {
    JsonDecoder decoder = new JsonDecoder(GoStrings.byteView(text));
    Value value = decoder.value("looking for beginning of value", 0);
    decoder.space();
    if (decoder.at < decoder.bytes.length()) {
      throw decoder.unexpected("after top-level value");
    }
    return value;
  }

  private Value value(String context, int depth) {
    space();
    if (depth > MAX_DEPTH) {
      throw GoErrors.of("exceeded max depth");
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> StringValue.of(string());
      case 't' -> word("true", BoolValue.TRUE);
      case 'f' -> word("false", BoolValue.FALSE);
      case 'n' -> word("null", NilValue.NIL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw unexpected(context);
    };
  }

  private Value object(int depth) {
    DictValue object = DictValue.empty(GoType.DICT);
    at++;
    space();
    if (peek() == '}') {
      at++;
      return object;
    }
    while (true) {
      space();
      if (peek() != '"') {
        throw unexpected("looking for beginning of object key string");
      }
      String key = string();
      space();
      if (peek() != ':') {
        throw unexpected("after object key");
      }
      at++;
      object.put(key, value("looking for beginning of value", depth + 1));
      space();
      char next = peek();
      if (next == '}') {
        at++;
        return object;
      }
      if (next != ',') {
        throw unexpected("after object key:value pair");
      }
      at++;
    }
  }

  private Value array(int depth) {
    List<Value> items = new ArrayList<>();
    at++;
    space();
    if (peek() == ']') {
      at++;
      return ListValue.of(items);
    }
    while (true) {
      items.add(value("looking for beginning of value", depth + 1));
      space();
      char next = peek();
      if (next == ']') {
        at++;
        return ListValue.of(items);
      }
      if (next != ',') {
        throw unexpected("after array element");
      }
      at++;
    }
  }

  private Value word(String word, Value value) {
    for (int i = 1; i < word.length(); i++) {
      at++;
      if (hereOrSpace() != word.charAt(i)) {
        throw unexpected("in literal " + word + " (expecting '" + word.charAt(i) + "')");
      }
    }
    at++;
    return value;
  }

  private Value number() {
    int from = at;
    if (peek() == '-') {
      at++;
      requireDigit("in numeric literal");
    }
    if (hereOrSpace() == '0') {
      at++;
    } else {
      digits();
    }
    if (at < bytes.length() && bytes.charAt(at) == '.') {
      at++;
      requireDigit("after decimal point in numeric literal");
      digits();
    }
    if (at < bytes.length() && (bytes.charAt(at) | 0x20) == 'e') {
      at++;
      if (hereOrSpace() == '+' || hereOrSpace() == '-') {
        at++;
      }
      requireDigit("in exponent of numeric literal");
      digits();
    }
    String text = bytes.substring(from, at);
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new FunctionException(
          ErrorText.of("json: cannot unmarshal number ")
              .value(text)
              .text(" into Go value of type float64"));
    }
    return FloatValue.of(value);
  }

  private void requireDigit(String context) {
    if (hereOrSpace() < '0' || hereOrSpace() > '9') {
      throw unexpected(context);
    }
  }

  private void digits() {
    while (at < bytes.length() && bytes.charAt(at) >= '0' && bytes.charAt(at) <= '9') {
      at++;
    }
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    at++;
    for (char c = peek(); c != '"'; c = peek()) {
      if (c < ' ') {
        throw unexpected("in string literal");
      }
      at++;
      if (c == '\\') {
        escape(out);
      } else {
        out.append(c);
      }
    }
    at++;
    String text = GoStrings.fromBytes(out.toString().getBytes(StandardCharsets.ISO_8859_1));
    return Texts.ofRunes(Texts.runes(text));
  }

  /** Appends the escaped character as the bytes of its UTF-8 form. */
  private void escape(StringBuilder out) {
    char c = hereOrSpace();
    int simple = "\"\\/bfnrt".indexOf(c);
    if (simple >= 0) {
      at++;
      out.append("\"\\/\b\f\n\r\t".charAt(simple));
      return;
    }
    if (c != 'u') {
      throw unexpected("in string escape code");
    }
    at++;
    int unit = hex();
    if (Character.isHighSurrogate((char) unit) && bytes.startsWith("\\u", at)) {
      int mark = at;
      at += 2;
      int low = hex();
      if (Character.isLowSurrogate((char) low)) {
        appendUtf8(out, Character.toCodePoint((char) unit, (char) low));
        return;
      }
      at = mark;
    }
    appendUtf8(out, Character.isSurrogate((char) unit) ? 0xFFFD : unit);
  }

  private static void appendUtf8(StringBuilder out, int codePoint) {
    out.append(GoStrings.byteView(Character.toString(codePoint)));
  }

  private int hex() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(hereOrSpace(), 16);
      if (digit < 0 || hereOrSpace() > 'f') {
        throw unexpected("in \\u hexadecimal character escape");
      }
      unit = unit << 4 | digit;
      at++;
    }
    return unit;
  }

  private void space() {
    while (at < bytes.length() && " \t\r\n".indexOf(bytes.charAt(at)) >= 0) {
      at++;
    }
  }

  /** Go's scanner takes the end for a space where it is in the middle of a word or a number. */
  private char hereOrSpace() {
    return at < bytes.length() ? bytes.charAt(at) : ' ';
  }

  private char peek() {
    if (at >= bytes.length()) {
      throw GoErrors.of("unexpected end of JSON input");
    }
    return bytes.charAt(at);
  }

  private FunctionException unexpected(String context) {
    char c = hereOrSpace();
    String quoted =
        switch (c) {
          case '\'' -> "'\\''";
          case '"' -> "'\"'";
          default -> {
            String text = GoQuoting.quote(String.valueOf(c));
            yield "'" + text.substring(1, text.length() - 1) + "'";
          }
        };
    return new FunctionException(
        ErrorText.of("invalid character ").value(quoted).text(" " + context));
  }
}
