package dev.sealer.simulation.oracle;

import dev.sealer.simulation.world.Observer;
import dev.sealer.simulation.world.SimulatedWorld;
import java.util.ArrayList;
import java.util.List;

/** Watches a run and says what is wrong with it. */
public abstract class Oracle implements Observer {

  /** More of the same says nothing new. */
  private static final int ENOUGH = 5;

  private final List<Finding> findings = new ArrayList<>();

  /** Called once everything is as it should be: from now on nothing may happen. */
  public void calm(SimulatedWorld world) {
    // Most promises hold at all times.
  }

  /** Called at the end of the run. */
  public void ended(SimulatedWorld world) {
    // Most findings are made as they happen.
  }

  /** Adds a finding. */
  protected final void found(String message) {
    if (findings.size() < ENOUGH) {
      findings.add(new Finding(getClass().getSimpleName(), message));
    }
  }

  /** Returns what was found, first things first. */
  public final List<Finding> findings() {
    return List.copyOf(findings);
  }
}
