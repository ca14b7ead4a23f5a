package dev.sealer.sealedsecrets.simulation;

import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.run.Simulation;

/** Prints the hash of the run of each seed that is an argument, to be compared between JVMs. */
final class TraceHashes {

  private TraceHashes() {}

  public static void main(String[] seeds) {
    Simulation simulation = SealedSecretScenario.simulation(LogCapture.install());
    for (String seed : seeds) {
      System.out.println(simulation.run(Long.parseLong(seed)).hash());
    }
  }
}
