package dev.sealer.template;

import dev.sealer.template.context.Limits;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The world a rendering may see. Never changes; the {@code with} methods make others.
 *
 * @param limits how much it may do
 * @param clock what time it is
 * @param zone what Go calls the local time zone
 * @param random the only source of randomness
 * @param nanoTime a clock that never goes back, in nanoseconds, for the time limit
 * @param showValues whether error messages may contain values of the data, as Go's do; false leaves
 *     them out, for data that holds secrets
 */
public record RenderOptions(
    Limits limits,
    InstantSource clock,
    ZoneId zone,
    SecureRandom random,
    LongSupplier nanoTime,
    boolean showValues) {

  /** Default limits, the system's clock, UTC, fresh randomness; values never shown. */
  public static RenderOptions standard() {
    return new RenderOptions(
        Limits.DEFAULT,
        InstantSource.system(),
        ZoneOffset.UTC,
        new SecureRandom(),
        System::nanoTime,
        false);
  }

  /** Returns the same options with other limits. */
  public RenderOptions withLimits(Limits other) {
    return new RenderOptions(other, clock, zone, random, nanoTime, showValues);
  }

  /** Returns the same options with another clock. */
  public RenderOptions withClock(InstantSource other) {
    return new RenderOptions(limits, other, zone, random, nanoTime, showValues);
  }

  /** Returns the same options with another local time zone. */
  public RenderOptions withZone(ZoneId other) {
    return new RenderOptions(limits, clock, other, random, nanoTime, showValues);
  }

  /** Returns the same options with another source of randomness. */
  public RenderOptions withRandom(SecureRandom other) {
    return new RenderOptions(limits, clock, zone, other, nanoTime, showValues);
  }

  /** Returns the same options with another clock for the time limit. */
  public RenderOptions withNanoTime(LongSupplier other) {
    return new RenderOptions(limits, clock, zone, random, other, showValues);
  }

  /** Returns the same options with values in error messages, or without. */
  public RenderOptions withValuesShown(boolean shown) {
    return new RenderOptions(limits, clock, zone, random, nanoTime, shown);
  }
}
