package dev.sealer.yaml.read;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ScannerException;

/**
 * The escapes {@code \L} and {@code \P} (U+2028 and U+2029), which Kubernetes' tools write and
 * snakeyaml-engine does not know. Where it stops at one, the character itself takes its place.
 */
final class LineSeparatorEscapes {

  private LineSeparatorEscapes() {}

  /**
   * Replaces all such escapes from where the scanner stopped to the end of that scalar.
   *
   * @return the part to read instead, or null when the error is about something else
   */
  static @Nullable TextPart replace(TextPart part, ScannerException error) {
    Mark mark = error.getProblemMark().orElse(null);
    if (mark == null || !"while scanning a double-quoted scalar".equals(error.getContext())) {
      return null;
    }
    String text = part.text();
    int at = text.offsetByCodePoints(0, mark.getIndex());
    if (at == 0 || at >= text.length() || text.charAt(at - 1) != '\\') {
      return null;
    }
    if (text.charAt(at) != 'L' && text.charAt(at) != 'P') {
      return null;
    }
    String repaired = text.substring(0, at - 1) + replaceInScalar(text, at - 1);
    return new TextPart(part.source(), repaired, part.offset(), part.startLine());
  }

  private static String replaceInScalar(String text, int from) {
    StringBuilder out = new StringBuilder(text.length() - from);
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c != '\\' || at == text.length()) {
        out.append(c);
        continue;
      }
      char escaped = text.charAt(at++);
      switch (escaped) {
        case 'L' -> out.append('\u2028');
        case 'P' -> out.append('\u2029');
        default -> out.append(c).append(escaped);
      }
    }
    return out.append(text, at, text.length()).toString();
  }
}
