package dev.sealer.template.parse;

import dev.sealer.template.value.FuncValue;
import org.jspecify.annotations.Nullable;

/** The functions a template may name. */
@FunctionalInterface
public interface Functions {

  /** Returns the function called {@code name}, or null. */
  @Nullable FuncValue find(String name);
}
