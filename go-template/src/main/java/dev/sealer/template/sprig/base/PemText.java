package dev.sealer.template.sprig.base;

import java.util.Base64;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** PEM blocks as Go's {@code encoding/pem} reads and writes them. */
public final class PemText {

  /** After so many blocks that cannot be read the rest of a text counts as no PEM. */
  private static final int MOST_UNREADABLE = 100;

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final int LINE = 64;
  private static final String FIRST_HEADER = "Proc-Type";

  private PemText() {}

  /** One block. */
  public static final class Block {

    private final String type;
    private final SortedMap<String, String> headers;
    private final byte[] bytes;
    private final String rest;

    private Block(String type, SortedMap<String, String> headers, byte[] bytes, String rest) {
      this.type = type;
      this.headers = headers;
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

    /** The block as Go writes it, with the headers that say how it is encrypted. */
    public String encoded() {
      return encode(type, headers, bytes);
    }
  }

  /** Writes a block, ending with a line break. */
  public static String encode(String type, byte[] bytes) {
    return encode(type, Collections.emptySortedMap(), bytes);
  }

  private static String encode(String type, SortedMap<String, String> headers, byte[] bytes) {
    StringBuilder out = new StringBuilder(BEGIN).append(type).append(DASHES).append('\n');
    if (headers.containsKey(FIRST_HEADER)) {
      out.append(FIRST_HEADER).append(": ").append(headers.get(FIRST_HEADER)).append('\n');
    }
    headers.forEach((name, value) -> {
      if (!name.equals(FIRST_HEADER)) {
        out.append(name).append(": ").append(value).append('\n');
      }
    });
    if (!headers.isEmpty()) {
      out.append('\n');
    }
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
    int after = end + 1 + endLine.length();
    int next = text.indexOf('\n', after);
    String rest = next < 0 ? "" : text.substring(next + 1);
    return block(type, text.substring(lineEnd, Math.max(end, lineEnd)), rest);
  }

  private static @Nullable Block block(String type, String body, String rest) {
    SortedMap<String, String> headers = new TreeMap<>();
    StringBuilder base64 = new StringBuilder();
    body.strip()
        .lines()
        .forEach(line -> {
          int colon = line.indexOf(':');
          if (colon >= 0 && base64.isEmpty()) {
            headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
          } else {
            base64.append(line.replace(" ", "").replace("\t", ""));
          }
        });
    try {
      return new Block(type, headers, GoBase64.decode(base64.toString()), rest);
    } catch (CorruptInputException e) {
      return null;
    }
  }
}
