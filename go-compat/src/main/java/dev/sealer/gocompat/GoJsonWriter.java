package dev.sealer.gocompat;

/**
 * Writes JSON as Go's {@code encoding/json} does, value by value. The caller must close what it
 * opens and write a name before each value of an object; this is not checked.
 */
public final class GoJsonWriter {

  private static final char[] HEX = "0123456789abcdef".toCharArray();
  private static final int ESCAPE_LENGTH = 6;

  /** The layout of the output. */
  public enum Style {
    /** One line, with {@code <}, {@code >} and {@code &} escaped. */
    COMPACT,
    /** One value a line, indented by two spaces, with the same escapes. */
    INDENTED,
    /** One line, without these escapes. */
    RAW
  }

  private final StringBuilder out = new StringBuilder();
  private final Style style;
  private int depth;
  private boolean empty = true;
  private boolean named;

  /** Makes a writer without output. */
  public GoJsonWriter(Style style) {
    this.style = style;
  }

  /** Starts an object. */
  public void beginObject() {
    begin('{');
  }

  /** Ends the innermost object. */
  public void endObject() {
    end('}');
  }

  /** Starts an array. */
  public void beginArray() {
    begin('[');
  }

  /** Ends the innermost array. */
  public void endArray() {
    end(']');
  }

  /** Writes the name of the next value. */
  public void name(String name) {
    string(name);
    out.append(style == Style.INDENTED ? ": " : ":");
    named = true;
  }

  /** Writes a string; a byte that is not UTF-8 ({@link GoStrings}) becomes {@code \ufffd}. */
  public void string(String text) {
    next();
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i), i > 0 && Character.isHighSurrogate(text.charAt(i - 1)));
    }
    out.append('"');
  }

  /** Writes a finite floating-point number of 32 or 64 bits. */
  public void number(double number, int bits) {
    literal(GoFloats.json(number, bits));
  }

  /** Writes {@code null}, a boolean, an integer or anything else that is already JSON. */
  public void literal(String json) {
    next();
    out.append(json);
  }

  /** Returns how many characters are written. */
  public int length() {
    return out.length();
  }

  /** Returns how many characters {@link #string} would write, without separators. */
  public long length(String text) {
    long length = text.length() + 2L;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isEscaped(c) || GoStrings.isEscape(c)) {
        length += ESCAPE_LENGTH - 1;
      }
    }
    return length;
  }

  /** Returns the output. */
  @Override
  public String toString() {
    return out.toString();
  }

  private void begin(char bracket) {
    next();
    out.append(bracket);
    depth++;
    empty = true;
  }

  private void end(char bracket) {
    depth--;
    if (!empty) {
      line();
    }
    out.append(bracket);
    empty = false;
  }

  private void next() {
    if (named) {
      named = false;
      return;
    }
    if (!empty) {
      out.append(',');
    }
    if (depth > 0) {
      line();
    }
    empty = false;
  }

  private void line() {
    if (style == Style.INDENTED) {
      out.append('\n').repeat("  ", depth);
    }
  }

  private boolean isEscaped(char c) {
    return switch (c) {
      case '<', '>', '&' -> style != Style.RAW;
      case '\u2028', '\u2029' -> true;
      default -> c < ' ';
    };
  }

  private void character(char c, boolean secondOfPair) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (isEscaped(c)) {
          escape(c);
        } else if (!secondOfPair && GoStrings.isEscape(c)) {
          escape('\ufffd');
        } else {
          out.append(c);
        }
      }
    }
  }

  private void escape(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX[c >> shift & 15]);
    }
  }
}
