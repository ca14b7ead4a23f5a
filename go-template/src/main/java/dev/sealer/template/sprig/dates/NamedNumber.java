package dev.sealer.template.sprig.dates;

import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.Kind;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.time.DayOfWeek;
import java.time.Month;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number with a name: {@code time.Month} or {@code time.Weekday}.
 *
 * @param type its Go type
 * @param number the number
 * @param name what its {@code String} method gives
 */
record NamedNumber(GoType type, int number, String name) implements ObjectValue {

  static final GoType MONTH = GoType.named("time.Month", Kind.INT);
  static final GoType WEEKDAY = GoType.named("time.Weekday", Kind.INT);

  static NamedNumber of(Month month) {
    return new NamedNumber(MONTH, month.getValue(), TimeLayout.name(month));
  }

  static NamedNumber of(DayOfWeek day) {
    return new NamedNumber(WEEKDAY, day.getValue() % 7, TimeLayout.name(day));
  }

  @Override
  public Value underlying() {
    return IntValue.of(number);
  }

  @Override
  public Optional<String> text() {
    return Optional.of(name);
  }

  @Override
  public @Nullable Value field(String field) {
    return null;
  }

  @Override
  public List<String> fieldNames() {
    return List.of();
  }

  @Override
  public @Nullable FuncValue method(String method) {
    return method.equals("String")
        ? Function.of(
            method, Signature.takes().gives(GoType.STRING), (context, args) -> StringValue.of(name))
        : null;
  }

  /** Shows the type only. */
  @Override
  public String toString() {
    return "NamedNumber[" + type + "]";
  }
}
