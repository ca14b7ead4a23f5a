package dev.sealer.template.parse;

import dev.sealer.template.error.TemplateParseException;

/** The tokens of one template body, with look-ahead, and errors at the newest token's line. */
final class Tokens {

  private final Lexer lexer;
  private final String name;
  private final Token[] buffer = new Token[3];
  private int buffered;
  private int actionLine;

  Tokens(Lexer lexer, String name) {
    this.lexer = lexer;
    this.name = name;
    java.util.Arrays.fill(buffer, new Token(TokenType.EOF, 0, "", 0));
  }

  Token next() {
    if (buffered > 0) {
      buffered--;
    } else {
      buffer[0] = lexer.next();
    }
    return buffer[buffered];
  }

  Token peek() {
    if (buffered == 0) {
      buffer[0] = lexer.next();
      buffered = 1;
    }
    return buffer[buffered - 1];
  }

  void backup() {
    buffered++;
  }

  /** Backs up two tokens, of which {@code first} comes first. */
  void backup2(Token first) {
    buffer[1] = first;
    buffered = 2;
  }

  /** Backs up three tokens, of which {@code first} and {@code second} come first. */
  void backup3(Token first, Token second) {
    buffer[1] = second;
    buffer[2] = first;
    buffered = 3;
  }

  Token nextNonSpace() {
    Token token = next();
    while (token.type() == TokenType.SPACE) {
      token = next();
    }
    return token;
  }

  Token peekNonSpace() {
    Token token = nextNonSpace();
    backup();
    return token;
  }

  Token expect(TokenType type, String context) {
    Token token = nextNonSpace();
    if (token.type() != type) {
      throw unexpected(token, context);
    }
    return token;
  }

  /** Remembers the line an action starts on; 0 outside actions. */
  void actionStarts(int line) {
    actionLine = line;
  }

  TemplateParseException error(String message) {
    int line = buffer[0].line();
    return new TemplateParseException(
        name, line, "template: " + name + ":" + line + ": " + message);
  }

  TemplateParseException unexpected(Token token, String context) {
    if (token.type() != TokenType.ERROR) {
      return error("unexpected " + token.shown() + " in " + context);
    }
    String extra = "";
    if (actionLine != 0 && actionLine != token.line()) {
      String where = " started at " + name + ":" + actionLine;
      extra = token.text().endsWith(" action") ? where : " in action" + where;
    }
    return error(token.text() + extra);
  }
}
