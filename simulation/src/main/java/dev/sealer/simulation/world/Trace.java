package dev.sealer.simulation.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Everything that crossed the border of a process, as a hash and, for the end, in words. */
public final class Trace {

  /** The text of a stream event when nothing has happened. */
  static final String BOOKMARK = "bookmark";

  private static final int KEPT = 50;
  private static final List<String> NOISE = List.of("/leases/", " Lease ", BOOKMARK);

  private final Deque<String> last = new ArrayDeque<>();
  private final boolean complete;
  private long hash = 1;
  private long lines;

  private Trace(boolean complete) {
    this.complete = complete;
  }

  /** Returns a trace that keeps the last 50 lines, without renewals of Leases and bookmarks. */
  public static Trace ofTheEnd() {
    return new Trace(false);
  }

  /** Returns a trace that keeps every line. */
  public static Trace complete() {
    return new Trace(true);
  }

  void add(String line) {
    lines++;
    hash = hash * 0x100000001b3L ^ line.hashCode();
    if (complete) {
      last.addLast(line);
    } else if (NOISE.stream().noneMatch(line::contains)) {
      if (last.size() == KEPT) {
        last.removeFirst();
      }
      last.addLast(line);
    }
  }

  /** Returns a number that two equal runs agree on. */
  public long hash() {
    return hash;
  }

  /** Returns how many lines there were. */
  public long lines() {
    return lines;
  }

  /** Returns the lines that were kept, in order. */
  public List<String> last() {
    return List.copyOf(last);
  }
}
