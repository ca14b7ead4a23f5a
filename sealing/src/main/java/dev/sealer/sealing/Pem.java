package dev.sealer.sealing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * PEM text (RFC 7468, and the header lines of RFC 1421). Works on bytes, so that a private key
 * never becomes a {@code String}; what stands between the blocks is ignored.
 */
public final class Pem {

  private static final int MAX_BYTES = 1 << 20;
  private static final int LINE = 64;
  private static final byte[] BEGIN = ascii("-----BEGIN ");
  private static final byte[] END = ascii("-----END ");
  private static final byte[] DASHES = ascii("-----");

  private Pem() {}

  /** One block: its type ({@code CERTIFICATE}, …), whether it is encrypted, its DER bytes. */
  public static final class Block {
    private final String type;
    private final boolean encrypted;
    private final byte[] der;

    private Block(String type, boolean encrypted, byte[] der) {
      this.type = type;
      this.encrypted = encrypted;
      this.der = der;
    }

    /** What stands behind {@code BEGIN}. */
    public String type() {
      return type;
    }

    /** Whether header lines announce an encrypted body. */
    public boolean encrypted() {
      return encrypted;
    }

    /** The live array: the reader of a private key wipes it. */
    public byte[] der() {
      return der;
    }
  }

  /**
   * The well-formed blocks of {@code text} in order; a block without end or whose body is not
   * base64 is left out.
   *
   * @throws InvalidKeyMaterialException when larger than 1 MiB
   */
  public static List<Block> blocks(byte[] text) {
    if (text.length > MAX_BYTES) {
      throw new InvalidKeyMaterialException("PEM text is larger than 1 MiB");
    }
    List<Block> blocks = new ArrayList<>();
    int begin = indexOf(text, BEGIN, 0);
    while (begin >= 0) {
      int typeEnd = indexOf(text, DASHES, begin + BEGIN.length);
      int end = typeEnd < 0 ? -1 : indexOf(text, END, typeEnd + DASHES.length);
      if (end < 0) {
        break;
      }
      String type = latin1(text, begin + BEGIN.length, typeEnd);
      addBlock(blocks, type, text, typeEnd + DASHES.length, end);
      begin = indexOf(text, BEGIN, end + END.length);
    }
    return blocks;
  }

  /** Writes one block with lines of 64 characters and a final newline. */
  public static byte[] write(String type, byte[] der) {
    byte[] body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encode(der);
    byte[] head = ascii("-----BEGIN " + type + "-----\n");
    byte[] tail = ascii("\n-----END " + type + "-----\n");
    byte[] out = Arrays.copyOf(head, head.length + body.length + tail.length);
    System.arraycopy(body, 0, out, head.length, body.length);
    System.arraycopy(tail, 0, out, head.length + body.length, tail.length);
    Arrays.fill(body, (byte) 0);
    return out;
  }

  private static void addBlock(List<Block> blocks, String type, byte[] text, int from, int to) {
    int bodyStart = from;
    boolean encrypted = false;
    int blankLine = endOfHeaders(text, from, to);
    if (blankLine > 0) {
      encrypted = latin1(text, from, blankLine).contains("ENCRYPTED");
      bodyStart = blankLine;
    }
    byte[] body = Arrays.copyOfRange(text, bodyStart, to);
    try {
      blocks.add(new Block(type, encrypted, Base64.getMimeDecoder().decode(body)));
    } catch (IllegalArgumentException notBase64) {
      // A damaged block is no block; who finds none left says so.
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static int endOfHeaders(byte[] text, int from, int to) {
    int colon = indexOf(text, new byte[] {':'}, from);
    if (colon < 0 || colon >= to) {
      return -1;
    }
    int unix = indexOf(text, ascii("\n\n"), colon);
    int dos = indexOf(text, ascii("\n\r\n"), colon);
    int blank = unix < 0 || (dos >= 0 && dos < unix) ? dos : unix;
    return blank < 0 || blank >= to ? -1 : blank;
  }

  private static int indexOf(byte[] text, byte[] what, int from) {
    for (int at = from; at <= text.length - what.length; at++) {
      if (Arrays.equals(text, at, at + what.length, what, 0, what.length)) {
        return at;
      }
    }
    return -1;
  }

  private static String latin1(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
