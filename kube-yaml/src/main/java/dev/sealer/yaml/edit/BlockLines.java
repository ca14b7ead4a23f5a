package dev.sealer.yaml.edit;

import dev.sealer.yaml.edit.StringReplacements.Cut;
import dev.sealer.yaml.read.YamlNode.Scalar;
import dev.sealer.yaml.read.YamlNode.Style;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text block. Its head, its indentation and, where it has several lines, their width
 * stay.
 */
final class BlockLines {

  private BlockLines() {}

  /** Replaces the lines below the head at {@code from}; null when there are none. */
  static @Nullable Cut cut(Layout layout, int from, Scalar old, String value) {
    int first = layout.nextLine(from);
    while (!layout.isTextEnd(first) && layout.nothingAfter(first)) {
      first = layout.nextLine(first);
    }
    if (layout.isTextEnd(first)) {
      return null;
    }
    int indent = layout.indent(first);
    int end = end(layout, first, indent);
    List<String> lines = List.of(value);
    // Lines of a literal block are joined by line breaks, which base64 may hold; a folded block
    // would join them by blanks, which it may not.
    if (old.style() == Style.LITERAL && layout.lineEnd(first) < end) {
      lines = wrapped(value, layout.lineEnd(first) - first - indent);
    }
    String margin = " ".repeat(indent);
    String written = margin + String.join(layout.lineBreak(first) + margin, lines);
    return new Cut(first, end, written, content(old.text(), lines));
  }

  /** Returns the end of the last line that is indented like the first. */
  private static int end(Layout layout, int first, int indent) {
    int end = first;
    for (int at = first; !layout.isTextEnd(at); at = layout.nextLine(at)) {
      if (layout.nothingAfter(at)) {
        continue;
      }
      if (layout.indent(at) < indent) {
        return end;
      }
      end = layout.lineEnd(at);
    }
    return end;
  }

  private static List<String> wrapped(String value, int width) {
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < value.length(); at += width) {
      lines.add(value.substring(at, Math.min(at + width, value.length())));
    }
    return lines;
  }

  /** Returns the content that a reader finds. The line breaks around the old content stay. */
  private static String content(String old, List<String> lines) {
    int from = 0;
    while (from < old.length() && old.charAt(from) == '\n') {
      from++;
    }
    int to = old.length();
    while (to > from && old.charAt(to - 1) == '\n') {
      to--;
    }
    return old.substring(0, from) + String.join("\n", lines) + old.substring(to);
  }
}
