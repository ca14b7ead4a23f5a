package dev.sealer.template.fmt;

import dev.sealer.template.context.Budget;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.List;

/**
 * Go's {@code fmt.Sprint}, {@code Sprintln} and {@code Sprintf}. Results are canonical text as
 * {@link dev.sealer.gocompat.GoStrings} describes. All text made is charged to the budget.
 */
public final class GoFormat {

  private GoFormat() {}

  /** Returns how {@code {{value}}} prints, apart from an absent value. */
  public static String print(Budget budget, Value value) {
    return switch (value) {
      case StringValue string -> string.text();
      case IntValue number -> number.decimal();
      default -> {
        Sink sink = new Sink(budget);
        new ValuePrinter(sink).argument(value, 'v');
        yield sink.text();
      }
    };
  }

  /** Arguments side by side, with a space between two that are both not strings. */
  public static String sprint(Budget budget, List<Value> arguments) {
    Sink sink = new Sink(budget);
    ValuePrinter printer = new ValuePrinter(sink);
    boolean previousIsString = false;
    for (int i = 0; i < arguments.size(); i++) {
      boolean isString = isString(arguments.get(i));
      if (i > 0 && !isString && !previousIsString) {
        sink.raw(' ');
      }
      printer.argument(arguments.get(i), 'v');
      previousIsString = isString;
    }
    return sink.text();
  }

  private static boolean isString(Value value) {
    return value instanceof StringValue
        || (value instanceof ObjectValue object && object.underlying() instanceof StringValue);
  }

  /** Arguments with a space between each two, and a line end. */
  public static String sprintln(Budget budget, List<Value> arguments) {
    Sink sink = new Sink(budget);
    ValuePrinter printer = new ValuePrinter(sink);
    for (int i = 0; i < arguments.size(); i++) {
      if (i > 0) {
        sink.raw(' ');
      }
      printer.argument(arguments.get(i), 'v');
    }
    return sink.raw('\n').text();
  }

  /** Arguments under the verbs of {@code format}. */
  public static String sprintf(Budget budget, String format, List<Value> arguments) {
    Sink sink = new Sink(budget);
    new PrintfRun(sink, format, arguments).run();
    return sink.text();
  }

  /** One value under one verb. */
  public static String verb(Budget budget, String verb, Value value) {
    return sprintf(budget, verb, List.of(value));
  }
}
