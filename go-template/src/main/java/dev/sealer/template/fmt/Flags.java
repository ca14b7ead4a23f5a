package dev.sealer.template.fmt;

/** The flags, width and precision of one verb. */
final class Flags {

  static final int NONE = -1;

  boolean minus;
  boolean plus;
  boolean sharp;
  boolean space;
  boolean zero;
  boolean plusV;
  boolean sharpV;
  int width = NONE;
  int precision = NONE;

  void clear() {
    minus = false;
    plus = false;
    sharp = false;
    space = false;
    zero = false;
    plusV = false;
    sharpV = false;
    width = NONE;
    precision = NONE;
  }

  /** Gives {@code #} and {@code +} the meaning they have with {@code %v}. */
  void forValueVerb() {
    sharpV = sharp;
    sharp = false;
    plusV = plus;
    plus = false;
  }

  /** Sets a flag; false where {@code c} is none. */
  boolean set(char c) {
    switch (c) {
      case '#' -> sharp = true;
      case '0' -> zero = true;
      case '+' -> plus = true;
      case '-' -> minus = true;
      case ' ' -> space = true;
      default -> {
        return false;
      }
    }
    return true;
  }
}
