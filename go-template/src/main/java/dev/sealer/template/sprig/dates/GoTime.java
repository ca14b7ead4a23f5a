package dev.sealer.template.sprig.dates;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;

/**
 * A moment in a time zone, as Go's {@code time.Time}.
 *
 * @param at the moment and its zone
 * @param zoneName the abbreviation of a zone that was only parsed; empty where the zone has its own
 *     or none
 */
record GoTime(ZonedDateTime at, String zoneName) {

  /** Go's zero time: the first moment of the year 1. */
  static final GoTime ZERO = new GoTime(ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), "");

  static GoTime of(Instant instant, ZoneId zone) {
    return new GoTime(instant.atZone(zone), "");
  }

  /** Returns the same moment in another zone. */
  GoTime in(ZoneId zone) {
    return new GoTime(at.withZoneSameInstant(zone), "");
  }

  int offsetSeconds() {
    return at.getOffset().getTotalSeconds();
  }

  /** Returns the zone's abbreviation; empty where it has none. */
  String abbreviation() {
    if (!zoneName.isEmpty()) {
      return zoneName;
    }
    ZoneId zone = at.getZone();
    if (zone.equals(ZoneOffset.UTC) || zone.getId().equals("UTC")) {
      return "UTC";
    }
    if (zone instanceof ZoneOffset) {
      return "";
    }
    TimeZone rules = TimeZone.getTimeZone(zone);
    boolean daylight = rules.inDaylightTime(Date.from(at.toInstant()));
    String name = rules.getDisplayName(daylight, TimeZone.SHORT, Locale.ENGLISH);
    return name.startsWith("GMT") && name.length() > 3
        ? zone.getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
        : name;
  }
}
