package dev.sealer.template.ast;

import dev.sealer.gocompat.GoQuoting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints nodes as Go does in error messages. */
public final class NodeText {

  private final StringBuilder out = new StringBuilder();

  private NodeText() {}

  /** Returns the text of {@code node} in Go's normal form. */
  public static String of(Node node) {
    NodeText text = new NodeText();
    text.write(node);
    return text.out.toString();
  }

  private void write(Node node) {
    switch (node) {
      case Node.Pipe pipe -> pipe(pipe);
      case Node.Command command -> command(command);
      case Statement statement -> statement(statement);
      case Expression expression -> expression(expression);
    }
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.Items items -> items.statements().forEach(this::statement);
      case Statement.Text text -> out.append(text.text());
      case Statement.Action action -> {
        out.append("{{");
        pipe(action.pipe());
        out.append("}}");
      }
      case Statement.If node -> branch("if", node.pipe(), node.body(), node.otherwise());
      case Statement.With node -> branch("with", node.pipe(), node.body(), node.otherwise());
      case Statement.Range node -> branch("range", node.pipe(), node.body(), node.otherwise());
      case Statement.Call call -> call(call);
      case Statement.Break stop -> out.append("{{break}}");
      case Statement.Continue next -> out.append("{{continue}}");
    }
  }

  private void branch(
      String name, Node.Pipe pipe, Statement.Items body, Statement.@Nullable Items otherwise) {
    out.append("{{").append(name).append(' ');
    pipe(pipe);
    out.append("}}");
    statement(body);
    if (otherwise != null) {
      out.append("{{else}}");
      statement(otherwise);
    }
    out.append("{{end}}");
  }

  private void call(Statement.Call call) {
    out.append("{{template ").append(GoQuoting.quote(call.name()));
    if (call.pipe() != null) {
      out.append(' ');
      pipe(call.pipe());
    }
    out.append("}}");
  }

  private void pipe(Node.Pipe pipe) {
    for (int i = 0; i < pipe.declared().size(); i++) {
      out.append(i > 0 ? ", " : "");
      expression(pipe.declared().get(i));
    }
    if (!pipe.declared().isEmpty()) {
      out.append(pipe.assigns() ? " = " : " := ");
    }
    for (int i = 0; i < pipe.commands().size(); i++) {
      out.append(i > 0 ? " | " : "");
      command(pipe.commands().get(i));
    }
  }

  private void command(Node.Command command) {
    for (int i = 0; i < command.words().size(); i++) {
      out.append(i > 0 ? " " : "");
      word(command.words().get(i));
    }
  }

  /** Prints a pipeline in parentheses, as part of something larger. */
  private void word(Expression word) {
    if (word instanceof Expression.Group group) {
      out.append('(');
      pipe(group.pipe());
      out.append(')');
    } else {
      expression(word);
    }
  }

  private void expression(Expression expression) {
    switch (expression) {
      case Expression.Identifier identifier -> out.append(identifier.name());
      case Expression.Variable variable -> {
        out.append(variable.name());
        fields(variable.fields());
      }
      case Expression.Dot dot -> out.append('.');
      case Expression.Nil nil -> out.append("nil");
      case Expression.Field field -> fields(field.fields());
      case Expression.Chain chain -> {
        word(chain.base());
        fields(chain.fields());
      }
      case Expression.Bool bool -> out.append(bool.truth());
      case Expression.Numeric number -> out.append(number.text());
      case Expression.Text text -> out.append(text.quoted());
      case Expression.Group group -> pipe(group.pipe());
    }
  }

  private void fields(List<String> fields) {
    fields.forEach(field -> out.append('.').append(field));
  }
}
