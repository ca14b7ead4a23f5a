package dev.sealer.template.value;

import java.util.List;

/**
 * The parameters and the result of a function, checked by the engine before every call.
 *
 * @param parameters parameter types in order; with {@code variadic} the last one is the type of
 *     each of the remaining arguments (not of their slice)
 * @param variadic true when the last parameter takes any number of arguments, none included
 * @param result the declared result type; {@link GoType#ANY} where it varies
 */
public record Signature(List<GoType> parameters, boolean variadic, GoType result) {

  public Signature {
    parameters = List.copyOf(parameters);
    if (variadic && parameters.isEmpty()) {
      throw new IllegalArgumentException("a variadic signature needs a parameter");
    }
  }

  /**
   * Returns a fixed number of parameters; the result type is {@link GoType#ANY} until {@link
   * #gives}.
   */
  public static Signature takes(GoType... parameters) {
    return new Signature(List.of(parameters), false, GoType.ANY);
  }

  /** Like {@link #takes}, the last parameter standing for any number of arguments. */
  public static Signature takesMany(GoType... parameters) {
    return new Signature(List.of(parameters), true, GoType.ANY);
  }

  /** Returns the same parameters with another result type. */
  public Signature gives(GoType type) {
    return new Signature(parameters, variadic, type);
  }

  /** Returns how many arguments must be there. */
  public int required() {
    return variadic ? parameters.size() - 1 : parameters.size();
  }

  /** Returns the type asked of argument {@code index}, counted from 0. */
  public GoType parameter(int index) {
    return parameters.get(Math.min(index, parameters.size() - 1));
  }
}
