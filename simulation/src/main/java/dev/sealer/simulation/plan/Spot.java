package dev.sealer.simulation.plan;

/**
 * A call of a process, by its number.
 *
 * @param process the process, for example {@code a}; it keeps its count over restarts
 * @param kind plural name of the kind; {@link #WORK} for all but Leases and Events
 * @param writes whether only writes count
 * @param number 1 for the first
 */
public record Spot(String process, String kind, boolean writes, int number) {

  /** Every kind but those that are written for other reasons than the controller's work. */
  public static final String WORK = "*";

  /** Returns the call that comes {@code fewer} before; at least the first. */
  public Spot earlier(int fewer) {
    return new Spot(process, kind, writes, Math.max(1, number - fewer));
  }
}
