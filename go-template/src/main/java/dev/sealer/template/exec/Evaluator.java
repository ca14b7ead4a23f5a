package dev.sealer.template.exec;

import dev.sealer.template.ast.Expression;
import dev.sealer.template.ast.Node;
import dev.sealer.template.ast.NodeText;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the values of pipelines and of what they are made of. */
final class Evaluator {

  private static final List<Expression> NO_WORDS = List.of();

  private final Frame frame;
  private final CallArguments arguments;
  private final Fields fields;
  private final Calls calls;

  Evaluator(Frame frame) {
    this.frame = frame;
    this.arguments = new CallArguments(frame);
    this.calls = new Calls(frame, this, arguments);
    this.fields = new Fields(frame, calls);
  }

  /** Returns the value of a pipeline; declares or sets the variables it names. */
  Value pipeline(Node.@Nullable Pipe pipe) {
    if (pipe == null) {
      return NilValue.ABSENT;
    }
    frame.at(pipe);
    Value value = null;
    for (Node.Command command : pipe.commands()) {
      frame.sandbox().step();
      Value result = command(command, value);
      value = result == NilValue.NIL ? NilValue.ABSENT : result;
    }
    Value result = value == null ? NilValue.ABSENT : value;
    for (Expression.Variable variable : pipe.declared()) {
      if (pipe.assigns()) {
        assign(variable.name(), result, false);
      } else {
        frame.scope().push(variable.name(), result, false);
      }
    }
    return result;
  }

  /** Sets the innermost variable of that name. */
  void assign(String name, Value value, boolean boxed) {
    frame.scope().set(slot(name), value, boxed);
  }

  private int slot(String name) {
    int slot = frame.scope().find(name);
    if (slot == VariableScope.NOT_FOUND) {
      throw frame.error("undefined variable: " + name);
    }
    return slot;
  }

  /**
   * @param last the value of the command before in the pipeline, or null for the first
   */
  private Value command(Node.Command command, @Nullable Value last) {
    List<Expression> words = command.words();
    return switch (words.getFirst()) {
      case Expression.Field field -> field(field, words, last);
      case Expression.Chain chain -> chain(chain, words, last);
      case Expression.Identifier identifier -> {
        frame.at(identifier);
        yield calls.call(
            identifier.function(), new Calls.Site(identifier.name(), command, words, last));
      }
      case Expression.Group group -> {
        checkNoArguments(words, last);
        yield pipeline(group.pipe());
      }
      case Expression.Variable variable -> variable(variable, words, last);
      default -> literal(words, last);
    };
  }

  private Value literal(List<Expression> words, @Nullable Value last) {
    Expression first = words.getFirst();
    frame.at(first);
    checkNoArguments(words, last);
    return switch (first) {
      case Expression.Dot dot -> frame.dot();
      case Expression.Nil nil -> throw frame.error("nil is not a command");
      default -> arguments.ideal(first);
    };
  }

  private void checkNoArguments(List<Expression> words, @Nullable Value last) {
    if (words.size() > 1 || last != null) {
      throw frame.error("can't give argument to non-function " + NodeText.of(words.getFirst()));
    }
  }

  private Value field(Expression.Field field, List<Expression> words, @Nullable Value last) {
    frame.at(field);
    return fields.chain(
        frame.dot(), frame.isDotBoxed(), field.fields(), new Calls.Site("", field, words, last));
  }

  private Value variable(
      Expression.Variable variable, List<Expression> words, @Nullable Value last) {
    frame.at(variable);
    int slot = slot(variable.name());
    Value value = frame.scope().value(slot);
    if (variable.fields().isEmpty()) {
      if (!words.isEmpty()) {
        checkNoArguments(words, last);
      }
      return value;
    }
    return fields.chain(
        value,
        frame.scope().isBoxed(slot),
        variable.fields(),
        new Calls.Site("", variable, words, last));
  }

  private Value chain(Expression.Chain chain, List<Expression> words, @Nullable Value last) {
    frame.at(chain);
    Expression base = chain.base();
    if (base instanceof Expression.Nil) {
      throw frame.error("indirection through explicit nil in " + NodeText.of(chain));
    }
    frame.at(base);
    boolean boxed =
        base instanceof Expression.Identifier function
            && function.function().signature().result().isInterface();
    return fields.chain(
        operand(base), boxed, chain.fields(), new Calls.Site("", chain, words, last));
  }

  /**
   * Returns the value of an expression as part of something larger, before any type is asked for.
   */
  private Value operand(Expression expression) {
    return switch (expression) {
      case Expression.Dot dot -> frame.dot();
      case Expression.Field field -> field(field, NO_WORDS, null);
      case Expression.Variable variable -> variable(variable, NO_WORDS, null);
      case Expression.Group group -> pipeline(group.pipe());
      case Expression.Chain chain -> chain(chain, NO_WORDS, null);
      case Expression.Identifier identifier -> {
        frame.at(identifier);
        yield calls.call(
            identifier.function(), new Calls.Site(identifier.name(), identifier, NO_WORDS, null));
      }
      case Expression.Nil nil -> NilValue.ABSENT;
      case Expression.Bool bool -> arguments.ideal(bool);
      case Expression.Numeric numeric -> arguments.ideal(numeric);
      case Expression.Text text -> arguments.ideal(text);
    };
  }

  /**
   * Returns whether Go would see the argument that was evaluated last as an {@code interface {}}.
   */
  boolean isBoxed(Expression argument) {
    return switch (argument) {
      case Expression.Dot dot -> frame.isDotBoxed();
      case Expression.Field field -> fields.isLastBoxed();
      case Expression.Chain chain -> fields.isLastBoxed();
      case Expression.Variable variable ->
          variable.fields().isEmpty()
              ? frame.scope().isBoxed(slot(variable.name()))
              : fields.isLastBoxed();
      case Expression.Identifier identifier ->
          identifier.function().signature().result().isInterface();
      default -> false;
    };
  }

  /** Returns the value of an argument, fitted to the type of its parameter. */
  Value argument(Expression expression, GoType wanted) {
    frame.at(expression);
    return switch (expression) {
      case Expression.Nil nil -> arguments.nil(wanted);
      case Expression.Bool bool -> arguments.constant(bool, wanted);
      case Expression.Numeric numeric -> arguments.constant(numeric, wanted);
      case Expression.Text text -> arguments.constant(text, wanted);
      default -> arguments.validate(operand(expression), wanted);
    };
  }
}
