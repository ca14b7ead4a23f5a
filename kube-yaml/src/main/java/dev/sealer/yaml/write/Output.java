package dev.sealer.yaml.write;

/**
 * The text so far, with what a YAML emitter must remember about its end: the column, whether white
 * space is there, and whether the line holds nothing but indentation and block indicators.
 */
final class Output {

  private final StringBuilder text = new StringBuilder();
  private int indent = -1;
  private int column;
  private boolean whitespace = true;
  private boolean indention = true;

  int indent() {
    return indent;
  }

  int column() {
    return column;
  }

  boolean inIndention() {
    return indention;
  }

  void indent(int columns) {
    indent = columns;
  }

  /** Goes to the column of the current indentation, on a new line where this one is used. */
  void startLine() {
    int wanted = Math.max(0, indent);
    if (!indention || column > wanted || (column == wanted && !whitespace)) {
      newLine();
    }
    while (column < wanted) {
      put(' ');
    }
    whitespace = true;
    indention = true;
  }

  /** Writes an indicator that needs a space before it and counts as indentation. */
  void blockIndicator(char indicator) {
    spaceBefore();
    put(indicator);
    whitespace = false;
  }

  /** Writes an indicator of another kind; what follows needs a space first. */
  void indicator(String indicator) {
    put(indicator);
    whitespace = false;
    indention = false;
  }

  /** Writes a space if there is none before the next token. */
  void spaceBefore() {
    if (!whitespace) {
      put(' ');
    }
  }

  void put(char c) {
    text.append(c);
    column++;
  }

  void put(String s) {
    text.append(s);
    column += s.codePointCount(0, s.length());
  }

  void putCodePoint(int codePoint) {
    text.appendCodePoint(codePoint);
    column++;
  }

  void newLine() {
    text.append('\n');
    column = 0;
  }

  /** Writes a line break of the content itself, of whatever kind it is. */
  void contentBreak(int codePoint) {
    text.appendCodePoint(codePoint);
    column = 0;
    indention = true;
  }

  /** Says that content follows the indentation on this line. */
  void content() {
    indention = false;
  }

  /** Says that a scalar has ended here. */
  void endScalar() {
    whitespace = false;
    indention = false;
  }

  /** Says that a block scalar begins on a fresh line. */
  void startBlockContent() {
    newLine();
    whitespace = true;
    indention = true;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
