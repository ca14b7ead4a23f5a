package dev.sealer.externalsecrets.value;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The modifiers of the path language that make sense for a secret's value. */
enum GjsonModifier {
  /** The value itself. */
  THIS,
  /** The value if it is valid JSON, which it is when it gets here. */
  VALID,
  /** Elements or members in reverse order. */
  REVERSE,
  /** The names of an object's members. */
  KEYS,
  /** The values of an object's members. */
  VALUES,
  /** A JSON text as a JSON string. */
  TOSTR,
  /** The JSON text that a JSON string holds. */
  FROMSTR;

  /**
   * Returns the modifier that a path starts with; empty if the text after {@code @} is not a known
   * modifier, which makes it a plain name.
   *
   * @throws UnusableValueException if it is a modifier that is not supported
   */
  static Optional<GjsonModifier> named(String path) throws UnusableValueException {
    int end = 1;
    while (end < path.length() && ".|:".indexOf(path.charAt(end)) < 0) {
      end++;
    }
    String name = path.substring(1, end);
    return switch (name) {
      case "this" -> Optional.of(THIS);
      case "valid" -> Optional.of(VALID);
      case "reverse" -> Optional.of(REVERSE);
      case "keys" -> Optional.of(KEYS);
      case "values" -> Optional.of(VALUES);
      case "tostr" -> Optional.of(TOSTR);
      case "fromstr" -> Optional.of(FROMSTR);
      case "ugly", "pretty", "flatten", "join", "group", "dig" ->
          throw new UnusableValueException(
              "property \"" + path + "\": the modifier @" + name + " is not supported");
      default -> Optional.empty();
    };
  }

  Optional<JsonSlice> apply(JsonSlice json) {
    return switch (this) {
      case THIS, VALID -> Optional.of(json);
      case REVERSE -> Optional.of(reversed(json));
      case KEYS -> Optional.of(keys(json));
      case VALUES ->
          Optional.of(
              json.isArray()
                  ? json
                  : array(json.members().stream().map(JsonSlice.Member::value).toList()));
      case TOSTR -> JsonSlice.parse(quoted(json.rawText()));
      case FROMSTR ->
          json.isString()
              ? JsonSlice.parse(json.text().getBytes(StandardCharsets.UTF_8))
              : Optional.empty();
    };
  }

  private static JsonSlice reversed(JsonSlice json) {
    if (json.isArray()) {
      return array(json.elements().reversed());
    }
    if (!json.isObject()) {
      return json;
    }
    List<byte[]> parts = new ArrayList<>();
    for (JsonSlice.Member member : json.members().reversed()) {
      byte[] name = quoted(member.name());
      byte[] value = member.value().raw();
      byte[] part = Arrays.copyOf(name, name.length + 1 + value.length);
      part[name.length] = ':';
      System.arraycopy(value, 0, part, name.length + 1, value.length);
      Arrays.fill(value, (byte) 0);
      parts.add(part);
    }
    return joined('{', parts, '}');
  }

  private static JsonSlice keys(JsonSlice json) {
    return joined('[', json.members().stream().map(member -> quoted(member.name())).toList(), ']');
  }

  private static byte[] quoted(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('"');
    out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
    out.write('"');
    return out.toByteArray();
  }

  /** A JSON array of values. */
  static JsonSlice array(List<JsonSlice> values) {
    return joined('[', values.stream().map(JsonSlice::raw).toList(), ']');
  }

  /** A JSON number. */
  static JsonSlice number(int value) {
    return known(String.valueOf(value).getBytes(StandardCharsets.US_ASCII));
  }

  /** Wipes {@code parts}. */
  private static JsonSlice joined(char open, List<byte[]> parts, char close) {
    int commas = Math.max(0, parts.size() - 1);
    byte[] json = new byte[2 + commas + parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    json[at++] = (byte) open;
    for (byte[] part : parts) {
      if (at > 1) {
        json[at++] = ',';
      }
      System.arraycopy(part, 0, json, at, part.length);
      at += part.length;
      Arrays.fill(part, (byte) 0);
    }
    json[at] = (byte) close;
    return known(json);
  }

  private static JsonSlice known(byte[] json) {
    return JsonSlice.parse(json)
        .orElseThrow(() -> new IllegalStateException("JSON made of JSON cannot be malformed"));
  }
}
