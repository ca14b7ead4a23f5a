package dev.sealer.template.value;

/**
 * A Go {@code complex128}, which a template can write ({@code 1+2i}) and print, and little else.
 *
 * @param real real part
 * @param imaginary imaginary part
 */
public record ComplexValue(double real, double imaginary) implements Value {

  @Override
  public GoType type() {
    return GoType.COMPLEX128;
  }

  /** Shows the type only. */
  @Override
  public String toString() {
    return "ComplexValue[complex128]";
  }
}
