package dev.sealer.template.value;

import org.jspecify.annotations.Nullable;

/**
 * A Go type: what {@code %T} prints and what an argument is checked against.
 *
 * @param kind the kind of its underlying type
 * @param name how Go writes it, such as {@code map[string]interface {}} or {@code time.Duration}
 * @param key key type of a map, else null
 * @param elem element type of a map, slice or pointer, else null
 * @param named true for a type that has a name of its own (and so may have methods)
 */
public record GoType(
    Kind kind, String name, @Nullable GoType key, @Nullable GoType elem, boolean named) {

  public static final GoType BOOL = basic(Kind.BOOL, "bool");
  public static final GoType INT = basic(Kind.INT, "int");
  public static final GoType INT8 = basic(Kind.INT8, "int8");
  public static final GoType INT16 = basic(Kind.INT16, "int16");
  public static final GoType INT32 = basic(Kind.INT32, "int32");
  public static final GoType INT64 = basic(Kind.INT64, "int64");
  public static final GoType UINT = basic(Kind.UINT, "uint");
  public static final GoType UINT8 = basic(Kind.UINT8, "uint8");
  public static final GoType UINT16 = basic(Kind.UINT16, "uint16");
  public static final GoType UINT32 = basic(Kind.UINT32, "uint32");
  public static final GoType UINT64 = basic(Kind.UINT64, "uint64");
  public static final GoType FLOAT32 = basic(Kind.FLOAT32, "float32");
  public static final GoType FLOAT64 = basic(Kind.FLOAT64, "float64");
  public static final GoType COMPLEX128 = basic(Kind.COMPLEX128, "complex128");
  public static final GoType STRING = basic(Kind.STRING, "string");

  /** {@code interface {}}: any value. */
  public static final GoType ANY = basic(Kind.INTERFACE, "interface {}");

  /**
   * {@code reflect.Value}: as a parameter type it takes any value as it is, an absent one included.
   */
  public static final GoType REFLECT_VALUE =
      new GoType(Kind.STRUCT, "reflect.Value", null, null, true);

  /** {@code []byte}, which Go writes {@code []uint8}. */
  public static final GoType BYTES = sliceOf(UINT8);

  /** {@code []string}. */
  public static final GoType STRINGS = sliceOf(STRING);

  /** {@code []interface {}}. */
  public static final GoType LIST = sliceOf(ANY);

  /** {@code map[string]interface {}}. */
  public static final GoType DICT = mapOf(STRING, ANY);

  /** {@code map[string]string}. */
  public static final GoType STRING_MAP = mapOf(STRING, STRING);

  private static GoType basic(Kind kind, String name) {
    return new GoType(kind, name, null, null, false);
  }

  /** {@code []elem}. */
  public static GoType sliceOf(GoType elem) {
    return new GoType(Kind.SLICE, "[]" + elem.name, null, elem, false);
  }

  /** {@code map[key]elem}. */
  public static GoType mapOf(GoType key, GoType elem) {
    return new GoType(Kind.MAP, "map[" + key.name + "]" + elem.name, key, elem, false);
  }

  /** {@code *elem}. */
  public static GoType pointerTo(GoType elem) {
    return new GoType(Kind.POINTER, "*" + elem.name, null, elem, false);
  }

  /**
   * Returns a type with a name of its own, such as {@code time.Duration} over {@link Kind#INT64}.
   */
  public static GoType named(String name, Kind kind) {
    return new GoType(kind, name, null, null, true);
  }

  /** Returns a function type as Go writes it. */
  public static GoType function(String name) {
    return new GoType(Kind.FUNC, name, null, null, false);
  }

  /** Returns the element type of a map, slice or pointer; {@link #ANY} for every other type. */
  public GoType element() {
    return elem == null ? ANY : elem;
  }

  /** Returns true where {@code nil} is a value of the type. */
  public boolean nilable() {
    return switch (kind) {
      case INTERFACE, MAP, SLICE, POINTER, FUNC -> true;
      case STRUCT -> this.equals(REFLECT_VALUE);
      default -> false;
    };
  }

  /** Returns true for {@code interface {}}. */
  public boolean isInterface() {
    return kind == Kind.INTERFACE;
  }

  /** Go's assignability: may a value of type {@code source} be given where this type is asked? */
  public boolean accepts(GoType source) {
    if (isInterface() || this.equals(REFLECT_VALUE) || this.equals(source)) {
      return true;
    }
    boolean sameShape =
        kind == source.kind
            && (kind == Kind.SLICE || kind == Kind.MAP)
            && java.util.Objects.equals(key, source.key)
            && java.util.Objects.equals(elem, source.elem);
    return sameShape && !(named && source.named);
  }

  @Override
  public String toString() {
    return name;
  }
}
