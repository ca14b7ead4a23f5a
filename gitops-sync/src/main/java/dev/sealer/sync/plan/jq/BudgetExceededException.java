package dev.sealer.sync.plan.jq;

/** An expression took too many steps. */
final class BudgetExceededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BudgetExceededException() {
    super("takes too many steps", null, false, false);
  }
}
