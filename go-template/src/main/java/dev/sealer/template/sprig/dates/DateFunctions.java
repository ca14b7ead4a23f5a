package dev.sealer.template.sprig.dates;

import static dev.sealer.template.value.GoType.ANY;
import static dev.sealer.template.value.GoType.STRING;

import dev.sealer.gocompat.GoDuration;
import dev.sealer.template.context.CallContext;
import dev.sealer.template.error.FunctionException;
import dev.sealer.template.sprig.base.GoErrors;
import dev.sealer.template.value.Args;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.GoType;
import dev.sealer.template.value.IntValue;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import dev.sealer.template.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Sprig's dates. The time and the local zone are those of the rendering. */
public final class DateFunctions {

  /** A day before the end, for any time zone. */
  private static final long LAST_SECOND = Instant.MAX.getEpochSecond() - 86_400;

  private static final String HTML = "2006-01-02";
  private static final Signature IN_ZONE = Signature.takes(STRING, ANY, STRING).gives(STRING);
  private static final Signature MODIFIES =
      Signature.takes(STRING, TimeValue.TYPE).gives(TimeValue.TYPE);
  private static final Signature PARSES = Signature.takes(STRING, STRING).gives(TimeValue.TYPE);

  private DateFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    List<Function> all = new ArrayList<>(formatting());
    all.addAll(making());
    return all;
  }

  private static List<Function> formatting() {
    return List.of(
        Function.of(
                "date",
                Signature.takes(STRING, ANY).gives(STRING),
                (c, a) -> format(c, a.string(0), a.value(1), c.zone()))
            .nondeterministic(),
        Function.of("dateInZone", IN_ZONE, DateFunctions::dateInZone).nondeterministic(),
        Function.of("date_in_zone", IN_ZONE, DateFunctions::dateInZone).nondeterministic(),
        Function.of(
                "htmlDate",
                Signature.takes(ANY).gives(STRING),
                (c, a) -> format(c, HTML, a.value(0), c.zone()))
            .nondeterministic(),
        Function.of(
                "htmlDateInZone",
                Signature.takes(ANY, STRING).gives(STRING),
                (c, a) -> format(c, HTML, a.value(0), zone(c, a.string(1))))
            .nondeterministic(),
        Function.of(
            "unixEpoch",
            Signature.takes(TimeValue.TYPE).gives(STRING),
            (c, a) ->
                StringValue.of(Long.toString(TimeValue.instant(a.value(0)).getEpochSecond()))));
  }

  private static List<Function> making() {
    return List.of(
        Function.of(
                "now",
                Signature.takes().gives(TimeValue.TYPE),
                (c, a) -> TimeValue.of(c.clock().instant(), c.zone()))
            .nondeterministic(),
        Function.of("toDate", PARSES, (c, a) -> parseOrZero(c, a)),
        Function.of("mustToDate", PARSES, (c, a) -> parse(c, a)),
        Function.of("dateModify", MODIFIES, (c, a) -> modifyOrSame(a)),
        Function.of("date_modify", MODIFIES, (c, a) -> modifyOrSame(a)),
        Function.of("mustDateModify", MODIFIES, (c, a) -> modify(a)),
        Function.of("must_date_modify", MODIFIES, (c, a) -> modify(a)),
        Function.of("ago", Signature.takes(ANY).gives(STRING), (c, a) -> ago(c, a.value(0)))
            .nondeterministic(),
        Function.of(
            "duration",
            Signature.takes(ANY).gives(STRING),
            (c, a) -> StringValue.of(DurationValue.ofSeconds(a.value(0)).format())),
        Function.of(
                "durationRound",
                Signature.takes(ANY).gives(STRING),
                (c, a) -> StringValue.of(DurationValue.rounded(a.value(0), c.clock().instant())))
            .nondeterministic());
  }

  private static Value dateInZone(CallContext context, Args args) {
    return format(context, args.string(0), args.value(1), zone(context, args.string(2)));
  }

  private static Value format(CallContext context, String layout, Value date, ZoneId zone) {
    context.budget().text(4L * layout.length());
    return StringValue.of(TimeLayout.format(GoTime.of(moment(context, date), zone), layout));
  }

  /** Returns a time, or seconds since 1970; anything else is now. */
  private static Instant moment(CallContext context, Value date) {
    return switch (date) {
      case TimeValue time -> time.instant();
      case IntValue number when isSeconds(number.type()) ->
          Instant.ofEpochSecond(checked(number.number()));
      default -> context.clock().instant();
    };
  }

  private static boolean isSeconds(GoType type) {
    return type.equals(GoType.INT) || type.equals(GoType.INT64) || type.equals(GoType.INT32);
  }

  /** Java's calendar ends at the year 999,999,999, Go's much later. */
  private static long checked(long seconds) {
    if (Math.abs(seconds) > LAST_SECOND || seconds == Long.MIN_VALUE) {
      throw GoErrors.of("the time is beyond the year 999999999");
    }
    return seconds;
  }

  /** Go's {@code LoadLocation}; an unknown name is UTC. */
  private static ZoneId zone(CallContext context, String name) {
    if (name.equals("Local")) {
      return context.zone();
    }
    return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : ZoneOffset.UTC;
  }

  private static Value parse(CallContext context, Args args) {
    context.budget().steps(1 + args.string(0).length() + args.string(1).length());
    return new TimeValue(TimeParser.parse(args.string(0), args.string(1), context.zone()));
  }

  private static Value parseOrZero(CallContext context, Args args) {
    try {
      return parse(context, args);
    } catch (FunctionException e) {
      return new TimeValue(GoTime.ZERO);
    }
  }

  private static Value modify(Args args) {
    long nanos = DurationValue.parse(args.string(0)).nanos();
    TimeValue time = (TimeValue) args.value(1);
    return time.with(time.time().at().plusNanos(nanos));
  }

  private static Value modifyOrSame(Args args) {
    try {
      return modify(args);
    } catch (FunctionException e) {
      return args.value(1);
    }
  }

  private static Value ago(CallContext context, Value date) {
    Instant now = context.clock().instant();
    // Unlike the functions that print, this one does not know the type int32.
    boolean unknown = date.type().equals(GoType.INT32);
    Instant from = unknown ? now : moment(context, date);
    DurationValue since = DurationValue.between(from, now);
    return StringValue.of(since.round(GoDuration.SECOND).format());
  }
}
