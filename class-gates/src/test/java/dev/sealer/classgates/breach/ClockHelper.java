package dev.sealer.classgates.breach;

import dev.sealer.classgates.breach.plan.ImpurePlan;

/** A vague name, and half of a package cycle. */
public final class ClockHelper {

  private final ImpurePlan plan = new ImpurePlan();

  /** Depends on the package that depends on this one. */
  public ImpurePlan plan() {
    return plan;
  }
}
