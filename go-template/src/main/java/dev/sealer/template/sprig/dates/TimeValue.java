package dev.sealer.template.sprig.dates;

import dev.sealer.template.sprig.base.JsonText;
import dev.sealer.template.value.FuncValue;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.Kind;
import dev.sealer.template.value.ObjectValue;
import dev.sealer.template.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Go {@code time.Time}, with the methods a template may call. */
public final class TimeValue implements ObjectValue, JsonText {

  static final GoType TYPE = GoType.named("time.Time", Kind.STRUCT);

  private static final String RFC_3339 = "2006-01-02T15:04:05.999999999Z07:00";
  private static final String STRING = "2006-01-02 15:04:05.999999999 -0700 MST";

  private final GoTime time;

  TimeValue(GoTime time) {
    this.time = time;
  }

  /** A moment in a time zone. */
  public static TimeValue of(Instant instant, ZoneId zone) {
    return new TimeValue(GoTime.of(instant, zone));
  }

  GoTime time() {
    return time;
  }

  Instant instant() {
    return time.at().toInstant();
  }

  @Override
  public GoType type() {
    return TYPE;
  }

  @Override
  public Value underlying() {
    return this;
  }

  @Override
  public Optional<String> text() {
    return Optional.of(TimeFormatter.format(time, STRING));
  }

  @Override
  public String jsonText() {
    return TimeFormatter.format(time, RFC_3339);
  }

  @Override
  public @Nullable Value field(String name) {
    return null;
  }

  @Override
  public List<String> fieldNames() {
    return List.of();
  }

  @Override
  public @Nullable FuncValue method(String name) {
    return TimeMethods.find(this, name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeValue that && time.equals(that.time);
  }

  @Override
  public int hashCode() {
    return time.hashCode();
  }

  /** Shows the type only. */
  @Override
  public String toString() {
    return "TimeValue[time.Time]";
  }
}
