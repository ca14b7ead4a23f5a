package dev.sealer.yaml.edit;

import dev.sealer.yaml.read.Span;
import dev.sealer.yaml.read.TextPart;
import dev.sealer.yaml.read.YamlNode;
import dev.sealer.yaml.read.YamlNode.Mapping;
import dev.sealer.yaml.read.YamlNode.Scalar;
import dev.sealer.yaml.read.YamlNode.Sequence;

/** The positions of nodes in the source of one document, in chars. */
final class Layout {

  private final String text;
  private final boolean oneCharEach;

  Layout(TextPart part) {
    this.text = part.text();
    this.oneCharEach = text.codePointCount(0, text.length()) == text.length();
  }

  int start(Span span) {
    return offset(span.start());
  }

  private int offset(int codePoints) {
    return oneCharEach ? codePoints : text.offsetByCodePoints(0, codePoints);
  }

  /**
   * Returns the offset after a node's last visible character. The parser's own end of a block
   * reaches to the next token, past comments that are not the block's.
   */
  int end(YamlNode node) {
    YamlNode last = lastIn(node);
    int start = start(last.span());
    int end = offset(last.span().end());
    if (last instanceof Scalar scalar && scalar.isBlock() && endsWithEmptyLine(scalar.text())) {
      return lineEnd(end - 1);
    }
    while (end > start && " \t\r\n".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  /** Returns the scalar or flow collection that a block ends with. */
  private static YamlNode lastIn(YamlNode node) {
    if (node instanceof Mapping mapping && !mapping.flow() && !mapping.entries().isEmpty()) {
      return lastIn(mapping.entries().getLast().value());
    }
    if (node instanceof Sequence sequence && !sequence.flow() && !sequence.items().isEmpty()) {
      return lastIn(sequence.items().getLast());
    }
    return node;
  }

  /** Returns whether the last line breaks of a block scalar are content. */
  private static boolean endsWithEmptyLine(String content) {
    return content.equals("\n") || content.endsWith("\n\n");
  }

  /** Returns the offset of the line break after a position, or of the end of the text. */
  int lineEnd(int from) {
    int newline = text.indexOf('\n', from);
    if (newline < 0) {
      return text.length();
    }
    return newline > from && text.charAt(newline - 1) == '\r' ? newline - 1 : newline;
  }

  /** Returns the offset of the first character of the line after a position. */
  int nextLine(int from) {
    int newline = text.indexOf('\n', from);
    return newline < 0 ? text.length() : newline + 1;
  }

  /** Returns the offset of the value after an anchor, a tag, or both. */
  int afterProperties(int from) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '&' || c == '!') {
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
          at++;
        }
      } else if (c == '#') {
        at = lineEnd(at);
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        return at;
      }
    }
    return at;
  }

  /** Returns how many blanks a line begins with. */
  int indent(int lineStart) {
    int at = lineStart;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at - lineStart;
  }

  /** Returns what ends the line of a position. */
  String lineBreak(int from) {
    int end = lineEnd(from);
    return end < text.length() && text.charAt(end) == '\r' ? "\r\n" : "\n";
  }

  boolean isTextEnd(int offset) {
    return offset == text.length();
  }

  int lineStart(int from) {
    return text.lastIndexOf('\n', from - 1) + 1;
  }

  /** Returns the offset after what comes before a value: the colon of its key. */
  int withoutSpaceBefore(int offset) {
    int at = offset;
    while (at > 0 && text.charAt(at - 1) == ' ') {
      at--;
    }
    return at;
  }

  /** Returns the offset of the first character from {@code offset} on that is not a blank. */
  int withoutSpace(int offset) {
    int at = offset;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  boolean onlySpaceBefore(int offset) {
    return text.substring(lineStart(offset), offset).isBlank();
  }

  /** Returns whether nothing follows on the line, not even a comment. */
  boolean nothingAfter(int offset) {
    return text.substring(offset, lineEnd(offset)).isBlank();
  }

  String between(int from, int to) {
    return text.substring(from, to);
  }

  /** Returns the text with a range replaced; the insertion takes on the text's line breaks. */
  String replace(int from, int to, String insertion) {
    String lines = text.contains("\r\n") ? insertion.replace("\n", "\r\n") : insertion;
    return text.substring(0, from) + lines + text.substring(to);
  }
}
