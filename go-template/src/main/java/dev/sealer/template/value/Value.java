package dev.sealer.template.value;

/**
 * A Go value. The set is closed but for {@link MapValue}, {@link ObjectValue} and {@link
 * FuncValue}, which callers may implement to give lazily made entries, fields and methods.
 *
 * <p>No implementation shows its content in {@code toString}: a value may be a secret.
 */
public sealed interface Value
    permits NilValue,
        BoolValue,
        IntValue,
        FloatValue,
        ComplexValue,
        StringValue,
        ListValue,
        MapValue,
        ObjectValue,
        FuncValue {

  /** Returns the dynamic Go type, as {@code %T} prints it. */
  GoType type();

  /**
   * Returns true for {@code nil} in any of its forms: no value, nil interface, nil map, nil slice.
   */
  default boolean isNil() {
    return false;
  }
}
