package dev.sealer.template.sprig.base;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** PEM blocks as Go's {@code encoding/pem} reads and writes them. */
public final class PemText {

  /** After so many blocks that cannot be read the rest of a text counts as no PEM. */
  private static final int MOST_UNREADABLE = 100;

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final int LINE = 64;

  private PemText() {}

  /** One block. */
  public static final class Block {

    private final String type;
    private final byte[] bytes;
    private final String rest;

    private Block(String type, byte[] bytes, String rest) {
      this.type = type;
      this.bytes = bytes;
      this.rest = rest;
    }

    /** What it holds, such as {@code CERTIFICATE}. */
    public String type() {
      return type;
    }

    /** A fresh copy of its content. */
    public byte[] bytes() {
      return bytes.clone();
    }

    /** The text after the block. */
    public String rest() {
      return rest;
    }
  }

  /** Writes a block, ending with a line break. */
  public static String encode(String type, byte[] bytes) {
    StringBuilder out = new StringBuilder(BEGIN).append(type).append(DASHES).append('\n');
    String text = Base64.getEncoder().encodeToString(bytes);
    for (int i = 0; i < text.length(); i += LINE) {
      out.append(text, i, Math.min(text.length(), i + LINE)).append('\n');
    }
    return out.append(END).append(type).append(DASHES).append('\n').toString();
  }

  /** The first block that can be read, or null where there is none. */
  public static @Nullable Block decode(String text) {
    int from = begin(text, 0);
    // Each attempt may look at the whole text.
    for (int attempt = 0; attempt < MOST_UNREADABLE && from >= 0; attempt++) {
      Block block = blockAt(text, from);
      if (block != null) {
        return block;
      }
      from = begin(text, from + BEGIN.length());
    }
    return null;
  }

  private static int begin(String text, int from) {
    int at = text.indexOf(BEGIN, from);
    while (at > 0 && text.charAt(at - 1) != '\n') {
      at = text.indexOf(BEGIN, at + 1);
    }
    return at;
  }

  private static @Nullable Block blockAt(String text, int from) {
    int typeEnd = text.indexOf(DASHES, from + BEGIN.length());
    int lineEnd = text.indexOf('\n', from);
    if (typeEnd < 0 || lineEnd < 0 || typeEnd > lineEnd) {
      return null;
    }
    String type = text.substring(from + BEGIN.length(), typeEnd);
    String endLine = END + type + DASHES;
    int end = text.indexOf("\n" + endLine, lineEnd - 1);
    if (end < 0) {
      return null;
    }
    byte[] bytes = content(text.substring(lineEnd, Math.max(end, lineEnd)));
    int after = end + 1 + endLine.length();
    int next = text.indexOf('\n', after);
    String rest = next < 0 ? "" : text.substring(next + 1);
    return bytes == null ? null : new Block(type, bytes, rest);
  }

  /** Header lines such as {@code Proc-Type: 4,ENCRYPTED} are not part of the content. */
  private static byte @Nullable [] content(String body) {
    StringBuilder base64 = new StringBuilder();
    body.lines()
        .filter(line -> line.indexOf(':') < 0)
        .forEach(line -> base64.append(line.replace(" ", "").replace("\t", "")));
    try {
      return GoBase64.decode(base64.toString());
    } catch (CorruptInputException e) {
      return null;
    }
  }
}
