package dev.sealer.gocompat;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Reads Go string and character constants ({@code strconv.Unquote}). */
public final class GoLiterals {

  private final String text;
  private final char quote;
  private int at;
  private boolean isByte;

  private GoLiterals(String text, char quote, int from) {
    this.text = text;
    this.quote = quote;
    this.at = from;
  }

  /**
   * Returns the string that the constant {@code quoted} (in double quotes or backquotes)
   * represents, or empty where its syntax is wrong.
   */
  public static Optional<String> string(String quoted) {
    String body = quoted.substring(1, quoted.length() - 1);
    if (quoted.charAt(0) == '`') {
      return Optional.of(body.replace("\r", ""));
    }
    if (body.indexOf('\\') < 0) {
      return Optional.of(body);
    }
    return new GoLiterals(body, '"', 0).readAll();
  }

  /**
   * Returns the character that {@code quoted} (in single quotes) represents.
   *
   * @return the code point; -1 where an escape is wrong; -2 where more than one character is there
   */
  public static int character(String quoted) {
    GoLiterals reader = new GoLiterals(quoted, '\'', 1);
    int codePoint = reader.next();
    if (codePoint < 0) {
      return -1;
    }
    boolean closed = reader.at == quoted.length() - 1 && quoted.charAt(reader.at) == '\'';
    int value = reader.isByte ? codePoint & 0xFF : codePoint;
    return closed ? value : -2;
  }

  private Optional<String> readAll() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    while (at < text.length()) {
      int value = next();
      if (value < 0) {
        return Optional.empty();
      }
      if (isByte) {
        bytes.write(value);
      } else {
        bytes.writeBytes(GoStrings.toBytes(Character.toString(value)));
      }
    }
    return Optional.of(GoStrings.fromBytes(bytes.toByteArray()));
  }

  /**
   * Returns the next character, or -1. Sets {@link #isByte} where it is a byte rather than a
   * character.
   */
  private int next() {
    isByte = false;
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    if (c == quote && quote == '\'') {
      return -1;
    }
    if (c != '\\') {
      return c;
    }
    if (at >= text.length()) {
      return -1;
    }
    return escape(text.charAt(at++));
  }

  private int escape(char c) {
    int simple = "abfnrtv\\".indexOf(c);
    if (simple >= 0) {
      return "\u0007\b\f\n\r\t\u000b\\".charAt(simple);
    }
    return switch (c) {
      case 'x' -> byteValue(digits(2, 16));
      case 'u' -> rune(digits(4, 16));
      case 'U' -> rune(digits(8, 16));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        long value = digits(3, 8);
        yield value > 0xFF ? -1 : byteValue(value);
      }
      case '\'', '"' -> c == quote ? c : -1;
      default -> -1;
    };
  }

  private int byteValue(long value) {
    isByte = true;
    return (int) value;
  }

  private static int rune(long value) {
    boolean valid = value <= Character.MAX_CODE_POINT && GoQuoting.isValidRune((int) value);
    return valid ? (int) value : -1;
  }

  private long digits(int count, int radix) {
    if (at + count > text.length()) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < count; i++) {
      int digit = Character.digit(text.charAt(at + i), radix);
      if (digit < 0 || text.charAt(at + i) >= 0x80) {
        return -1;
      }
      value = value * radix + digit;
    }
    at += count;
    return value;
  }
}
