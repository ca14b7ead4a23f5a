package dev.sealer.simulation.world;

import dev.sealer.simulation.apiserver.StoredWrite;
import org.jspecify.annotations.Nullable;

/**
 * A change that the API server stored, with its cause.
 *
 * @param atNanos virtual time since the start
 * @param call what asked for it; null for the API server's own garbage collector
 * @param stored the change
 */
public record TracedWrite(long atNanos, @Nullable Call call, StoredWrite stored) {

  /** Returns the process or actor that wrote. */
  public String writer() {
    return call == null ? "collector" : call.process();
  }

  /** Returns whether it changed objects of this kind, by plural name. */
  public boolean isOf(String plural) {
    return stored.type().plural().equals(plural);
  }

  /** Returns who did what to which object when; never content. */
  @Override
  public String toString() {
    return atNanos / 1_000_000 + " ms " + writer() + ": " + stored;
  }
}
