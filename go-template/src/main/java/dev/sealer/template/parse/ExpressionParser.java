package dev.sealer.template.parse;

import dev.sealer.gocompat.GoQuoting;
import dev.sealer.template.ast.Expression;
import dev.sealer.template.ast.Node;
import dev.sealer.template.value.FuncValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pipelines and what they are made of. Knows the variables that are in scope. */
final class ExpressionParser {

  /** Go allows 10,000; a Java stack is smaller. */
  private static final int MAX_NESTING = 500;

  private final Tokens tokens;
  private final Functions functions;
  private final List<String> variables = new ArrayList<>(List.of("$"));
  private int nesting;

  ExpressionParser(Tokens tokens, Functions functions) {
    this.tokens = tokens;
    this.functions = functions;
  }

  int variablesInScope() {
    return variables.size();
  }

  void forgetVariables(int keep) {
    variables.subList(keep, variables.size()).clear();
  }

  /** Parses up to and including {@code end}. */
  Node.Pipe pipeline(String context, TokenType end) {
    int position = tokens.peekNonSpace().position();
    List<Expression.Variable> declared = new ArrayList<>(2);
    boolean assigns = declarations(context, declared);
    List<Node.Command> commands = new ArrayList<>(2);
    while (true) {
      Token token = tokens.nextNonSpace();
      if (token.type() == end) {
        check(commands, context);
        return new Node.Pipe(position, assigns, List.copyOf(declared), List.copyOf(commands));
      }
      if (!startsOperand(token.type())) {
        throw tokens.unexpected(token, context);
      }
      tokens.backup();
      commands.add(command());
    }
  }

  private static boolean startsOperand(TokenType type) {
    return switch (type) {
      case BOOL,
          CHAR_CONSTANT,
          COMPLEX,
          DOT,
          FIELD,
          IDENTIFIER,
          NUMBER,
          NIL,
          RAW_STRING,
          STRING,
          VARIABLE,
          LEFT_PAREN ->
          true;
      default -> false;
    };
  }

  /** Parses {@code $x :=}, {@code $x =} or {@code $i, $x :=}; true for an assignment. */
  private boolean declarations(String context, List<Expression.Variable> declared) {
    while (tokens.peekNonSpace().type() == TokenType.VARIABLE) {
      Token variable = tokens.next();
      Token after = tokens.peek();
      Token next = tokens.peekNonSpace();
      if (next.type() == TokenType.ASSIGN || next.type() == TokenType.DECLARE) {
        tokens.nextNonSpace();
        declare(variable, declared);
        return next.type() == TokenType.ASSIGN;
      }
      if (next.type() != TokenType.CHAR || !next.text().equals(",")) {
        if (after.type() == TokenType.SPACE) {
          tokens.backup3(variable, after);
        } else {
          tokens.backup2(variable);
        }
        return false;
      }
      tokens.nextNonSpace();
      declare(variable, declared);
      expectSecondVariable(context, declared.size());
    }
    return false;
  }

  private void expectSecondVariable(String context, int count) {
    if (!context.equals("range") || count >= 2) {
      throw tokens.error("too many declarations in " + context);
    }
    switch (tokens.peekNonSpace().type()) {
      case VARIABLE, RIGHT_DELIM, RIGHT_PAREN -> {
        // A second variable, or the end, for which the pipeline has its own words.
      }
      default -> throw tokens.error("range can only initialize variables");
    }
  }

  private void declare(Token variable, List<Expression.Variable> declared) {
    declared.add(new Expression.Variable(variable.position(), variable.text(), List.of()));
    variables.add(variable.text());
  }

  private void check(List<Node.Command> commands, String context) {
    if (commands.isEmpty()) {
      throw tokens.error("missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      switch (commands.get(i).words().getFirst()) {
        case Expression.Bool w -> throw notExecutable(i);
        case Expression.Dot w -> throw notExecutable(i);
        case Expression.Nil w -> throw notExecutable(i);
        case Expression.Numeric w -> throw notExecutable(i);
        case Expression.Text w -> throw notExecutable(i);
        default -> {
          // Functions, fields, variables and pipelines may take what comes before.
        }
      }
    }
  }

