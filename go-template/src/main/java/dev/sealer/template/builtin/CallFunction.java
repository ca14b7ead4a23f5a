package dev.sealer.template.builtin;

import dev.sealer.template.context.CallContext;
import dev.sealer.template.error.ErrorText;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.Value;
import java.util.ArrayList;
import java.util.List;

/** The {@code call} function. */
public final class CallFunction {

  private CallFunction() {}

  /**
   * Calls {@code callee}.
   *
   * @param name how the template wrote it, for messages
   * @throws FunctionException if it is not a function, or the arguments do not fit
   */
  public static Value call(
      ErrorText name, Value callee, List<Value> arguments, CallContext context) {
    if (callee instanceof NilValue) {
      throw new FunctionException("call of nil");
    }
    if (!(callee instanceof FuncValue function)) {
      throw new FunctionException(
          ErrorText.of("non-function ").append(name).text(" of type " + callee.type()));
    }
    checkCount(name, function.signature(), arguments.size());
    List<Value> prepared = new ArrayList<>(arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      prepared.add(prepare(arguments.get(i), function.signature(), i));
    }
    return function.call(context, prepared);
  }

  private static void checkCount(ErrorText name, Signature signature, int count) {
    boolean variadic = signature.variadic();
    int required = signature.required();
    if (variadic ? count < required : count != required) {
      String want = variadic ? " want at least " : " want ";
      throw new FunctionException(
          ErrorText.of("wrong number of args for ")
              .append(name)
              .text(": got " + count + want + required));
    }
  }

  private static Value prepare(Value argument, Signature signature, int index) {
    try {
      return MapKeys.prepare(argument, signature.parameter(index));
    } catch (FunctionException e) {
      throw new FunctionException(ErrorText.of("arg " + index + ": ").append(e.text()));
    }
  }
}
