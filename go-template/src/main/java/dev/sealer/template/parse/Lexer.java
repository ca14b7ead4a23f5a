package dev.sealer.template.parse;

import static dev.sealer.template.parse.Characters.EOF;

import dev.sealer.gocompat.GoQuoting;
import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.context.Delimiters;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts a template's text into tokens. */
final class Lexer {

  private static final int TRIM_MARKER = 2;
  private static final Map<String, TokenType> KEYWORDS =
      Map.ofEntries(
          Map.entry("block", TokenType.BLOCK),
          Map.entry("break", TokenType.BREAK),
          Map.entry("continue", TokenType.CONTINUE),
          Map.entry("define", TokenType.DEFINE),
          Map.entry("else", TokenType.ELSE),
          Map.entry("end", TokenType.END),
          Map.entry("if", TokenType.IF),
          Map.entry("nil", TokenType.NIL),
          Map.entry("range", TokenType.RANGE),
          Map.entry("template", TokenType.TEMPLATE),
          Map.entry("with", TokenType.WITH),
          Map.entry("true", TokenType.BOOL),
          Map.entry("false", TokenType.BOOL));

  private String input;
  private final Delimiters delimiters;
  private final boolean loopWords;
  private int at;
  private int start;
  private int line = 1;
  private int lineKnownTo;
  private int parentheses;
  private boolean insideAction;

  /**
   * @param loopWords false where {@code break} and {@code continue} are functions
   */
  Lexer(String input, Delimiters delimiters, boolean loopWords) {
    this.input = input;
    this.delimiters = delimiters;
    this.loopWords = loopWords;
  }

  Token next() {
    while (true) {
      Token token = insideAction ? insideAction() : text();
      if (token != null) {
        return token;
      }
    }
  }

  private Token emit(TokenType type) {
    Token token = new Token(type, start, input.substring(start, at), lineAt(start));
    start = at;
    return token;
  }

  private Token error(String message) {
    Token token = new Token(TokenType.ERROR, start, message, lineAt(start));
    input = "";
    at = 0;
    start = 0;
    lineKnownTo = 0;
    insideAction = false;
    return token;
  }

  private int lineAt(int position) {
    for (; lineKnownTo < position; lineKnownTo++) {
      if (input.charAt(lineKnownTo) == '\n') {
        line++;
      }
    }
    return line;
  }

  private int peek() {
    return at < input.length() ? input.codePointAt(at) : EOF;
  }

  private int advance() {
    int c = peek();
    if (c != EOF) {
      at += Character.charCount(c);
    }
    return c;
  }

  /** Text up to the next action, or the opening of that action; null after a comment. */
  private @Nullable Token text() {
    int left = input.indexOf(delimiters.left(), at);
    if (left < 0) {
      at = input.length();
      return emit(at > start ? TokenType.TEXT : TokenType.EOF);
    }
    if (left > at) {
      at = left;
      if (Characters.hasLeftTrim(input, left + delimiters.left().length())) {
        while (at > start && Characters.isSpace(input.charAt(at - 1))) {
          at--;
        }
      }
      boolean any = at > start;
      Token text = emit(TokenType.TEXT);
      at = left;
      start = left;
      if (any) {
        return text;
      }
    }
    return leftDelimiter();
  }

  private @Nullable Token leftDelimiter() {
    at += delimiters.left().length();
    int afterMarker = Characters.hasLeftTrim(input, at) ? TRIM_MARKER : 0;
    if (input.startsWith("/*", at + afterMarker)) {
      at += afterMarker;
      start = at;
      return comment();
    }
    Token token = emit(TokenType.LEFT_DELIM);
    insideAction = true;
    at += afterMarker;
    start = at;
    parentheses = 0;
    return token;
  }

  private @Nullable Token comment() {
    int close = input.indexOf("*/", at + 2);
    if (close < 0) {
      return error("unclosed comment");
    }
    at = close + 2;
    if (!atRightDelimiter(at)) {
      return error("comment ends before closing delimiter");
    }
    skipRightDelimiter();
    return null;
  }

  private boolean atRightDelimiter(int position) {
    return atTrimmedRightDelimiter(position) || input.startsWith(delimiters.right(), position);
  }

  private boolean atTrimmedRightDelimiter(int position) {
    return Characters.hasRightTrim(input, position)
        && input.startsWith(delimiters.right(), position + TRIM_MARKER);
  }

  private void skipRightDelimiter() {
    boolean trim = atTrimmedRightDelimiter(at);
    at += (trim ? TRIM_MARKER : 0) + delimiters.right().length();
    while (trim && at < input.length() && Characters.isSpace(input.charAt(at))) {
      at++;
    }
    start = at;
  }

  private Token rightDelimiter() {
    if (atTrimmedRightDelimiter(at)) {
      start += TRIM_MARKER;
    }
    Token token = new Token(TokenType.RIGHT_DELIM, start, delimiters.right(), lineAt(start));
    skipRightDelimiter();
    insideAction = false;
    return token;
  }

