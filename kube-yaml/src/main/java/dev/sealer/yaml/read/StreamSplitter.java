package dev.sealer.yaml.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text at lines that begin with {@code ---}, as Kubernetes does before it looks at any YAML.
 */
final class StreamSplitter {

  private static final String SEPARATOR = "---";

  private StreamSplitter() {}

  /** Returns the parts between separators, without those that hold nothing but white space. */
  static List<TextPart> split(TextPart whole) {
    String text = whole.text();
    List<TextPart> parts = new ArrayList<>();
    int partStart = 0;
    int partLine = whole.startLine();
    int line = whole.startLine();
    int at = 0;
    while (at < text.length()) {
      int newline = text.indexOf('\n', at);
      int next = newline < 0 ? text.length() : newline + 1;
      if (text.startsWith(SEPARATOR, at)) {
        checkSeparator(whole, at, next, line);
        if (!isProlog(text, partStart, at)) {
          add(parts, whole, partStart, at, partLine);
          partStart = next;
          partLine = line + 1;
        }
      }
      line++;
      at = next;
    }
    add(parts, whole, partStart, text.length(), partLine);
    return parts;
  }

  /** Directives such as {@code %YAML 1.1} belong to the document after the separator. */
  private static boolean isProlog(String text, int from, int to) {
    boolean directive = false;
    for (int at = from; at < to; at = text.indexOf('\n', at) + 1) {
      char first = text.charAt(at);
      directive |= first == '%';
      if ("%#\r\n".indexOf(first) < 0) {
        return false;
      }
    }
    return directive;
  }

  private static void checkSeparator(TextPart whole, int from, int to, int line) {
    String rest = whole.text().substring(from + SEPARATOR.length(), to).strip();
    if (!rest.isEmpty() && rest.charAt(0) != '#') {
      throw new YamlException(
          whole.source(),
          line,
          SEPARATOR.length() + 1,
          "a line that begins with --- may hold a comment and nothing else: Kubernetes refuses"
              + " it; move the rest to the next line");
    }
  }

  private static void add(List<TextPart> parts, TextPart whole, int from, int to, int line) {
    String text = whole.text().substring(from, to);
    if (!text.isBlank()) {
      parts.add(new TextPart(whole.source(), text, whole.offset() + from, line));
    }
  }
}
