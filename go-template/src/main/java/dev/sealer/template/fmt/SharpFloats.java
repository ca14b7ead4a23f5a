package dev.sealer.template.fmt;

/** The {@code #} flag of floats: always a decimal point, and trailing zeros are kept. */
final class SharpFloats {

  private static final int DEFAULT_DIGITS = 6;

  private SharpFloats() {}

  static String complete(String number, char verb, int precision) {
    int digits = 0;
    if (verb == 'g' || verb == 'G' || verb == 'x') {
      digits = precision == -1 ? DEFAULT_DIGITS : precision;
    }
    boolean hex = verb == 'x' || verb == 'X';
    int tailAt = tail(number, hex);
    String head = number.substring(0, tailAt);
    int missing = digits - significant(head);
    StringBuilder out = new StringBuilder(head);
    if (head.indexOf('.') < 0) {
      if (head.equals("0")) {
        missing--;
      }
      out.append('.');
    }
    return out.repeat('0', Math.max(0, missing)).append(number.substring(tailAt)).toString();
  }

  private static int tail(String number, boolean hex) {
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c == 'p' || c == 'P' || (!hex && (c == 'e' || c == 'E'))) {
        return i;
      }
    }
    return number.length();
  }

  /** Characters from the first that is not 0 on, points aside. */
  private static int significant(String head) {
    int count = 0;
    for (int i = 0; i < head.length(); i++) {
      char c = head.charAt(i);
      if (c != '.' && (count > 0 || c != '0')) {
        count++;
      }
    }
    return count;
  }
}
