package dev.sealer.simulation.world;

import java.time.Duration;

/** Lets a fault act on the process whose call it meets. */
interface ProcessControl {

  /** Ends the process at once and starts it again after {@code down}. Does not return. */
  void crash(Duration down);

  /** Holds the process, and with it the calling thread, for {@code duration}. */
  void freeze(Duration duration);
}
