package dev.sealer.gocompat;

/**
 * A string is not base64 or base32. The message is the one of Go's {@code CorruptInputError}, and
 * contains no part of the string.
 */
public final class CorruptInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int offset;

  CorruptInputException(String encoding, int offset) {
    super("illegal " + encoding + " data at input byte " + offset, null, false, false);
    this.offset = offset;
  }

  /** Returns the offset that Go reports, in bytes from 0. */
  public int offset() {
    return offset;
  }

  /** Returns Go's message. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
