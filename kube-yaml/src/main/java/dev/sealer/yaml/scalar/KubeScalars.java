package dev.sealer.yaml.scalar;

import dev.sealer.gocompat.GoNumbers;
import java.math.BigInteger;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Resolves scalars as Kubernetes does: the rules of YAML 1.1 as Go's yaml.v2 (under
 * sigs.k8s.io/yaml) understands them. {@code yes} and {@code on} are booleans, {@code 0644} is
 * octal, {@code 1_000} is a thousand, and base 60 does not exist.
 */
public final class KubeScalars {

  private static final String PREFIX = "tag:yaml.org,2002:";
  private static final ScalarValue NULL = new ScalarValue.Null();
  private static final ScalarValue TRUE = new ScalarValue.Bool(true);
  private static final ScalarValue FALSE = new ScalarValue.Bool(false);

  private KubeScalars() {}

  /** Resolves a plain scalar that carries no tag. */
  public static ScalarValue resolve(String text) {
    return resolve(text, true);
  }

  /**
   * Resolves a scalar that carries a tag.
   *
   * @param tag the tag in its long form, {@code tag:yaml.org,2002:int}; tags outside YAML's own
   *     leave the text as it is, as in Go
   */
  public static ScalarValue resolve(String text, String tag) {
    String kind = tag.startsWith(PREFIX) ? tag.substring(PREFIX.length()) : "";
    return switch (kind) {
      case "bool", "int", "float", "null", "timestamp" -> coerce(text, "!!" + kind);
      default -> new ScalarValue.Text(text);
    };
  }

  private static ScalarValue coerce(String text, String wanted) {
    ScalarValue value = resolve(text, wanted.equals("!!timestamp"));
    if (value.tagName().equals(wanted)) {
      return value;
    }
    if (wanted.equals("!!float") && value instanceof ScalarValue.Int i) {
      return new ScalarValue.Real(i.value());
    }
    return new ScalarValue.Mismatch(value.tagName(), wanted);
  }

  private static ScalarValue resolve(String text, boolean timestamps) {
    if (text.isEmpty()) {
      return NULL;
    }
    char first = text.charAt(0);
    if ((first >= '0' && first <= '9') || first == '+' || first == '-') {
      return number(text, timestamps);
    }
    ScalarValue word = first == '.' ? dotted(text) : word(text);
    return word != null ? word : new ScalarValue.Text(text);
  }

  private static @Nullable ScalarValue word(String text) {
    return switch (text) {
      case "~", "null", "Null", "NULL" -> NULL;
      case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" -> TRUE;
      case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" -> FALSE;
      default -> null;
    };
  }

  private static @Nullable ScalarValue dotted(String text) {
    return switch (text) {
      case ".nan", ".NaN", ".NAN" -> new ScalarValue.Real(Double.NaN);
      case ".inf", ".Inf", ".INF" -> new ScalarValue.Real(Double.POSITIVE_INFINITY);
      default -> real(withoutDigitSeparators(text));
    };
  }

  /** After a dot Go takes an underscore only between two digits; anything else stays a string. */
  private static String withoutDigitSeparators(String text) {
    for (int i = text.indexOf('_'); i >= 0; i = text.indexOf('_', i + 1)) {
      if (i + 1 >= text.length() || !digit(text.charAt(i - 1)) || !digit(text.charAt(i + 1))) {
        return text;
      }
    }
    return text.replace("_", "");
  }

  private static ScalarValue number(String text, boolean timestamps) {
    switch (text) {
      case "+.inf", "+.Inf", "+.INF" -> {
        return new ScalarValue.Real(Double.POSITIVE_INFINITY);
      }
      case "-.inf", "-.Inf", "-.INF" -> {
        return new ScalarValue.Real(Double.NEGATIVE_INFINITY);
      }
      default -> {}
    }
    if (timestamps && YamlTimestamps.matches(text)) {
      return new ScalarValue.Timestamp(text);
    }
    String plain = text.indexOf('_') < 0 ? text : text.replace("_", "");
    ScalarValue integer = integer(plain);
    if (integer != null) {
      return integer;
    }
    ScalarValue real = real(plain);
    if (real == null) {
      real = binary(plain);
    }
    return real != null ? real : new ScalarValue.Text(text);
  }

  private static @Nullable ScalarValue integer(String text) {
    OptionalLong signed = GoNumbers.parseInt(text);
    if (signed.isPresent()) {
      return new ScalarValue.Int(signed.getAsLong());
    }
    OptionalLong unsigned = GoNumbers.parseUint(text);
    return unsigned.isPresent()
        ? new ScalarValue.BigInt(new BigInteger(Long.toUnsignedString(unsigned.getAsLong())))
        : null;
  }

  private static @Nullable ScalarValue real(String text) {
    OptionalDouble value = GoNumbers.parseDecimal(text);
    return value.isPresent() ? new ScalarValue.Real(value.getAsDouble()) : null;
  }

  private static int skipDigits(String text, int from) {
    int at = from;
    while (at < text.length() && digit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Reads what follows {@code 0b} as Go's YAML does: with a sign of its own. */
  private static @Nullable ScalarValue binary(String text) {
    OptionalLong value = OptionalLong.empty();
    if (text.startsWith("0b")) {
      value = GoNumbers.parseInt(text.substring(2), 2);
    } else if (text.startsWith("-0b")) {
      value = GoNumbers.parseInt("-" + text.substring(3), 2);
    }
    return value.isPresent() ? new ScalarValue.Int(value.getAsLong()) : null;
  }

  /**
   * Says whether a text would be a base 60 number in YAML 1.1, such as {@code 12:30}. Kubernetes
   * reads it as a string, and quotes it when it writes, for the sake of other parsers.
   */
  public static boolean looksBase60(String text) {
    int at = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
    if (at >= text.length() || !digit(text.charAt(at))) {
      return false;
    }
    int colon = skipDigitsAndUnderscores(text, at + 1);
    int end = skipSixties(text, colon);
    if (end > colon && end < text.length() && text.charAt(end) == '.') {
      end = skipDigitsAndUnderscores(text, end + 1);
    }
    return end > colon && end == text.length();
  }

  /** Groups of a colon and one or two digits below 60; stops before anything else. */
  private static int skipSixties(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ':') {
      int end = Math.min(skipDigits(text, at + 1), at + 3);
      boolean tooLarge = end == at + 3 && text.charAt(at + 1) > '5';
      if (end == at + 1 || tooLarge) {
        return at;
      }
      at = end;
    }
    return at;
  }

  private static int skipDigitsAndUnderscores(String text, int from) {
    int at = from;
    while (at < text.length() && (digit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return at;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
