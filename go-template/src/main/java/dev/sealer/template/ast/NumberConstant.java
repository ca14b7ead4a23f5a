package dev.sealer.template.ast;

import dev.sealer.gocompat.GoNumbers;
import dev.sealer.template.value.ComplexValue;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.Value;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A number as written, which may serve as several Go types.
 *
 * @param asInt its value as a signed integer, where it has one
 * @param asUint its value as an unsigned integer, as 64 bits, where it has one
 * @param asFloat its value as a float, where it has one
 * @param ideal what it is where no type is asked for; empty where an {@code int} cannot hold it
 * @param isComplex true for a number with an imaginary part written out
 */
public record NumberConstant(
    OptionalLong asInt,
    OptionalLong asUint,
    OptionalDouble asFloat,
    Optional<Value> ideal,
    boolean isComplex) {

  private static final double TWO_63 = 0x1p63;

  /** Returns a character constant. */
  public static NumberConstant ofRune(int codePoint) {
    return new NumberConstant(
        OptionalLong.of(codePoint),
        OptionalLong.of(codePoint),
        OptionalDouble.of(codePoint),
        Optional.of(IntValue.of(codePoint)),
        false);
  }

  /** Returns a complex constant. */
  public static NumberConstant ofComplex(double real, double imaginary) {
    Optional<Value> ideal = Optional.of(new ComplexValue(real, imaginary));
    boolean simple = imaginary == 0;
    return new NumberConstant(
        simple ? exactInt(real) : OptionalLong.empty(),
        simple ? exactUint(real) : OptionalLong.empty(),
        simple ? OptionalDouble.of(real) : OptionalDouble.empty(),
        ideal,
        true);
  }

  /** Returns an integer constant; one of the two is there at least. */
  public static NumberConstant ofInteger(OptionalLong signed, OptionalLong unsigned) {
    boolean zero = signed.isPresent() && signed.getAsLong() == 0;
    double asFloat =
        signed.isPresent() ? signed.getAsLong() : unsignedToDouble(unsigned.getAsLong());
    return new NumberConstant(
        signed,
        zero ? OptionalLong.of(0) : unsigned,
        OptionalDouble.of(asFloat),
        signed.isPresent() ? Optional.of(IntValue.of(signed.getAsLong())) : Optional.empty(),
        false);
  }

  private static double unsignedToDouble(long bits) {
    double half = (bits >>> 1) | (bits & 1);
    return bits >= 0 ? bits : half * 2;
  }

  /** Returns a floating-point constant. */
  public static NumberConstant ofFloat(double number) {
    return new NumberConstant(
        exactInt(number),
        exactUint(number),
        OptionalDouble.of(number),
        Optional.of(FloatValue.of(number)),
        false);
  }

  private static OptionalLong exactInt(double number) {
    boolean fits = number >= -TWO_63 && number < TWO_63 && number == Math.rint(number);
    return fits ? OptionalLong.of((long) number) : OptionalLong.empty();
  }

  private static OptionalLong exactUint(double number) {
    if (number < 0 || number >= 2 * TWO_63 || number != Math.rint(number)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        number < TWO_63 ? (long) number : (long) (number - TWO_63) | Long.MIN_VALUE);
  }

  /** Reads a number without imaginary part; empty where its syntax is wrong. */
  public static Optional<NumberConstant> parse(String text) {
    OptionalLong unsigned = GoNumbers.parseUint(text);
    OptionalLong signed = GoNumbers.parseInt(text);
    if (signed.isPresent() || unsigned.isPresent()) {
      return Optional.of(ofInteger(signed, unsigned));
    }
    OptionalDouble number = GoNumbers.parseFloat(text);
    return number.isPresent() ? Optional.of(ofFloat(number.getAsDouble())) : Optional.empty();
  }
}
