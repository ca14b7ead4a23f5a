package dev.sealer.template.parse;

import dev.sealer.gocompat.GoQuoting;
import dev.sealer.template.ast.Node;
import dev.sealer.template.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses the body of one template: the whole text, a definition, or a block. */
final class BodyParser {

  /** Go has no such limit; a Java stack does. */
  private static final int MAX_NESTING = 500;

  private final ParseScope scope;
  private final Tokens tokens;
  private final ExpressionParser expressions;
  private int ranges;
  private int nesting;

  /**
   * @param nesting how many actions are open around this body
   */
  BodyParser(ParseScope scope, int nesting) {
    this.scope = scope;
    this.nesting = nesting;
    this.tokens = new Tokens(scope.lexer(), scope.name());
    this.expressions = new ExpressionParser(tokens, scope.functions());
  }

  /** The end of a list of statements. */
  private sealed interface Ending {
    /** {@code {{end}}} */
    record End() implements Ending {
      @Override
      public String toString() {
        return "{{end}}";
      }
    }

    /** {@code {{else}}}, where an {@code if} or {@code with} may be pending. */
    record Else(int position) implements Ending {
      @Override
      public String toString() {
        return "{{else}}";
      }
    }
  }

  private record Body(Statement.Items items, Ending ending) {}

  /** A statement, or what ends the list it would have been in. */
  private record Parsed(@Nullable Statement statement, @Nullable Ending ending) {}

  /** Parses the whole text and registers it and all it defines. */
  void parseAll() {
    int position = tokens.peek().position();
    List<Statement> statements = new ArrayList<>();
    while (tokens.peek().type() != TokenType.EOF) {
      if (isDefinition()) {
        new BodyParser(scope, 0).definition();
        continue;
      }
      Parsed parsed = textOrAction();
      if (parsed.ending != null) {
        throw tokens.error("unexpected " + parsed.ending);
      }
      if (parsed.statement != null) {
        statements.add(parsed.statement);
      }
    }
    register(scope.name(), new Statement.Items(position, List.copyOf(statements)));
  }

  private boolean isDefinition() {
    if (tokens.peek().type() != TokenType.LEFT_DELIM) {
      return false;
    }
    Token delimiter = tokens.next();
    if (tokens.nextNonSpace().type() == TokenType.DEFINE) {
      return true;
    }
    tokens.backup2(delimiter);
    return false;
  }

  private void definition() {
    String context = "define clause";
    Token name = tokens.nextNonSpace();
    String text = templateName(name, context);
    tokens.expect(TokenType.RIGHT_DELIM, context);
    namedBody(text, context);
  }

  private void namedBody(String name, String context) {
    Body body = itemList();
    if (!(body.ending instanceof Ending.End)) {
      throw tokens.error("unexpected " + body.ending + " in " + context);
    }
    register(name, body.items);
  }

  private void register(String name, Statement.Items body) {
    if (!scope.register(name, body)) {
      throw tokens.error("template: multiple definition of template " + GoQuoting.quote(name));
    }
  }

  private Body itemList() {
    if (++nesting > MAX_NESTING) {
      throw tokens.error("actions are nested more than " + MAX_NESTING + " levels deep");
    }
    int position = tokens.peekNonSpace().position();
    List<Statement> statements = new ArrayList<>();
    while (tokens.peekNonSpace().type() != TokenType.EOF) {
      Parsed parsed = textOrAction();
      if (parsed.ending != null) {
        nesting--;
        return new Body(new Statement.Items(position, List.copyOf(statements)), parsed.ending);
      }
      if (parsed.statement != null) {
        statements.add(parsed.statement);
      }
    }
    throw tokens.error("unexpected EOF");
  }

  private Parsed textOrAction() {
    Token token = tokens.nextNonSpace();
    return switch (token.type()) {
      case TEXT -> statement(new Statement.Text(token.position(), token.text()));
      case LEFT_DELIM -> {
        tokens.actionStarts(token.line());
        Parsed parsed = action();
        tokens.actionStarts(0);
        yield parsed;
      }
      default -> throw tokens.unexpected(token, "input");
    };
  }

  private Parsed action() {
    Token token = tokens.nextNonSpace();
    return switch (token.type()) {
      case BLOCK -> statement(block());
      case BREAK -> statement(new Statement.Break(loopWord(token, "{{break}}")));
      case CONTINUE -> statement(new Statement.Continue(loopWord(token, "{{continue}}")));
      case ELSE -> new Parsed(null, otherwise());
      case END -> {
        tokens.expect(TokenType.RIGHT_DELIM, "end");
        yield new Parsed(null, new Ending.End());
      }
      case IF -> statement(ifStatement());
      case RANGE -> statement(rangeStatement());
      case TEMPLATE -> statement(call());
      case WITH -> statement(withStatement());
      default -> {
        tokens.backup();
        int position = tokens.peek().position();
        Node.Pipe pipe = expressions.pipeline("command", TokenType.RIGHT_DELIM);
        yield statement(new Statement.Action(position, pipe));
      }
    };
  }

