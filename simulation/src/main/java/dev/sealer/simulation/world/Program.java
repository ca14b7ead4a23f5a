package dev.sealer.simulation.world;

import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.platform.Platform;
import io.micrometer.core.instrument.MeterRegistry;

/** A program that runs in a simulated process. */
@FunctionalInterface
public interface Program {

  /**
   * Starts the program, on a thread of its process.
   *
   * @return stops it in good order, on another thread of the process
   */
  Runnable start(Host host);

  /**
   * Where a program runs.
   *
   * @param process the process over its restarts, for example {@code a}
   * @param identity unique to this start of the process
   * @param platform its clock, threads and random numbers
   * @param calls its connection to the API server
   * @param metrics of this start
   */
  record Host(
      String process, String identity, Platform platform, ApiClient calls, MeterRegistry metrics) {}
}
