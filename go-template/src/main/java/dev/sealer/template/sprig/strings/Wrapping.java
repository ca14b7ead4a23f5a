package dev.sealer.template.sprig.strings;

/** Wraps one line of words at spaces, as Masterminds/goutils does. Widths count bytes. */
final class Wrapping {

  private final long width;
  private final String lineBreak;
  private final boolean breakLongWords;

  Wrapping(long width, String lineBreak, boolean breakLongWords) {
    this.width = Math.max(1, width);
    this.lineBreak = lineBreak;
    this.breakLongWords = breakLongWords;
  }

  String wrap(String bytes) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (bytes.length() - at > width) {
      at = bytes.charAt(at) == ' ' ? at + 1 : line(bytes, at, out);
    }
    return out.append(bytes, at, bytes.length()).toString();
  }

  /** Writes one line that begins at {@code from}, and returns where the next one begins. */
  private int line(String bytes, int from, StringBuilder out) {
    int limit = from + (int) width;
    int space = bytes.lastIndexOf(' ', limit);
    if (space < from && breakLongWords) {
      out.append(bytes, from, limit).append(lineBreak);
      return limit;
    }
    if (space < from) {
      space = bytes.indexOf(' ', limit);
    }
    if (space < 0) {
      out.append(bytes, from, bytes.length());
      return bytes.length();
    }
    out.append(bytes, from, space).append(lineBreak);
    return space + 1;
  }
}
