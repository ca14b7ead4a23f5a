package dev.sealer.template.value;

/**
 * A Go floating-point number.
 *
 * @param type {@code float64}, {@code float32}, or a named type over one
 * @param number the value; for {@code float32} one that a Java float holds exactly
 */
public record FloatValue(GoType type, double number) implements Value {

  /** Returns a Go {@code float64}. */
  public static FloatValue of(double number) {
    return new FloatValue(GoType.FLOAT64, number);
  }

  /** Shows the type only. */
  @Override
  public String toString() {
    return "FloatValue[" + type + "]";
  }
}
