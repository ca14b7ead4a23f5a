package dev.sealer.benchmarks.record;

/**
 * One measured figure of a run.
 *
 * @param name of the figure and of its file: lowercase words joined by hyphens
 * @param kind how two runs compare
 * @param ours what Sealer needed: seconds, bytes or calls
 * @param upstream what it is compared with in the same run, in the same unit; the same as {@code
 *     ours} for a count that has no counterpart
 * @param apiCalls calls to the API server meanwhile; -1 where none are counted
 * @param storeCalls calls to the store meanwhile; -1 where none are counted
 */
public record Figure(
    String name, Kind kind, double ours, double upstream, long apiCalls, long storeCalls) {

  /** Selects how a figure is compared with earlier ones. */
  public enum Kind {
    /** A time: only its ratio within one run counts, and less is better. */
    TIME,
    /** A rate: only its ratio within one run counts, and more is better. */
    RATE,
    /** Calls, bytes or allocations: the figure itself counts, exactly. */
    COUNT
  }

  /** Returns a time and the time it is compared with, from the same run. */
  public static Figure time(String name, double ours, double upstream) {
    return new Figure(name, Kind.TIME, ours, upstream, -1, -1);
  }

  /** Returns a rate and the rate it is compared with, from the same run. */
  public static Figure rate(String name, double ours, double upstream) {
    return new Figure(name, Kind.RATE, ours, upstream, -1, -1);
  }

  /** Returns a count. */
  public static Figure count(String name, long ours) {
    return new Figure(name, Kind.COUNT, ours, ours, -1, -1);
  }

  /** Returns the same figure with the calls that were made meanwhile. */
  public Figure withCalls(long api, long store) {
    return new Figure(name, kind, ours, upstream, api, store);
  }

  /** Returns what is compared between runs: the count, or ours divided by upstream's. */
  public double comparable() {
    return kind == Kind.COUNT ? ours : ours / upstream;
  }
}
