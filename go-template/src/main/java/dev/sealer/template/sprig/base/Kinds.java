package dev.sealer.template.sprig.base;

import dev.sealer.template.error.FunctionException;
import dev.sealer.template.value.Kind;
import dev.sealer.template.value.ListValue;
import dev.sealer.template.value.NilValue;
import dev.sealer.template.value.Value;
import java.util.Locale;

/** The names of Go's kinds, and the check that an argument is a list. */
public final class Kinds {

  private Kinds() {}

  /** {@code reflect.Kind}'s name of a value's kind. */
  public static String name(Value value) {
    if (value instanceof NilValue) {
      return "invalid";
    }
    Kind kind = value.type().kind();
    return kind == Kind.POINTER ? "ptr" : kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the argument as a list.
   *
   * @param words what the error says before the name of the kind
   */
  public static ListValue list(Value value, String words) {
    if (value instanceof ListValue list) {
      return list;
    }
    throw value instanceof NilValue ? GoErrors.nilPointer() : notList(value, words);
  }

  private static FunctionException notList(Value value, String words) {
    return GoErrors.of(words + name(value));
  }
}
