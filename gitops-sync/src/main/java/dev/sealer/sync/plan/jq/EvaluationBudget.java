package dev.sealer.sync.plan.jq;

/**
 * Ends an evaluation that takes too many steps. Steps instead of time, so that the same expression
 * ends at the same place on every machine. For one thread.
 */
final class EvaluationBudget {

  /** About a tenth of a second. An ordinary expression takes a step for each field it looks at. */
  static final int MOST_STEPS = 200_000;

  /** More paths than an object has fields that somebody wants to ignore. */
  static final int MOST_PATHS = 5_000;

  private int steps;
  private int paths;

  /** Counts a function call, or an access to the document. */
  void step() {
    if (++steps > MOST_STEPS) {
      throw new BudgetExceededException();
    }
  }

  /** Counts a result. */
  void path() {
    step();
    if (++paths > MOST_PATHS) {
      throw new BudgetExceededException();
    }
  }
}
