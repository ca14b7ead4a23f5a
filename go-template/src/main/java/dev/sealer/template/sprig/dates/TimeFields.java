package dev.sealer.template.sprig.dates;

/** What a parser has read of a time so far. */
final class TimeFields {

  static final int NO_OFFSET = Integer.MIN_VALUE;

  int year;
  int month = -1;
  int day = -1;
  int dayOfYear = -1;
  int hour;
  int minute;
  int second;
  int nano;
  boolean morning;
  boolean afternoon;
  boolean utc;
  int offsetSeconds = NO_OFFSET;
  String zoneName = "";

  /** The name of a part that is too large; empty while all are well. */
  String outOfRange = "";
}
