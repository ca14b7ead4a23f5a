package dev.sealer.template.sprig.paths;

import dev.sealer.gocompat.GoQuoting;
import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.sprig.base.GoErrors;
import java.util.Locale;

/** Percent-escapes of the parts of a URL, byte by byte, as Go's {@code net/url} has them. */
final class UrlEscapes {

  private static final String UNRESERVED = "-_.~";
  private static final String SUB_DELIMITERS = "$&+,/:;=?@";

  private UrlEscapes() {}

  /** A part of a URL: which characters need an escape depends on it. */
  enum Part {
    PATH,
    HOST,
    ZONE,
    USER,
    FRAGMENT
  }

  private static boolean alphanumeric(char c) {
    return c < 0x80 && Character.isLetterOrDigit(c);
  }

  static boolean needed(char c, Part part) {
    if (alphanumeric(c) || UNRESERVED.indexOf(c) >= 0) {
      return false;
    }
    if (part == Part.HOST || part == Part.ZONE) {
      return "!$&'()*+,;=:[]<>\"".indexOf(c) < 0;
    }
    if (SUB_DELIMITERS.indexOf(c) >= 0) {
      return switch (part) {
        case PATH -> c == '?';
        case USER -> c == '@' || c == '/' || c == '?' || c == ':';
        case FRAGMENT, HOST, ZONE -> false;
      };
    }
    return part != Part.FRAGMENT || "!()*".indexOf(c) < 0;
  }

  static String escape(String text, Part part) {
    StringBuilder out = new StringBuilder();
    for (char c : GoStrings.byteView(text).toCharArray()) {
      if (needed(c, part)) {
        out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  static String unescape(String text, Part part) {
    String bytes = GoStrings.byteView(text);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (c == '%') {
        out.append(escaped(bytes, i, part));
        i += 2;
      } else {
        checkHost(c, part);
        out.append(c);
      }
    }
    return GoStrings.fromByteView(out.toString());
  }

  private static char escaped(String bytes, int at, Part part) {
    String escape = bytes.substring(at, Math.min(bytes.length(), at + 3));
    if (!isEscape(escape) || !mayBeEscaped(escape, part)) {
      throw GoErrors.of("invalid URL escape ", GoQuoting.quote(escape));
    }
    return value(escape);
  }

  private static boolean isEscape(String text) {
    return text.length() == 3
        && Character.digit(text.charAt(1), 16) >= 0
        && Character.digit(text.charAt(2), 16) >= 0;
  }

  private static char value(String escape) {
    return (char) Integer.parseInt(escape, 1, 3, 16);
  }

  /** Returns whether an escape is allowed: in a host outside of ASCII, in a zone if not needed. */
  private static boolean mayBeEscaped(String escape, Part part) {
    char value = value(escape);
    return switch (part) {
      case HOST -> value >= 0x80 || value == '%';
      case ZONE -> value == '%' || value == ' ' || !needed(value, Part.HOST);
      case FRAGMENT, PATH, USER -> true;
    };
  }

  private static void checkHost(char c, Part part) {
    if ((part == Part.HOST || part == Part.ZONE) && c < 0x80 && needed(c, part)) {
      throw GoErrors.of(
          "invalid character " + GoQuoting.quote(String.valueOf(c)) + " in host name");
    }
  }

  /** Returns whether a string can be a path or a fragment as it is, with its escapes. */
  static boolean isValid(String text, Part part) {
    for (char c : GoStrings.byteView(text).toCharArray()) {
      if ("!$&'()*+,;=:@[]%".indexOf(c) < 0 && needed(c, part)) {
        return false;
      }
    }
    return true;
  }
}
