package dev.sealer.gocompat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * PEM (RFC 1421 and RFC 7468) as Go's {@code encoding/pem} reads and writes it: a block starts and
 * ends at a line, and one that is not well-formed is skipped. Takes linear time. Works on bytes and
 * clears its own copies, so that a private key never becomes a {@code String}.
 */
public final class GoPem {

  private static final int LINE = 64;
  private static final byte[] BEGIN = ascii("-----BEGIN ");
  private static final byte[] END = ascii("\n-----END ");
  private static final String DASHES = "-----";
  private static final String FIRST_HEADER = "Proc-Type";

  private final byte[] text;

  /** The line after the one that was read last. */
  private int at;

  private GoPem(byte[] text) {
    this.text = text;
  }

  /** One block of a PEM file. */
  public static final class Block {

    private final String type;
    private final SortedMap<String, String> headers;
    private final byte[] der;
    private final int end;

    private Block(String type, SortedMap<String, String> headers, byte[] der, int end) {
      this.type = type;
      this.headers = headers;
      this.der = der;
      this.end = end;
    }

    /** Returns the type in the first line, such as {@code CERTIFICATE}. */
    public String type() {
      return type;
    }

    /** Returns whether a header says that the content is encrypted. */
    public boolean isEncrypted() {
      return headers.values().stream().anyMatch(value -> value.contains("ENCRYPTED"));
    }

    /** Returns the content, not a copy: the reader of a private key must clear it. */
    public byte[] der() {
      return der;
    }

    /** Returns the offset of the line after the block. */
    public int end() {
      return end;
    }

    /** Returns the block as Go writes it, with its headers. */
    public byte[] encoded() {
      return encode(type, headers, der);
    }
  }

  /** Returns all well-formed blocks, in order. */
  public static List<Block> blocks(byte[] text) {
    List<Block> blocks = new ArrayList<>();
    for (Block block = first(text, 0); block != null; block = first(text, block.end)) {
      blocks.add(block);
    }
    return blocks;
  }

  /** Returns the first well-formed block that starts at or after {@code from}, or null. */
  public static @Nullable Block first(byte[] text, int from) {
    return new GoPem(text).find(from);
  }

  /** Returns the first well-formed block of a string of Go's, or null. */
  public static @Nullable Block first(String text) {
    return first(GoStrings.toBytes(text), 0);
  }

  /** Writes a block in lines of 64 characters, with a final newline. */
  public static byte[] encode(String type, byte[] der) {
    return encode(type, Collections.emptySortedMap(), der);
  }

  /** Writes a block as {@link #encode} does. For content that may be a {@code String} only. */
  public static String encodeToString(String type, byte[] der) {
    return GoStrings.fromBytes(encode(type, der));
  }

  private static byte[] encode(String type, SortedMap<String, String> headers, byte[] der) {
    StringBuilder start = new StringBuilder("-----BEGIN ").append(type).append("-----\n");
    if (headers.containsKey(FIRST_HEADER)) {
      header(start, FIRST_HEADER, headers.get(FIRST_HEADER));
    }
    headers.forEach((name, value) -> {
      if (!name.equals(FIRST_HEADER)) {
        header(start, name, value);
      }
    });
    if (!headers.isEmpty()) {
      start.append('\n');
    }
    byte[] head = GoStrings.toBytes(start.toString());
    byte[] body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encode(der);
    String last = (body.length == 0 ? "" : "\n") + "-----END " + type + "-----\n";
    byte[] tail = GoStrings.toBytes(last);
    byte[] out = Arrays.copyOf(head, head.length + body.length + tail.length);
    System.arraycopy(body, 0, out, head.length, body.length);
    System.arraycopy(tail, 0, out, head.length + body.length, tail.length);
    Arrays.fill(body, (byte) 0);
    return out;
  }

  private static void header(StringBuilder out, String name, @Nullable String value) {
    out.append(name).append(": ").append(value).append('\n');
  }

  /**
   * Tries one block for each line that ends one. The block starts at the last first line before it,
   * so that no part of the input is read again.
   */
  private @Nullable Block find(int from) {
    int start = from;
    int end = indexOf(END, start, text.length);
    while (end >= 0) {
      Block block = blockBetween(start, end);
      if (block != null) {
        return block;
      }
      start = end + END.length;
      if (start < at) {
        return null;
      }
      end = indexOf(END, start, text.length);
    }
    return null;
  }

  private @Nullable Block blockBetween(int start, int end) {
    int begin = lastIndexOf(BEGIN, start, end);
    if (begin < 0 || (begin > start && text[begin - 1] != '\n')) {
      return null;
    }
    at = begin + BEGIN.length;
    String typeLine = line();
    if (!typeLine.endsWith(DASHES)) {
      return null;
    }
    String type = typeLine.substring(0, typeLine.length() - DASHES.length());
    SortedMap<String, String> headers = headers();
    if (at == text.length || (!headers.isEmpty() && end < at)) {
      return null;
    }
    int body = at;
    at = end + END.length;
    if (!line().equals(typeLine)) {
      at = body;
      return null;
    }
    int after = at;
    at = body;
    byte[] der = decoded(body, end);
    return der == null ? null : new Block(type, headers, der, after);
  }

  /** Reads the lines with a colon and stays at the line after them. */
  private SortedMap<String, String> headers() {
    SortedMap<String, String> headers = new TreeMap<>();
    while (at < text.length) {
      int start = at;
      int colon = indexOf(new byte[] {':'}, start, lineEnd());
      if (colon < 0) {
        break;
      }
      String name = GoStrings.fromBytes(text, start, colon).strip();
      at = colon + 1;
      headers.put(name, line().strip());
    }
    return headers;
  }

  private byte @Nullable [] decoded(int from, int to) {
    if (to <= from) {
      return new byte[0];
    }
    byte[] base64 = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      if (text[i] != ' ' && text[i] != '\t') {
        base64[length++] = text[i];
      }
    }
    try {
      return GoBase64.decode(base64, 0, length);
    } catch (CorruptInputException e) {
      return null;
    } finally {
      Arrays.fill(base64, (byte) 0);
    }
  }

  private int lineEnd() {
    int end = at;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return end;
  }

  /** Reads a line without the white space at its end. */
  private String line() {
    int start = at;
    int newline = lineEnd();
    at = Math.min(newline + 1, text.length);
    int end =
        newline > start && newline < text.length && text[newline - 1] == '\r'
            ? newline - 1
            : newline;
    while (end > start && (text[end - 1] == ' ' || text[end - 1] == '\t')) {
      end--;
    }
    return GoStrings.fromBytes(text, start, end);
  }

  private int indexOf(byte[] wanted, int from, int to) {
    for (int i = from; i <= to - wanted.length; i++) {
      if (isAt(wanted, i)) {
        return i;
      }
    }
    return -1;
  }

  private int lastIndexOf(byte[] wanted, int from, int to) {
    for (int i = to - wanted.length; i >= from; i--) {
      if (isAt(wanted, i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isAt(byte[] wanted, int index) {
    return text[index] == wanted[0]
        && Arrays.equals(text, index, index + wanted.length, wanted, 0, wanted.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
