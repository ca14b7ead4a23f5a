package dev.sealer.simulation.world;

import dev.sealer.kube.client.ApiAnswer;
import org.jspecify.annotations.Nullable;

/** Sees everything that crosses the border of a process, as it happens. Must not call anything. */
public interface Observer {

  /** A process sends a call; it may get lost. */
  default void sent(Call call) {}

  /**
   * A fault meets a call, on the thread that made it.
   *
   * @param effect for example {@code crash} or {@code 503}
   */
  default void injected(Call call, String effect) {}

  /** The API server answered a call; the answer may get lost. */
  default void answered(Call call, ApiAnswer answer) {}

  /** A stream delivered a line; null is its end. */
  default void delivered(Call stream, byte @Nullable [] line) {}

  /** The API server stored a change. */
  default void stored(TracedWrite write) {}
}
