package dev.sealer.simulation.platform;

import dev.sealer.kube.platform.Platform;
import java.time.Duration;
import java.time.Instant;

/** Makes the platform that a simulated process runs on. */
public final class SimPlatform {

  private SimPlatform() {}

  /**
   * Returns the clock, threads and random numbers of {@code process}.
   *
   * @param seed of the run
   * @param clockOffset how far the wall clock of the process is off
   */
  public static Platform of(
      Scheduler scheduler, SimProcess process, long seed, Duration clockOffset) {
    return new Platform(
        new SimTime(scheduler, process, clockOffset),
        new SimThreads(scheduler, process),
        new SimChance(seed, process.name()));
  }

  /** Returns the wall clock at the start of every run. */
  public static Instant start() {
    return SimTime.START;
  }
}
