package dev.sealer.template.value;

import java.util.List;

/**
 * The arguments of a call, already checked against the signature. The typed getters are for
 * parameters whose declared type says what is in them; anything else is a defect of the function
 * and ends in an {@link IllegalStateException}.
 */
public final class Args {

  private final List<Value> values;

  /**
   * @param values the arguments in order
   */
  public Args(List<Value> values) {
    this.values = values;
  }

  /** Returns how many arguments there are. */
  public int size() {
    return values.size();
  }

  /** Returns the argument at {@code index} as it is. */
  public Value value(int index) {
    return values.get(index);
  }

  /** Returns all arguments. */
  public List<Value> all() {
    return values;
  }

  /** Returns the arguments from {@code index} on; empty where there are none. */
  public List<Value> from(int index) {
    return values.subList(Math.min(index, values.size()), values.size());
  }

  /**
   * Returns a {@code string} parameter, in the form {@link dev.sealer.gocompat.GoStrings}
   * describes.
   */
  public String string(int index) {
    if (value(index) instanceof StringValue string) {
      return string.text();
    }
    throw misdeclared(index);
  }

  /** Returns an integer parameter of any kind, or a named type over one. */
  public long integer(int index) {
    return switch (value(index)) {
      case IntValue number -> number.number();
      case ObjectValue object when object.underlying() instanceof IntValue number ->
          number.number();
      default -> throw misdeclared(index);
    };
  }

  /** Returns a {@code float64} parameter. */
  public double number(int index) {
    if (value(index) instanceof FloatValue number) {
      return number.number();
    }
    throw misdeclared(index);
  }

  /** Returns a {@code bool} parameter. */
  public boolean bool(int index) {
    if (value(index) instanceof BoolValue truth) {
      return truth.isTrue();
    }
    throw misdeclared(index);
  }

  /** Returns a slice parameter. */
  public ListValue list(int index) {
    if (value(index) instanceof ListValue list) {
      return list;
    }
    throw misdeclared(index);
  }

  /** Returns a map parameter. */
  public MapValue map(int index) {
    if (value(index) instanceof MapValue map) {
      return map;
    }
    throw misdeclared(index);
  }

  private IllegalStateException misdeclared(int index) {
    return new IllegalStateException(
        "argument " + index + " has type " + value(index).type() + ", not what the signature says");
  }
}
