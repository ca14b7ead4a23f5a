package dev.sealer.simulation.run;

import dev.sealer.simulation.oracle.Finding;
import dev.sealer.simulation.plan.Plan;
import java.util.List;

/**
 * The result of a run.
 *
 * @param seed of the run
 * @param plan of the run
 * @param findings first things first; empty if all promises were kept
 * @param hash equal for equal runs
 * @param lastSteps what happened last
 */
public record RunReport(
    long seed, Plan plan, List<Finding> findings, long hash, List<String> lastSteps) {

  /** Copies the lists. */
  public RunReport {
    findings = List.copyOf(findings);
    lastSteps = List.copyOf(lastSteps);
  }

  /** Returns whether a promise was broken. */
  public boolean failed() {
    return !findings.isEmpty();
  }

  /** Returns the oracle of the first finding; empty if there is none. */
  public String oracle() {
    return findings.isEmpty() ? "" : findings.getFirst().oracle();
  }

  /** Returns the findings, the plan and the last steps, for a person. */
  public String text() {
    StringBuilder text = new StringBuilder("seed ").append(seed).append('\n');
    findings.forEach(f -> text.append("  ").append(f).append('\n'));
    text.append(plan.toJson());
    lastSteps.forEach(s -> text.append("  ").append(s).append('\n'));
    return text.toString();
  }
}
