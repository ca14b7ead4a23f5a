package dev.sealer.simulation.kind;

import dev.sealer.simulation.failure.FieldError;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Writes times as the API server does: in UTC, in whole seconds or in microseconds. */
public final class Timestamps {

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Timestamps() {}

  /** Returns {@code at} in whole seconds. */
  public static String seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String normalize(String text, boolean micros) throws UnreadableObjectException {
    try {
      Instant at = OffsetDateTime.parse(text).toInstant();
      return micros ? MICROS.format(at) : seconds(at);
    } catch (DateTimeParseException e) {
      String quoted = FieldError.quote(text);
      throw new UnreadableObjectException(
          "parsing time " + quoted + " as \"2006-01-02T15:04:05Z07:00\": cannot parse " + quoted);
    }
  }
}
