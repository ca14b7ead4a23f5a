package dev.sealer.template.value;

/** The kinds of Go's {@code reflect} package that a template value can have. */
public enum Kind {
  BOOL(0),
  INT(64),
  INT8(8),
  INT16(16),
  INT32(32),
  INT64(64),
  UINT(64),
  UINT8(8),
  UINT16(16),
  UINT32(32),
  UINT64(64),
  FLOAT32(32),
  FLOAT64(64),
  COMPLEX128(128),
  STRING(0),
  SLICE(0),
  MAP(0),
  STRUCT(0),
  POINTER(0),
  FUNC(0),
  INTERFACE(0);

  private final int bits;

  Kind(int bits) {
    this.bits = bits;
  }

  /** Width of a number in bits; 0 for everything else. */
  public int bits() {
    return bits;
  }

  /** Returns true for {@code int}, {@code int8} … {@code int64}. */
  public boolean isSigned() {
    return compareTo(INT) >= 0 && compareTo(INT64) <= 0;
  }

  /** Returns true for {@code uint}, {@code uint8} … {@code uint64}. */
  public boolean isUnsigned() {
    return compareTo(UINT) >= 0 && compareTo(UINT64) <= 0;
  }

  /** Returns true for every integer, signed or not. */
  public boolean isInteger() {
    return isSigned() || isUnsigned();
  }
}
