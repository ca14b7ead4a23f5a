package dev.sealer.template.value;

import dev.sealer.template.context.CallContext;
import java.util.List;
import java.util.stream.Collectors;

/** A Go function value: what {@code call} calls, a method, or an entry of a function library. */
public non-sealed interface FuncValue extends Value {

  /** Returns the name that error messages give it. */
  String name();

  /** Checked by the engine before every call. */
  Signature signature();

  /**
   * Calls the function.
   *
   * @param context clock, randomness, budget
   * @param arguments as many and of such types as {@link #signature} asks; an absent or nil
   *     argument of an {@code interface {}} parameter arrives as {@link NilValue}
   * @return the result; {@link NilValue#NIL} for nil
   * @throws dev.sealer.template.error.FunctionException where the Go function returns an error
   */
  Value call(CallContext context, List<Value> arguments);

  @Override
  default GoType type() {
    Signature signature = signature();
    int last = signature.parameters().size() - 1;
    StringBuilder name = new StringBuilder("func(");
    name.append(
        signature.parameters().stream()
            .limit(signature.required())
            .map(GoType::name)
            .collect(Collectors.joining(", ")));
    if (signature.variadic()) {
      name.append(last > 0 ? ", ..." : "...").append(signature.parameters().get(last).name());
    }
    return GoType.function(name.append(") ").append(signature.result().name()).toString());
  }
}
