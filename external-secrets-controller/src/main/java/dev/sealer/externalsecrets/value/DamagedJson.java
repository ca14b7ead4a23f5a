package dev.sealer.externalsecrets.value;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what is almost JSON, such as a value that was typed into a store's console: a comma too
 * many or too few, a key pasted with its line breaks, text around it, an end that is missing.
 * External Secrets Operator's reader looks for a property without checking the whole text, so such
 * values work there.
 *
 * <p>What that reader would cut short or take from another place is marked as damaged instead: the
 * other properties of the same text can still be read.
 */
final class DamagedJson {

  private static final int DEEPEST = 500;
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  private final byte[] text;
  private int at;
  private int depth;

  private DamagedJson(byte[] text) {
    this.text = text;
  }

  /** Reads the first object or array of a text; empty if it holds none. */
  static Optional<JsonSlice> parse(byte[] text) {
    DamagedJson reader = new DamagedJson(text);
    while (reader.at < text.length && !reader.opens()) {
      reader.at++;
    }
    return reader.at < text.length ? Optional.of(reader.container()) : Optional.empty();
  }

  private boolean opens() {
    return text[at] == '{' || text[at] == '[';
  }

  private JsonSlice container() {
    int start = at;
    boolean object = text[at] == '{';
    at++;
    List<JsonSlice.Member> members = new ArrayList<>();
    List<JsonSlice> elements = new ArrayList<>();
    boolean closed = false;
    if (++depth <= DEEPEST) {
      while (at < text.length && text[at] != '}' && text[at] != ']') {
        if (object) {
          member(members);
        } else {
          element(elements);
        }
      }
      closed = at < text.length && text[at] == (object ? '}' : ']');
      at = Math.min(at + 1, text.length);
    } else {
      at = text.length;
    }
    depth--;
    return JsonSlice.ofParts(
        text,
        new JsonSlice.Range(start, at, closed),
        object ? JsonToken.START_OBJECT : JsonToken.START_ARRAY,
        members,
        elements);
  }

  private void member(List<JsonSlice.Member> members) {
    if (text[at] != '"') {
      at++;
      return;
    }
    JsonSlice name = string();
    while (at < text.length && (text[at] <= ' ' || text[at] == ':')) {
      at++;
    }
    boolean missing = at == text.length || text[at] == ',' || text[at] == '}' || text[at] == ']';
    JsonSlice value = missing ? slice(at, at, false, JsonToken.NOT_AVAILABLE) : value();
    if (!name.isDamaged()) {
      members.add(new JsonSlice.Member(name.text(), value));
    }
  }

  private void element(List<JsonSlice> elements) {
    if (text[at] <= ' ' || text[at] == ',') {
      at++;
    } else {
      elements.add(value());
    }
  }

  private JsonSlice value() {
    if (opens()) {
      return container();
    }
    return text[at] == '"' ? string() : literal();
  }

  private JsonSlice string() {
    int start = at++;
    boolean escapes = false;
    boolean controls = false;
    while (at < text.length && text[at] != '"') {
      if (text[at] == '\\') {
        escapes = true;
        at++;
      } else {
        controls |= text[at] >= 0 && text[at] < ' ';
      }
      at++;
    }
    boolean closed = at < text.length;
    at = Math.min(at + 1, text.length);
    // Where a text has both, the original's reader stops at the first line break.
    boolean whole = closed && !(escapes && controls);
    JsonSlice found = slice(start, at, whole, JsonToken.VALUE_STRING);
    return whole && !found.isReadable() ? slice(start, at, false, JsonToken.VALUE_STRING) : found;
  }

  private JsonSlice literal() {
    int start = at;
    while (at < text.length && text[at] > ' ' && ",]}\"".indexOf(text[at]) < 0) {
      at++;
    }
    at = Math.max(at, start + 1);
    String word = new String(text, start, at - start, StandardCharsets.ISO_8859_1);
    JsonToken kind =
        switch (word) {
          case "true" -> JsonToken.VALUE_TRUE;
          case "false" -> JsonToken.VALUE_FALSE;
          case "null" -> JsonToken.VALUE_NULL;
          default ->
              NUMBER.matcher(word).matches()
                  ? JsonToken.VALUE_NUMBER_FLOAT
                  : JsonToken.NOT_AVAILABLE;
        };
    return slice(start, at, kind != JsonToken.NOT_AVAILABLE, kind);
  }

  private JsonSlice slice(int start, int end, boolean whole, JsonToken kind) {
    return JsonSlice.ofParts(
        text, new JsonSlice.Range(start, end, whole), kind, List.of(), List.of());
  }
}
