package dev.sealer.sealing;

/** The result of parsing a sealed value. */
public sealed interface ParsedItem {

  /** The value has the shape of a sealed item; whether it opens is another question. */
  record Parsed(SealedItem item) implements ParsedItem {}

  /**
   * The value cannot be a sealed item.
   *
   * @param detail one line for people, without any of the input
   */
  record Malformed(Reason reason, String detail) implements ParsedItem {}

  /** Why a value cannot be a sealed item. */
  enum Reason {
    /** Not standard base64. */
    NOT_BASE64,
    /** Ends before the RSA block or the GCM tag is complete. */
    TRUNCATED,
    /** The announced RSA block does not have the size of an RSA modulus. */
    BAD_KEY_BLOCK_SIZE,
    /** Larger than {@link SealedItem#MAX_BYTES}. */
    OVERSIZED
  }
}