  private Token insideAction() {
    if (atRightDelimiter(at)) {
      return parentheses == 0 ? rightDelimiter() : error("unclosed left paren");
    }
    int c = peek();
    if (c == EOF) {
      return error("unclosed action");
    }
    if (Characters.isSpace(c)) {
      return space();
    }
    if (Characters.startsNumber(c)) {
      return number();
    }
    if (Characters.isAlphaNumeric(c)) {
      return identifier();
    }
    at += Character.charCount(c);
    return symbol(c);
  }

  private Token symbol(int c) {
    return switch (c) {
      case '=' -> emit(TokenType.ASSIGN);
      case ':' -> advance() == '=' ? emit(TokenType.DECLARE) : error("expected :=");
      case '|' -> emit(TokenType.PIPE);
      case '"' -> quoted('"', TokenType.STRING, "unterminated quoted string");
      case '\'' -> quoted('\'', TokenType.CHAR_CONSTANT, "unterminated character constant");
      case '`' -> rawQuoted();
      case '$' -> fieldOrVariable(TokenType.VARIABLE);
      case '.' -> dot();
      case '(' -> {
        parentheses++;
        yield emit(TokenType.LEFT_PAREN);
      }
      case ')' -> --parentheses < 0 ? error("unexpected right paren") : emit(TokenType.RIGHT_PAREN);
      default ->
          Characters.isPrintableAscii(c)
              ? emit(TokenType.CHAR)
              : error("unrecognized character in action: " + unicode(c));
    };
  }

  /** Bytes that are no character show as U+FFFD, as they do where text is read rune by rune. */
  private static String unicode(int c) {
    return c == EOF
        ? "U+FFFFFFFFFFFFFFFF"
        : GoQuoting.unicode(GoStrings.isEscape(c) ? 0xFFFD : c, true);
  }

  private Token dot() {
    boolean startsNumber = at < input.length() && Character.digit(input.charAt(at), 10) >= 0;
    if (startsNumber && input.charAt(at) < 0x80) {
      at--;
      return number();
    }
    if (at == input.length()) {
      at--;
      return number();
    }
    return fieldOrVariable(TokenType.FIELD);
  }

  private Token space() {
    int count = 0;
    while (Characters.isSpace(peek())) {
      at++;
      count++;
    }
    if (atTrimmedRightDelimiter(at - 1)) {
      at--;
      if (count == 1) {
        return rightDelimiter();
      }
    }
    return emit(TokenType.SPACE);
  }

  private Token identifier() {
    skipAlphaNumeric();
    if (!atTerminator()) {
      return error("bad character " + unicode(peek()));
    }
    TokenType keyword = KEYWORDS.get(input.substring(start, at));
    boolean plainWord = !loopWords && (keyword == TokenType.BREAK || keyword == TokenType.CONTINUE);
    return emit(keyword == null || plainWord ? TokenType.IDENTIFIER : keyword);
  }

  private Token fieldOrVariable(TokenType type) {
    if (atTerminator()) {
      return emit(type == TokenType.VARIABLE ? TokenType.VARIABLE : TokenType.DOT);
    }
    skipAlphaNumeric();
    return atTerminator() ? emit(type) : error("bad character " + unicode(peek()));
  }

  private void skipAlphaNumeric() {
    while (Characters.isAlphaNumeric(peek())) {
      advance();
    }
  }

  private boolean atTerminator() {
    int c = peek();
    return c == EOF
        || Characters.isSpace(c)
        || ".,|:)(".indexOf(c) >= 0
        || input.startsWith(delimiters.right(), at);
  }

  private Token quoted(char quote, TokenType type, String unterminated) {
    while (true) {
      int c = advance();
      if (c == '\\') {
        c = advance();
        if (c != EOF && c != '\n') {
          continue;
        }
      }
      if (c == EOF || c == '\n') {
        return error(unterminated);
      }
      if (c == quote) {
        return emit(type);
      }
    }
  }

  private Token rawQuoted() {
    int close = input.indexOf('`', at);
    if (close < 0) {
      return error("unterminated raw quoted string");
    }
    at = close + 1;
    return emit(TokenType.RAW_STRING);
  }

  private Token number() {
    NumberScanner scanner = new NumberScanner(input);
    int end = scanner.scan(at);
    boolean good = scanner.isGood();
    TokenType type = TokenType.NUMBER;
    if (good && end < input.length() && (input.charAt(end) == '+' || input.charAt(end) == '-')) {
      end = scanner.scan(end);
      good = scanner.isGood() && input.charAt(end - 1) == 'i';
      type = TokenType.COMPLEX;
    }
    at = end;
    return good
        ? emit(type)
        : error("bad number syntax: " + GoQuoting.quote(input.substring(start, at)));
  }
}
