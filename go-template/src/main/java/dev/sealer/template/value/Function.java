package dev.sealer.template.value;

import dev.sealer.template.context.CallContext;
import java.util.List;

/**
 * A function that templates call by name.
 *
 * <pre>{@code
 * Function.of("repeat", Signature.takes(INT, STRING).gives(STRING), (context, args) -> {
 *   context.budget().text(args.integer(0) * args.string(1).length());
 *   return StringValue.of(args.string(1).repeat((int) args.integer(0)));
 * });
 * }</pre>
 *
 * <p>Never changes. Two functions are equal only when they are the same object.
 */
public final class Function implements FuncValue {

  private final String name;
  private final Signature signature;
  private final boolean deterministic;
  private final int cost;
  private final Body body;

  private Function(String name, Signature signature, boolean deterministic, int cost, Body body) {
    this.name = name;
    this.signature = signature;
    this.deterministic = deterministic;
    this.cost = cost;
    this.body = body;
  }

  /** The code of a function. Bodies are stateless and may run on several threads at once. */
  @FunctionalInterface
  public interface Body {

    /**
     * Computes the result.
     *
     * @throws dev.sealer.template.error.FunctionException to return an error, in Go's sense
     */
    Value call(CallContext context, Args args);
  }

  /** Returns a deterministic function of no particular cost. */
  public static Function of(String name, Signature signature, Body body) {
    return new Function(name, signature, true, 0, body);
  }

  /** Returns the same function, marked as depending on time or randomness. */
  public Function nondeterministic() {
    return new Function(name, signature, false, cost, body);
  }

  /** Returns the same function, costing {@code points} of the expensive budget for each call. */
  public Function costing(int points) {
    return new Function(name, signature, deterministic, points, body);
  }

  /** Returns the same function under another name. */
  public Function named(String other) {
    return new Function(other, signature, deterministic, cost, body);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Signature signature() {
    return signature;
  }

  /**
   * False where the result may differ between two calls with the same arguments (time, randomness).
   */
  public boolean isDeterministic() {
    return deterministic;
  }

  /** Points of the sandbox's expensive budget that each call takes; 0 for ordinary work. */
  public int cost() {
    return cost;
  }

  @Override
  public Value call(CallContext context, List<Value> arguments) {
    if (cost > 0) {
      context.budget().expensive(cost);
    }
    return body.call(context, new Args(arguments));
  }

  /** Shows the name only. */
  @Override
  public String toString() {
    return "Function[" + name + "]";
  }
}
