package dev.sealer.sealing;

/** Text that is not standard base64; the message is the one Go's decoder gives. */
public final class MalformedBase64Exception extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int offset;

  MalformedBase64Exception(int offset) {
    super("illegal base64 data at input byte " + offset);
    this.offset = offset;
  }

  /** Where reading stopped, counted in characters from 0. */
  public int offset() {
    return offset;
  }
}
