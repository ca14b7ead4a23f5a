package dev.sealer.sealing;

import dev.sealer.gocompat.CorruptInputException;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.sealing.ParsedItem.Malformed;
import dev.sealer.sealing.ParsedItem.Parsed;
import dev.sealer.sealing.ParsedItem.Reason;
import java.util.Arrays;

/**
 * One sealed value in the v1 format of Bitnami Sealed Secrets: two bytes, big-endian, with the
 * length of the RSA block; the RSA-OAEP block (SHA-256, MGF1 with SHA-256, label by scope) that
 * holds a fresh AES key; then AES-GCM under that key with a nonce of 12 zero bytes, the tag of 16
 * bytes last. The nonce is safe because no key is used twice.
 */
public final class SealedItem {

  /** The most bytes that are read; no API server stores objects of this size. */
  public static final int MAX_BYTES = 8 << 20;

  static final int GCM_TAG_BYTES = 16;

  private static final int LENGTH_BYTES = 2;
  private static final int MIN_BLOCK_BYTES = 64;
  private static final int MAX_BLOCK_BYTES = 2048;

  private final byte[] bytes;
  private final int blockLength;

  private SealedItem(byte[] bytes, int blockLength) {
    this.bytes = bytes;
    this.blockLength = blockLength;
  }

  static SealedItem of(byte[] rsaBlock, byte[] ciphertext) {
    byte[] bytes = new byte[LENGTH_BYTES + rsaBlock.length + ciphertext.length];
    bytes[0] = (byte) (rsaBlock.length >>> 8);
    bytes[1] = (byte) rsaBlock.length;
    System.arraycopy(rsaBlock, 0, bytes, LENGTH_BYTES, rsaBlock.length);
    System.arraycopy(ciphertext, 0, bytes, LENGTH_BYTES + rsaBlock.length, ciphertext.length);
    return new SealedItem(bytes, rsaBlock.length);
  }

  /** Parses an entry of {@code encryptedData}: base64 by the rules of {@link GoBase64}. */
  public static ParsedItem parseBase64(String text) {
    // Base64 grows by a third; double leaves room for line breaks without unbounded work.
    if (text.length() > 2 * MAX_BYTES) {
      return oversized();
    }
    try {
      return parse(GoBase64.decode(text));
    } catch (CorruptInputException e) {
      return new Malformed(Reason.NOT_BASE64, String.valueOf(e.getMessage()));
    }
  }

  /** Reads an item from its bytes, which are copied. */
  public static ParsedItem parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return oversized();
    }
    if (bytes.length < LENGTH_BYTES) {
      return new Malformed(Reason.TRUNCATED, "the value ends within its first two bytes");
    }
    int blockLength = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    if (blockLength < MIN_BLOCK_BYTES || blockLength > MAX_BLOCK_BYTES) {
      return new Malformed(
          Reason.BAD_KEY_BLOCK_SIZE,
          "the value announces an RSA block of " + blockLength + " bytes, which no key has");
    }
    int least = LENGTH_BYTES + blockLength + GCM_TAG_BYTES;
    if (bytes.length < least) {
      return new Malformed(
          Reason.TRUNCATED,
          "the value has %d bytes, its header asks for %d or more".formatted(bytes.length, least));
    }
    return new Parsed(new SealedItem(bytes.clone(), blockLength));
  }

  /** Length of the RSA block in bytes, which is the size of the sealing key's modulus. */
  public int blockLength() {
    return blockLength;
  }

  /** Returns the RSA block, a fresh array of {@link #blockLength} bytes. */
  public byte[] rsaBlock() {
    return Arrays.copyOfRange(bytes, LENGTH_BYTES, LENGTH_BYTES + blockLength);
  }

  /** Returns the AES-GCM ciphertext with its tag, a fresh array. */
  public byte[] ciphertext() {
    return Arrays.copyOfRange(bytes, LENGTH_BYTES + blockLength, bytes.length);
  }

  /** Returns the whole item, a fresh array. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Returns the whole item as {@code encryptedData} holds it. */
  public String toBase64() {
    return GoBase64.encode(bytes);
  }

  private static Malformed oversized() {
    return new Malformed(Reason.OVERSIZED, "the value is larger than 8 MiB");
  }
}
