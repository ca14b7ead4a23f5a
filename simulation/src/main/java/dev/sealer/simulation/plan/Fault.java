package dev.sealer.simulation.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Something that goes wrong. Times are virtual milliseconds since the start; a fault that waits for
 * a call that never comes does nothing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fault")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fault.Crash.class, name = "crash"),
  @JsonSubTypes.Type(value = Fault.Restart.class, name = "restart"),
  @JsonSubTypes.Type(value = Fault.Freeze.class, name = "freeze"),
  @JsonSubTypes.Type(value = Fault.LostAnswer.class, name = "lostAnswer"),
  @JsonSubTypes.Type(value = Fault.LostRequest.class, name = "lostRequest"),
  @JsonSubTypes.Type(value = Fault.Errors.class, name = "errors"),
  @JsonSubTypes.Type(value = Fault.Refusal.class, name = "refusal"),
  @JsonSubTypes.Type(value = Fault.CutList.class, name = "cutList"),
  @JsonSubTypes.Type(value = Fault.Lag.class, name = "lag"),
  @JsonSubTypes.Type(value = Fault.Expiry.class, name = "expiry"),
  @JsonSubTypes.Type(value = Fault.ClockOffset.class, name = "clockOffset"),
  @JsonSubTypes.Type(value = Fault.Admission.class, name = "admission"),
})
public sealed interface Fault {

  /**
   * A process ends right after the API server stored a write of it, and starts again.
   *
   * @param after the write
   * @param downMillis how long it is away
   */
  record Crash(Spot after, long downMillis) implements Fault {}

  /** A process is told to stop, stops in good order, and starts again. */
  record Restart(String process, long atMillis, long downMillis) implements Fault {}

  /**
   * A process is suspended, as in a long garbage collection or on a suspended machine.
   *
   * @param before the call that the freeze comes before
   */
  record Freeze(Spot before, long forMillis) implements Fault {}

  /** A call is carried out, but its answer does not arrive. */
  record LostAnswer(Spot call) implements Fault {}

  /** A call never reaches the API server. */
  record LostRequest(Spot call) implements Fault {}

  /**
   * The API server refuses calls for a while.
   *
   * @param process whose calls; empty for all
   * @param kind plural name; {@link Spot#WORK} for all but Leases and Events, empty for all
   * @param verb {@code read}, {@code write} or {@code watch}; empty for all
   * @param code 403, 409, 429, 500 or 503
   * @param retryAfter whether a 500 says {@code retryAfterSeconds}
   */
  record Errors(
      String process,
      String kind,
      String verb,
      int code,
      boolean retryAfter,
      long atMillis,
      long forMillis)
      implements Fault {}

  /**
   * The API server refuses one call.
   *
   * @param code as for {@link Errors}
   */
  record Refusal(Spot call, int code) implements Fault {}

  /** The connection breaks in the middle of a list. */
  record CutList(Spot list) implements Fault {}

  /** Streams of a kind to a process deliver nothing for a while, and then everything. */
  record Lag(String process, String kind, long atMillis, long forMillis) implements Fault {}

  /**
   * Streams of a kind to a process break, cannot be opened for a while, and then the version to go
   * on from was compacted: what came and went in between is never seen.
   */
  record Expiry(String process, String kind, long atMillis, long forMillis) implements Fault {}

  /** The wall clock of a process is wrong. */
  record ClockOffset(String process, long millis) implements Fault {}

  /**
   * An admission webhook meets writes of controllers for a while.
   *
   * @param kind plural name
   * @param what {@link #ALL}, {@link #REMOVALS}, {@link #QUOTES} or {@link #LABELS}
   */
  record Admission(String kind, String what, long atMillis, long forMillis) implements Fault {

    /** Refuses each write. */
    public static final String ALL = "all";

    /** Refuses writes that take a key of the data away. */
    public static final String REMOVALS = "removals";

    /** Refuses each write, and quotes the values of Secrets. */
    public static final String QUOTES = "quotes";

    /** Adds a label. */
    public static final String LABELS = "labels";
  }
}
