package dev.sealer.template.builtin;

import static dev.sealer.template.value.GoType.ANY;
import static dev.sealer.template.value.GoType.BOOL;
import static dev.sealer.template.value.GoType.INT;
import static dev.sealer.template.value.GoType.REFLECT_VALUE;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.template.context.Budget;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.fmt.GoFormat;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.FunctionLibrary;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.List;
import java.util.function.UnaryOperator;

/** The functions that every template has. */
public final class Builtins {

  private static final Signature TWO = Signature.takes(REFLECT_VALUE, REFLECT_VALUE).gives(BOOL);
  private static final Signature SOME =
      Signature.takesMany(REFLECT_VALUE, REFLECT_VALUE).gives(REFLECT_VALUE);
  private static final Signature PRINTS = Signature.takesMany(ANY).gives(STRING);

  /** Short-circuits; evaluated by the engine itself. */
  public static final Function AND =
      Function.of("and", SOME, (context, args) -> evaluatedByEngine());

  /** Short-circuits; evaluated by the engine itself. */
  public static final Function OR = Function.of("or", SOME, (context, args) -> evaluatedByEngine());

  /** Calls a function value; the engine checks what it calls. */
  public static final Function CALL =
      Function.of(
          "call",
          SOME,
          (context, args) ->
              CallFunction.call(ErrorText.of("call"), args.value(0), args.from(1), context));

  /** Cuts a list or string; Go takes no index that it holds as an {@code interface {}}. */
  public static final Function SLICE =
      Function.of("slice", SOME, (context, args) -> Indexing.slice(args.value(0), args.from(1)));

  private static final FunctionLibrary LIBRARY =
      FunctionLibrary.of(
          AND,
          OR,
          CALL,
          Function.of(
              "not",
              Signature.takes(REFLECT_VALUE).gives(BOOL),
              (context, args) -> BoolValue.of(!Truth.of(args.value(0)))),
          Function.of(
              "len",
              Signature.takes(REFLECT_VALUE).gives(INT),
              (context, args) -> Indexing.length(args.value(0))),
          Function.of(
              "index", SOME, (context, args) -> Indexing.index(args.value(0), args.from(1))),
          SLICE,
          Function.of(
              "print",
              PRINTS,
              (context, args) -> StringValue.of(GoFormat.sprint(context.budget(), args.all()))),
          Function.of(
              "println",
              PRINTS,
              (context, args) -> StringValue.of(GoFormat.sprintln(context.budget(), args.all()))),
          Function.of(
              "printf",
              Signature.takesMany(STRING, ANY).gives(STRING),
              (context, args) ->
                  StringValue.of(GoFormat.sprintf(context.budget(), args.string(0), args.from(1)))),
          escaper("html", Escaping::html),
          escaper("js", Escaping::js),
          escaper("urlquery", Escaping::urlQuery),
          Function.of(
              "eq",
              Signature.takesMany(REFLECT_VALUE, REFLECT_VALUE).gives(BOOL),
              (context, args) ->
                  BoolValue.of(
                      new ValueComparison(context.budget())
                          .equalsAny(args.value(0), args.from(1)))),
          Function.of(
              "ne",
              TWO,
              (context, args) ->
                  BoolValue.of(
                      !new ValueComparison(context.budget())
                          .equalsAny(args.value(0), args.from(1)))),
          Function.of(
              "lt",
              TWO,
              (context, args) ->
                  BoolValue.of(
                      new ValueComparison(context.budget()).less(args.value(0), args.value(1)))),
          Function.of(
              "le",
              TWO,
              (context, args) ->
                  BoolValue.of(
                      new ValueComparison(context.budget())
                          .lessOrEqual(args.value(0), args.value(1)))),
          Function.of(
              "gt",
              TWO,
              (context, args) ->
                  BoolValue.of(
                      !new ValueComparison(context.budget())
                          .lessOrEqual(args.value(0), args.value(1)))),
          Function.of(
              "ge",
              TWO,
              (context, args) ->
                  BoolValue.of(
                      !new ValueComparison(context.budget()).less(args.value(0), args.value(1)))));

  private Builtins() {}

  /** Returns all functions of this class. */
  public static FunctionLibrary library() {
    return LIBRARY;
  }

  private static Value evaluatedByEngine() {
    throw new IllegalStateException("the engine evaluates and, or itself");
  }

  private static Function escaper(String name, UnaryOperator<String> escape) {
    return Function.of(
        name,
        PRINTS,
        (context, args) -> {
          String text = joined(context.budget(), args.all());
          context.budget().text(text.length());
          return StringValue.of(escape.apply(text));
        });
  }

  private static String joined(Budget budget, List<Value> arguments) {
    if (arguments.size() == 1 && arguments.getFirst() instanceof StringValue string) {
      return string.text();
    }
    List<Value> printable =
        arguments.stream()
            .map(value -> value instanceof NilValue ? StringValue.of("<no value>") : value)
            .toList();
    return GoFormat.sprint(budget, printable);
  }

  /** Returns true where {@code function} is {@code and} or {@code or} of the language. */
  public static boolean isLogic(FuncValue function) {
    return function == AND || function == OR;
  }
}
