package dev.sealer.template.value;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a named Go type: a struct ({@code time.Time}, Sprig's certificate), a pointer to one,
 * or a named scalar ({@code time.Duration}). What a template can reach of it is what {@link #field}
 * and {@link #method} answer; nothing is found by reflection.
 */
public non-sealed interface ObjectValue extends Value {

  /**
   * Returns what arithmetic, comparison and verbs such as {@code %d} see: a number or string for a
   * named scalar, this object itself for a struct.
   */
  Value underlying();

  /** Returns true for a named scalar such as {@code time.Duration}, false for a struct. */
  default boolean isScalar() {
    Kind kind = type().kind();
    return kind != Kind.STRUCT && kind != Kind.POINTER;
  }

  /** For a named scalar: the same type with another content, which {@code range} over it gives. */
  default Value withUnderlying(Value scalar) {
    return scalar;
  }

  /** Returns whether Go's {@code ==} is defined for it; not where a field is a slice or map. */
  default boolean isComparable() {
    return true;
  }

  /**
   * Returns what its {@code String()} or {@code Error()} method returns; empty where it has
   * neither.
   */
  Optional<String> text();

  /** Returns the exported field {@code name}, or null where there is none. */
  @Nullable Value field(String name);

  /**
   * Returns whether the field {@code name}, or what the method gives, is an {@code interface {}} in
   * Go.
   */
  default boolean isInterfaceField(String name) {
    return false;
  }

  /**
   * Returns the exported field names in the order of the struct, for {@code %v} and {@code %+v}.
   */
  List<String> fieldNames();

  /** Returns the method {@code name} bound to this value, or null where there is none. */
  @Nullable FuncValue method(String name);
}