  private static Parsed statement(Statement statement) {
    return new Parsed(statement, null);
  }

  private int loopWord(Token word, String name) {
    Token token = tokens.nextNonSpace();
    if (token.type() != TokenType.RIGHT_DELIM) {
      throw tokens.unexpected(token, name);
    }
    if (ranges == 0) {
      throw tokens.error(name + " outside {{range}}");
    }
    return word.position();
  }

  private Ending otherwise() {
    Token next = tokens.peekNonSpace();
    if (next.type() == TokenType.IF || next.type() == TokenType.WITH) {
      return new Ending.Else(next.position());
    }
    return new Ending.Else(tokens.expect(TokenType.RIGHT_DELIM, "else").position());
  }

  private record Branch(
      Node.Pipe pipe, Statement.Items body, Statement.@Nullable Items otherwise) {}

  private Branch branch(String context) {
    int scopeBefore = expressions.variablesInScope();
    Node.Pipe pipe = expressions.pipeline(context, TokenType.RIGHT_DELIM);
    boolean isRange = context.equals("range");
    ranges += isRange ? 1 : 0;
    Body body = itemList();
    ranges -= isRange ? 1 : 0;
    Statement.Items otherwise =
        body.ending instanceof Ending.Else other ? elseBody(context, other.position) : null;
    expressions.forgetVariables(scopeBefore);
    return new Branch(pipe, body.items, otherwise);
  }

  /** Returns the part after an else; {@code else if} and {@code else with} share the final end. */
  private Statement.Items elseBody(String context, int position) {
    TokenType pending = tokens.peek().type();
    if (context.equals("if") && pending == TokenType.IF) {
      tokens.next();
      return new Statement.Items(position, List.of(nested(this::ifStatement)));
    }
    if (context.equals("with") && pending == TokenType.WITH) {
      tokens.next();
      return new Statement.Items(position, List.of(nested(this::withStatement)));
    }
    Body body = itemList();
    if (!(body.ending instanceof Ending.End)) {
      throw tokens.error("expected end; found " + body.ending);
    }
    return body.items;
  }

  private Statement nested(java.util.function.Supplier<Statement> parser) {
    if (++nesting > MAX_NESTING) {
      throw tokens.error("actions are nested more than " + MAX_NESTING + " levels deep");
    }
    Statement statement = parser.get();
    nesting--;
    return statement;
  }

  private Statement ifStatement() {
    Branch branch = branch("if");
    return new Statement.If(branch.pipe.position(), branch.pipe, branch.body, branch.otherwise);
  }

  private Statement withStatement() {
    Branch branch = branch("with");
    return new Statement.With(branch.pipe.position(), branch.pipe, branch.body, branch.otherwise);
  }

  private Statement rangeStatement() {
    Branch branch = branch("range");
    return new Statement.Range(branch.pipe.position(), branch.pipe, branch.body, branch.otherwise);
  }

  private Statement block() {
    String context = "block clause";
    Token token = tokens.nextNonSpace();
    String name = templateName(token, context);
    Node.Pipe pipe = expressions.pipeline(context, TokenType.RIGHT_DELIM);
    BodyParser block = new BodyParser(scope, nesting);
    block.namedBlock(name, context, tokens);
    return new Statement.Call(token.position(), name, pipe);
  }

  /** Errors about the block as a whole are those of the template around it. */
  private void namedBlock(String name, String context, Tokens outer) {
    Body body = itemList();
    if (!(body.ending instanceof Ending.End)) {
      throw outer.error("unexpected " + body.ending + " in " + context);
    }
    register(name, body.items);
  }

  private Statement call() {
    String context = "template clause";
    Token token = tokens.nextNonSpace();
    String name = templateName(token, context);
    Node.Pipe pipe = null;
    if (tokens.nextNonSpace().type() != TokenType.RIGHT_DELIM) {
      tokens.backup();
      pipe = expressions.pipeline(context, TokenType.RIGHT_DELIM);
    }
    return new Statement.Call(token.position(), name, pipe);
  }

  private String templateName(Token token, String context) {
    if (token.type() != TokenType.STRING && token.type() != TokenType.RAW_STRING) {
      throw tokens.unexpected(token, context);
    }
    return Constants.string(token, tokens);
  }
}
