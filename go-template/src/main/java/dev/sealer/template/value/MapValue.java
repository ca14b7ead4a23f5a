package dev.sealer.template.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Go map. {@link DictValue} is the ordinary one; a caller may implement it to make entries only
 * when a template asks for them, as the view of secrets does.
 */
public non-sealed interface MapValue extends Value {

  /** Returns how many entries. */
  int size();

  /**
   * Returns the entry under {@code key}, or null if there is none.
   *
   * @param key a value of the map's key type
   */
  @Nullable Value get(Value key);

  /** Returns the keys in Go's printing order: strings by byte, numbers by size. */
  List<Value> sortedKeys();

  /** Returns the entry under a string key, or null. */
  default @Nullable Value get(String key) {
    return get(StringValue.of(key));
  }

  /** Returns the type of the entries. */
  default GoType elementType() {
    return type().element();
  }
}