  private RuntimeException notExecutable(int index) {
    return tokens.error("non executable command in pipeline stage " + (index + 1));
  }

  private Node.Command command() {
    int position = tokens.peekNonSpace().position();
    List<Expression> words = new ArrayList<>(4);
    while (true) {
      tokens.peekNonSpace();
      Expression operand = operand();
      if (operand != null) {
        words.add(operand);
      }
      Token token = tokens.next();
      if (token.type() == TokenType.SPACE) {
        continue;
      }
      switch (token.type()) {
        case RIGHT_DELIM, RIGHT_PAREN -> tokens.backup();
        case PIPE -> {
          // The next command follows.
        }
        default -> throw tokens.unexpected(token, "operand");
      }
      if (words.isEmpty()) {
        throw tokens.error("empty command");
      }
      return new Node.Command(position, List.copyOf(words));
    }
  }

  private @Nullable Expression operand() {
    Expression term = term();
    if (term == null || tokens.peek().type() != TokenType.FIELD) {
      return term;
    }
    int position = tokens.peek().position();
    List<String> fields = new ArrayList<>(3);
    while (tokens.peek().type() == TokenType.FIELD) {
      fields.add(tokens.next().text().substring(1));
    }
    return withFields(term, position, List.copyOf(fields));
  }

  private Expression withFields(Expression term, int position, List<String> fields) {
    return switch (term) {
      case Expression.Field field -> new Expression.Field(position, join(field.fields(), fields));
      case Expression.Variable variable ->
          new Expression.Variable(position, variable.name(), join(variable.fields(), fields));
      case Expression.Bool bool -> throw dotAfter(bool.truth() ? "true" : "false");
      case Expression.Text text -> throw dotAfter(text.quoted());
      case Expression.Numeric number -> throw dotAfter(number.text());
      case Expression.Nil nil -> throw dotAfter("nil");
      case Expression.Dot dot -> throw dotAfter(".");
      case Expression.Identifier identifier -> new Expression.Chain(position, identifier, fields);
      case Expression.Group group -> new Expression.Chain(position, group, fields);
      case Expression.Chain chain -> new Expression.Chain(position, chain, fields);
    };
  }

  private static List<String> join(List<String> head, List<String> tail) {
    List<String> all = new ArrayList<>(head);
    all.addAll(tail);
    return List.copyOf(all);
  }

  private RuntimeException dotAfter(String term) {
    return tokens.error("unexpected . after term " + GoQuoting.quote(term));
  }

  private @Nullable Expression term() {
    Token token = tokens.nextNonSpace();
    return switch (token.type()) {
      case IDENTIFIER -> identifier(token);
      case DOT -> new Expression.Dot(token.position());
      case NIL -> new Expression.Nil(token.position());
      case VARIABLE -> variable(token);
      case FIELD -> new Expression.Field(token.position(), List.of(token.text().substring(1)));
      case BOOL -> new Expression.Bool(token.position(), token.text().equals("true"));
      case CHAR_CONSTANT, COMPLEX, NUMBER -> Constants.number(token, tokens);
      case STRING, RAW_STRING -> Constants.text(token, tokens);
      case LEFT_PAREN -> group();
      default -> {
        tokens.backup();
        yield null;
      }
    };
  }

  private Expression identifier(Token token) {
    FuncValue function = functions.find(token.text());
    if (function == null) {
      throw tokens.error("function " + GoQuoting.quote(token.text()) + " not defined");
    }
    return new Expression.Identifier(token.position(), token.text(), function);
  }

  private Expression variable(Token token) {
    if (!variables.contains(token.text())) {
      throw tokens.error("undefined variable " + GoQuoting.quote(token.text()));
    }
    return new Expression.Variable(token.position(), token.text(), List.of());
  }

  private Expression group() {
    if (nesting >= MAX_NESTING) {
      throw tokens.error("max expression depth exceeded");
    }
    nesting++;
    Node.Pipe pipe = pipeline("parenthesized pipeline", TokenType.RIGHT_PAREN);
    nesting--;
    return new Expression.Group(pipe.position(), pipe);
  }
}
