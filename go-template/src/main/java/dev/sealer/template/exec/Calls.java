package dev.sealer.template.exec;

import dev.sealer.template.ast.Expression;
import dev.sealer.template.ast.Node;
import dev.sealer.template.ast.NodeText;
import dev.sealer.template.builtin.BoxedIndex;
import dev.sealer.template.builtin.Builtins;
import dev.sealer.template.builtin.CallFunction;
import dev.sealer.template.builtin.Truth;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.error.TemplateException;
import dev.sealer.template.error.TemplateExecutionException;
import dev.sealer.template.error.TemplateLimitException;
import dev.sealer.template.fmt.GoFormat;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls functions and methods. */
final class Calls {

  private static final int SIZE_A_STEP = 256;

  private final Frame frame;
  private final Evaluator evaluator;
  private final CallArguments arguments;

  Calls(Frame frame, Evaluator evaluator, CallArguments arguments) {
    this.frame = frame;
    this.evaluator = evaluator;
    this.arguments = arguments;
  }

  /**
   * A call: its place in the template and its arguments.
   *
   * @param name what the template calls it
   * @param node what errors of the function itself are about
   * @param words the function or field, and the arguments that follow it; may be empty
   * @param last the value that a pipeline gives as last argument, or null
   */
  record Site(String name, Node node, List<Expression> words, @Nullable Value last) {

    int written() {
      return Math.max(0, words.size() - 1);
    }

    int count() {
      return written() + (last == null ? 0 : 1);
    }

    Expression argument(int index) {
      return words.get(index + 1);
    }

    Site named(String other) {
      return new Site(other, node, words, last);
    }
  }

  Value call(FuncValue function, Site site) {
    Signature signature = function.signature();
    checkCount(signature, site);
    if (Builtins.isLogic(function)) {
      return logic(function == Builtins.OR, site);
    }
    Value[] values = new Value[site.count()];
    for (int i = 0; i < site.written(); i++) {
      values[i] = evaluator.argument(site.argument(i), signature.parameter(i));
      if (function == Builtins.SLICE && i > 0 && evaluator.isBoxed(site.argument(i))) {
        values[i] = BoxedIndex.INSTANCE;
      }
    }
    if (site.last != null) {
      int index = values.length - 1;
      values[index] = arguments.validate(site.last, signature.parameter(index));
    }
    return invoke(function, site, Collections.unmodifiableList(Arrays.asList(values)));
  }

  private void checkCount(Signature signature, Site site) {
    int count = site.count();
    int required = signature.required();
    if (signature.variadic()) {
      if (count < required) {
        throw frame.error(
            "wrong number of args for "
                + site.name
                + ": want at least "
                + required
                + " got "
                + site.written());
      }
    } else if (count != required) {
      throw frame.error(
          "wrong number of args for " + site.name + ": want " + required + " got " + count);
    }
  }

  /** {@code and} and {@code or} evaluate no more arguments than they need. */
  private Value logic(boolean or, Site site) {
    Value value = NilValue.ABSENT;
    for (int i = 0; i < site.written(); i++) {
      value = evaluator.argument(site.argument(i), GoType.REFLECT_VALUE);
      if (Truth.of(value) == or) {
        return value;
      }
    }
    return site.last == null ? value : site.last;
  }

  private Value invoke(FuncValue function, Site site, List<Value> values) {
    try {
      frame.sandbox().steps(size(values) / SIZE_A_STEP);
      if (function == Builtins.CALL) {
        return CallFunction.call(
            calleeName(site), values.getFirst(), values.subList(1, values.size()), frame.context());
      }
      return function.call(frame.context(), values);
    } catch (FunctionException e) {
      frame.at(site.node);
      throw frame.error(ErrorText.of("error calling " + site.name + ": ").append(e.text()));
    } catch (TemplateLimitException e) {
      frame.at(site.node);
      throw e;
    } catch (TemplateExecutionException e) {
      throw e;
    } catch (RuntimeException e) {
      frame.at(site.node);
      throw defect(site.name, e);
    }
  }

  /** Returns what a function that goes through its arguments once has to look at. */
  private static long size(List<Value> values) {
    long size = 0;
    for (Value value : values) {
      size +=
          switch (value) {
            case StringValue text -> text.text().length();
            case ListValue list -> list.size();
            default -> 0;
          };
    }
    return size;
  }

  /**
   * Like a panic in Go. What Java says may quote an argument, so only where it happened is kept.
   */
  private TemplateException defect(String name, RuntimeException e) {
    TemplateException error =
        frame.error("error calling " + name + ": unexpected " + e.getClass().getName());
    error.setStackTrace(e.getStackTrace());
    return error;
  }

  /**
   * Returns how the template wrote what {@code call} calls; where it came by a pipeline, its value.
   */
  private ErrorText calleeName(Site site) {
    if (site.written() > 0) {
      return ErrorText.of(NodeText.of(site.argument(0)));
    }
    return site.last instanceof StringValue
        ? ErrorText.ofValue(GoFormat.print(frame.sandbox(), site.last))
        : ErrorText.of("<" + (site.last == null ? "nil" : site.last.type()) + " Value>");
  }
}
