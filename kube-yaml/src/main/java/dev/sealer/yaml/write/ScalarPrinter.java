package dev.sealer.yaml.write;

import dev.sealer.yaml.scalar.KubeScalars;
import dev.sealer.yaml.scalar.ScalarValue;

/** Writes scalars in the style that Go's yaml.v2 would choose, folded at its width of 80. */
final class ScalarPrinter {

  private static final int WIDTH = 80;

  private final Output out;

  ScalarPrinter(Output out) {
    this.out = out;
  }

  /** Writes a string. Of a simple key no line is folded. */
  void string(String text, boolean simpleKey) {
    ScalarShape shape = ScalarShape.of(text);
    boolean breaks = !simpleKey;
    if (text.indexOf('\n') >= 0) {
      if (shape.literal() && !simpleKey) {
        literal(text);
      } else {
        doubleQuoted(text, breaks);
      }
    } else if (!isText(text)) {
      doubleQuoted(text, breaks);
    } else if (shape.plain()) {
      plain(text, breaks);
    } else if (shape.singleQuoted() && !(simpleKey && shape.multiline())) {
      singleQuoted(text, breaks);
    } else {
      doubleQuoted(text, breaks);
    }
  }

  /** Returns whether the text would be read as a string without quotes. */
  private static boolean isText(String text) {
    return !text.equals("<<")
        && KubeScalars.resolve(text) instanceof ScalarValue.Text
        && !KubeScalars.looksBase60(text);
  }

  /** Writes a word that needs no quotes: a number, a boolean or null. */
  void word(String text) {
    plain(text, false);
  }

  private void plain(String text, boolean breaks) {
    out.spaceBefore();
    for (int at = 0; at < text.length(); ) {
      if (text.charAt(at) == ' ') {
        boolean firstOfSeveral = at == 0 || text.charAt(at - 1) != ' ';
        if (breaks && firstOfSeveral && mayFold(text, at)) {
          out.startLine();
        } else {
          out.put(' ');
        }
        at++;
      } else {
        int space = text.indexOf(' ', at);
        int end = space < 0 ? text.length() : space;
        out.put(text.substring(at, end));
        out.content();
        at = end;
      }
    }
    out.endScalar();
  }

  private boolean mayFold(String text, int at) {
    return out.column() > WIDTH && at > 0 && at < text.length() - 1 && text.charAt(at + 1) != ' ';
  }

  private void singleQuoted(String text, boolean breaks) {
    out.spaceBefore();
    out.indicator("'");
    boolean spaces = false;
    boolean afterBreak = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c == ' ') {
        if (breaks && !spaces && mayFold(text, i)) {
          out.startLine();
        } else {
          out.put(' ');
        }
        spaces = true;
      } else if (ScalarShape.isBreak(c)) {
        out.contentBreak(c);
        afterBreak = true;
      } else {
        if (afterBreak) {
          out.startLine();
        }
        out.put(c == '\'' ? "''" : Character.toString(c));
        out.content();
        spaces = false;
        afterBreak = false;
      }
      i += Character.charCount(c);
    }
    out.indicator("'");
    out.endScalar();
  }

  private void doubleQuoted(String text, boolean breaks) {
    out.spaceBefore();
    out.indicator("\"");
    // A text that begins with a byte order mark is escaped throughout: libyaml tests the start.
    boolean escapeAll = !text.isEmpty() && text.charAt(0) == 0xfeff;
    boolean spaces = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (escapeAll || Escapes.needed(c)) {
        out.put(Escapes.of(c));
        spaces = false;
      } else if (c == ' ') {
        doubleQuotedSpace(text, i, breaks && !spaces);
        spaces = true;
      } else {
        out.putCodePoint(c);
        spaces = false;
      }
      i += Character.charCount(c);
    }
    out.indicator("\"");
    out.endScalar();
  }

  private void doubleQuotedSpace(String text, int at, boolean breaks) {
    if (!breaks || out.column() <= WIDTH || at == 0 || at >= text.length() - 1) {
      out.put(' ');
      return;
    }
    out.startLine();
    if (text.charAt(at + 1) == ' ') {
      out.put('\\');
    }
  }

  private void literal(String text) {
    out.spaceBefore();
    int first = text.codePointAt(0);
    String indentHint = first == ' ' || ScalarShape.isBreak(first) ? "2" : "";
    out.indicator("|" + indentHint + chomping(text));
    out.startBlockContent();
    boolean afterBreak = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (ScalarShape.isBreak(c)) {
        out.contentBreak(c);
        afterBreak = true;
      } else {
        if (afterBreak) {
          out.startLine();
        }
        out.putCodePoint(c);
        out.content();
        afterBreak = false;
      }
      i += Character.charCount(c);
    }
  }

  /** {@code -} where no line break ends the text, {@code +} where more than one does. */
  private static String chomping(String text) {
    int length = text.length();
    if (!ScalarShape.isBreak(text.charAt(length - 1))) {
      return "-";
    }
    return length == 1 || ScalarShape.isBreak(text.charAt(length - 2)) ? "+" : "";
  }
}
