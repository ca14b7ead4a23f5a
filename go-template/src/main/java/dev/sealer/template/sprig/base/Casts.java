package dev.sealer.template.sprig.base;

import dev.sealer.gocompat.GoNumbers;
import dev.sealer.template.value.BoolValue;
import dev.sealer.template.value.FloatValue;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;

/** The lenient conversions of spf13/cast, which Sprig uses: what does not convert is zero. */
public final class Casts {

  private static final double TWO_TO_63 = 0x1p63;

  private Casts() {}

  /** {@code cast.ToInt64}, and {@code cast.ToInt} where {@code int} has 64 bits. */
  public static long toInt64(Value value) {
    return switch (value) {
      case IntValue number when !number.type().named() -> number.number();
      case FloatValue number when !number.type().named() -> truncated(number.number());
      case BoolValue truth -> truth.isTrue() ? 1 : 0;
      case StringValue text -> GoNumbers.parseInt(withoutZeroDecimal(text.text())).orElse(0);
      case ObjectValue object when isCalendarPart(object) -> calendarPart(object);
      default -> 0;
    };
  }

  /** {@code cast.ToFloat64}. */
  public static double toFloat64(Value value) {
    return switch (value) {
      case IntValue number when !number.type().named() ->
          number.isUnsigned() ? unsigned(number.number()) : number.number();
      case FloatValue number when !number.type().named() -> number.number();
      case BoolValue truth -> truth.isTrue() ? 1 : 0;
      case StringValue text -> GoNumbers.parseFloat(text.text()).orElse(0);
      case ObjectValue object when isCalendarPart(object) -> calendarPart(object);
      default -> 0;
    };
  }

  /** Go's conversion on 64-bit PCs: what does not fit becomes the smallest number. */
  public static long truncated(double number) {
    return number >= -TWO_TO_63 && number < TWO_TO_63 ? (long) number : Long.MIN_VALUE;
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  private static boolean isCalendarPart(ObjectValue object) {
    String type = object.type().name();
    return type.equals("time.Month") || type.equals("time.Weekday");
  }

  private static long calendarPart(ObjectValue object) {
    return object.underlying() instanceof IntValue number ? number.number() : 0;
  }

  /** {@code 12.00} counts as a whole number. */
  private static String withoutZeroDecimal(String text) {
    int at = text.length();
    while (at > 0 && text.charAt(at - 1) == '0') {
      at--;
    }
    boolean zeros = at < text.length();
    return zeros && at > 0 && text.charAt(at - 1) == '.' ? text.substring(0, at - 1) : text;
  }
}
