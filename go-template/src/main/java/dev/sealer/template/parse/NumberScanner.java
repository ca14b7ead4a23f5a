package dev.sealer.template.parse;

/** Finds the end of a number; leaves it to the parser to say whether it is a good one. */
final class NumberScanner {

  private static final String DECIMAL = "0123456789_";
  private static final String HEX = "0123456789abcdefABCDEF_";

  private final String input;
  private int at;
  private boolean good;

  NumberScanner(String input) {
    this.input = input;
  }

  /** Returns whether what {@link #scan} found ends where a number may end. */
  boolean isGood() {
    return good;
  }

  /** Returns the end of the number that starts at {@code from}. */
  int scan(int from) {
    at = from;
    accept("+-");
    String digits = DECIMAL;
    if (accept("0")) {
      digits = digitsAfterPrefix();
    }
    acceptRun(digits);
    if (accept(".")) {
      acceptRun(digits);
    }
    boolean exponent =
        (digits.equals(DECIMAL) && accept("eE")) || (digits.equals(HEX) && accept("pP"));
    if (exponent) {
      accept("+-");
      acceptRun(DECIMAL);
    }
    accept("i");
    good = true;
    if (at < input.length() && Characters.isAlphaNumeric(input.codePointAt(at))) {
      at += Character.charCount(input.codePointAt(at));
      good = false;
    }
    return at;
  }

  private String digitsAfterPrefix() {
    if (accept("xX")) {
      return HEX;
    }
    if (accept("oO")) {
      return "01234567_";
    }
    return accept("bB") ? "01_" : DECIMAL;
  }

  private boolean accept(String valid) {
    if (at < input.length() && valid.indexOf(input.charAt(at)) >= 0) {
      at++;
      return true;
    }
    return false;
  }

  private void acceptRun(String valid) {
    while (at < input.length() && valid.indexOf(input.charAt(at)) >= 0) {
      at++;
    }
  }
}
