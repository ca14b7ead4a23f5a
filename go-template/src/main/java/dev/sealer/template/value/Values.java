package dev.sealer.template.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes Go values of plain Java data. */
public final class Values {

  private Values() {}

  /**
   * Copies a tree of maps, lists, strings, numbers, booleans and nulls.
   *
   * <p>A map becomes {@code map[string]interface {}}, a collection {@code []interface {}}, a whole
   * number of any Java type {@code int}, any other number {@code float64}, a byte array {@code
   * []byte}. A {@link Value} stays what it is.
   *
   * @throws IllegalArgumentException for anything else, and for a map key that is not a string
   */
  public static Value of(@Nullable Object object) {
    return convert(object, false);
  }

  /**
   * Like {@link #of}, but every number becomes {@code float64}, as Go's JSON and Kubernetes' YAML
   * decoders make them.
   */
  public static Value ofJson(@Nullable Object object) {
    return convert(object, true);
  }

  private static Value convert(@Nullable Object object, boolean allFloats) {
    return switch (object) {
      case null -> NilValue.NIL;
      case Value value -> value;
      case String text -> StringValue.of(text);
      case Boolean truth -> BoolValue.of(truth);
      case Number number -> number(number, allFloats);
      case byte[] bytes -> BytesValue.of(bytes);
      case Map<?, ?> map -> map(map, allFloats);
      case Collection<?> items ->
          ListValue.of(items.stream().map(item -> convert(item, allFloats)).toList());
      default ->
          throw new IllegalArgumentException(
              "a template cannot take a " + object.getClass().getName());
    };
  }

  private static Value number(Number number, boolean allFloats) {
    boolean whole =
        switch (number) {
          case Integer n -> true;
          case Long n -> true;
          case Short n -> true;
          case Byte n -> true;
          case BigInteger n -> n.bitLength() < Long.SIZE;
          case BigDecimal n -> false;
          default -> false;
        };
    return whole && !allFloats
        ? IntValue.of(number.longValue())
        : FloatValue.of(number.doubleValue());
  }

  private static Value map(Map<?, ?> map, boolean allFloats) {
    DictValue dict = DictValue.empty(GoType.DICT);
    map.forEach((key, value) -> {
      if (!(key instanceof String name)) {
        throw new IllegalArgumentException("a template's map needs string keys");
      }
      dict.put(name, convert(value, allFloats));
    });
    return dict;
  }

  /**
   * Returns a {@code map[string]string}, which is what {@code ExternalSecret} templates get as dot.
   */
  public static Value ofStrings(Map<String, String> entries) {
    return DictValue.ofStrings(entries);
  }
}
