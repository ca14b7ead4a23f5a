package dev.sealer.yaml.write;

import java.util.Locale;

/** The escapes of YAML's double-quoted style. */
final class Escapes {

  private Escapes() {}

  static boolean needed(int c) {
    return c == '"' || c == '\\' || ScalarShape.isBreak(c) || !ScalarShape.isPrintable(c);
  }

  static String of(int c) {
    return switch (c) {
      case 0x00 -> "\\0";
      case 0x07 -> "\\a";
      case 0x08 -> "\\b";
      case 0x09 -> "\\t";
      case 0x0a -> "\\n";
      case 0x0b -> "\\v";
      case 0x0c -> "\\f";
      case 0x0d -> "\\r";
      case 0x1b -> "\\e";
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case 0x85 -> "\\N";
      case 0xa0 -> "\\_";
      case 0x2028 -> "\\L";
      case 0x2029 -> "\\P";
      default -> hex(c);
    };
  }

  private static String hex(int c) {
    if (c <= 0xff) {
      return String.format(Locale.ROOT, "\\x%02X", c);
    }
    return c <= 0xffff
        ? String.format(Locale.ROOT, "\\u%04X", c)
        : String.format(Locale.ROOT, "\\U%08X", c);
  }
}
