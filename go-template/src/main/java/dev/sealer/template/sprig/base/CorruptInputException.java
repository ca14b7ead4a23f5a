package dev.sealer.template.sprig.base;

/** A text is not in base 64 or base 32. The message is Go's and holds no part of the text. */
public final class CorruptInputException extends Exception {

  private static final long serialVersionUID = 1L;

  CorruptInputException(String encoding, int at) {
    super("illegal " + encoding + " data at input byte " + at, null, false, false);
  }

  /** Go's words. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
