package dev.sealer.template.exec;

import dev.sealer.template.ast.Expression;
import dev.sealer.template.ast.Statement;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.exec.Executor.Flow;
import dev.sealer.template.fmt.GoFormat;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.MapValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Executes {@code range}. */
final class Ranges {

  /** The cost of sorting keys, relative to iterating over them. */
  private static final long SORTING = 8;

  private final Frame frame;
  private final Evaluator evaluator;
  private final Executor executor;

  Ranges(Frame frame, Evaluator evaluator, Executor executor) {
    this.frame = frame;
    this.evaluator = evaluator;
    this.executor = executor;
  }

  Flow run(Statement.Range range) {
    int mark = frame.scope().size();
    Value outer = frame.dot();
    boolean outerBoxed = frame.isDotBoxed();
    Value value = evaluator.pipeline(range.pipe());
    boolean any = iterate(range, value);
    frame.setDot(outer, outerBoxed);
    Flow flow = Flow.NEXT;
    if (!any && range.otherwise() != null) {
      // As in Go: a break here leaves this range, not the one around it.
      flow = executor.items(range.otherwise());
      flow = flow == Flow.BREAK ? Flow.NEXT : flow;
    }
    frame.scope().truncate(mark);
    return flow;
  }

  /** Goes through the elements; false where there are none. */
  private boolean iterate(Statement.Range range, Value value) {
    return switch (value) {
      case NilValue nil -> false;
      case ListValue list -> overList(range, list);
      case MapValue map -> overMap(range, map);
      case IntValue number -> overNumbers(range, value, number, i -> number(number.type(), i));
      case ObjectValue object when object.underlying() instanceof IntValue number ->
          overNumbers(range, value, number, i -> object.withUnderlying(number(number.type(), i)));
      default ->
          throw frame.error(
              ErrorText.of("range can't iterate over ")
                  .value(GoFormat.print(frame.sandbox(), value)));
    };
  }

  private boolean overList(Statement.Range range, ListValue list) {
    boolean boxed = list.elementType().isInterface();
    for (int i = 0; i < list.size(); i++) {
      if (turn(range, IntValue.of(i), list.get(i), boxed) == Flow.BREAK) {
        break;
      }
    }
    return list.size() > 0;
  }

  private boolean overMap(Statement.Range range, MapValue map) {
    boolean boxed = map.elementType().isInterface();
    frame.sandbox().elements(SORTING * map.size());
    List<Value> keys = map.sortedKeys();
    // The entries as they are now: the body may change the map.
    List<@Nullable Value> entries = new ArrayList<>(keys.size());
    keys.forEach(key -> entries.add(map.get(key)));
    for (int i = 0; i < keys.size(); i++) {
      Value entry = entries.get(i);
      if (turn(range, keys.get(i), entry == null ? NilValue.NIL : entry, boxed) == Flow.BREAK) {
        break;
      }
    }
    return !keys.isEmpty();
  }

  /**
   * @param value the value to iterate over, for messages
   * @param like makes a number of the same type as {@code end}
   */
  private boolean overNumbers(
      Statement.Range range, Value value, IntValue end, LongFunction<Value> like) {
    if (range.pipe().declared().size() > 1) {
      throw frame.error(
          ErrorText.of("can't use ")
              .value(GoFormat.print(frame.sandbox(), value))
              .text(" to iterate over more than one variable"));
    }
    boolean any = false;
    for (long i = 0; isBelow(i, end); i++) {
      any = true;
      if (turn(range, NilValue.ABSENT, like.apply(i), false) == Flow.BREAK) {
        break;
      }
    }
    return any;
  }

  private static Value number(GoType type, long number) {
    return type.equals(GoType.INT) ? IntValue.of(number) : new IntValue(type, number);
  }

  private static boolean isBelow(long number, IntValue end) {
    return end.isUnsigned()
        ? Long.compareUnsigned(number, end.number()) < 0
        : number < end.number();
  }

  private Flow turn(Statement.Range range, Value index, Value element, boolean boxed) {
    frame.sandbox().step();
    int mark = frame.scope().size();
    List<Expression.Variable> declared = range.pipe().declared();
    if (range.pipe().assigns()) {
      assign(declared, index, element, boxed);
    } else if (!declared.isEmpty()) {
      frame.scope().set(mark - 1, element, boxed);
      if (declared.size() > 1) {
        frame.scope().set(mark - 2, index, false);
      }
    }
    frame.setDot(element, boxed);
    Flow flow = executor.items(range.body());
    frame.scope().truncate(mark);
    return flow;
  }

  private void assign(
      List<Expression.Variable> declared, Value index, Value element, boolean boxed) {
    if (declared.size() > 1) {
      evaluator.assign(declared.get(0).name(), index, false);
      evaluator.assign(declared.get(1).name(), element, boxed);
    } else {
      evaluator.assign(declared.getFirst().name(), element, boxed);
    }
  }
}
