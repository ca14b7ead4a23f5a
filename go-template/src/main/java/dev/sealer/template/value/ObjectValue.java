package dev.sealer.template.value;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a named Go type: a struct ({@code time.Time}, Sprig's certificate), a pointer to one,
 * or a named scalar ({@code time.Duration}). What a template can reach of it is what {@link #field}
 * and {@link #method} answer; nothing is found by reflection.
 */
public non-sealed interface ObjectValue extends Value {

  /**
   * What arithmetic, comparison and verbs such as {@code %d} see: a number or string for a named
   * scalar, this object itself for a struct.
   */
  Value underlying();

  /** What its {@code String()} or {@code Error()} method returns; empty where it has neither. */
  Optional<String> text();

  /** The exported field {@code name}, or null where there is none. */
  @Nullable Value field(String name);

  /** The exported field names in the order of the struct, for {@code %v} and {@code %+v}. */
  java.util.List<String> fieldNames();

  /** The method {@code name} bound to this value, or null where there is none. */
  @Nullable FuncValue method(String name);
}
