package dev.sealer.template.value;

/**
 * A Go integer of any width, signed or not.
 *
 * @param type one of Go's integer types, or a named type over one
 * @param number the value; for unsigned types the same 64 bits, so that {@code uint64} above {@code
 *     Long.MAX_VALUE} is negative here
 */
public record IntValue(GoType type, long number) implements Value {

  private static final int CACHED_FROM = -128;
  private static final IntValue[] CACHE = new IntValue[1024];

  static {
    for (int i = 0; i < CACHE.length; i++) {
      CACHE[i] = new IntValue(GoType.INT, i + CACHED_FROM);
    }
  }

  public IntValue {
    if (!type.kind().isInteger()) {
      throw new IllegalArgumentException("not an integer type: " + type);
    }
  }

  /** Returns a Go {@code int}. */
  public static IntValue of(long number) {
    long slot = number - CACHED_FROM;
    return slot >= 0 && slot < CACHE.length ? CACHE[(int) slot] : new IntValue(GoType.INT, number);
  }

  /** Returns a Go {@code int64}. */
  public static IntValue int64(long number) {
    return new IntValue(GoType.INT64, number);
  }

  /** Returns a Go {@code uint8}: one byte, 0 to 255. */
  public static IntValue uint8(int number) {
    return new IntValue(GoType.UINT8, number & 0xFF);
  }

  /** Returns true when {@link #number} is to be read as unsigned. */
  public boolean isUnsigned() {
    return type.kind().isUnsigned();
  }

  /** In decimal digits, as Go prints it. */
  public String decimal() {
    return isUnsigned() ? Long.toUnsignedString(number) : Long.toString(number);
  }

  /** Shows the type only. */
  @Override
  public String toString() {
    return "IntValue[" + type + "]";
  }
}
