package dev.sealer.sync.health.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.Expression;
import dev.cel.runtime.CelEvaluationListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ends an evaluation that takes too many steps or builds too large values. Each part of an
 * expression that is evaluated takes a step; a function takes one for each value and character of
 * its arguments, because it may look at all of them. A list or map that the expression builds is
 * counted with all that it contains, as often as it contains it. For one evaluation by one thread.
 */
final class EvaluationCost implements CelEvaluationListener {

  private static final long MOST_STEPS = 200_000;

  private final CelObject input;
  private final Map<Long, Long> sizes = new HashMap<>();
  private long steps;

  EvaluationCost(CelObject input) {
    this.input = input;
  }

  @Override
  public void callback(CelExpr expr, Object result) {
    step(1);
    sizes.put(expr.id(), size(result));
    if (expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL) {
      Expression.Call<CelExpr> call = expr.call();
      call.target().ifPresent(this::argument);
      call.args().forEach(this::argument);
    }
  }

  /** An argument that was not evaluated, because another one decides, costs nothing. */
  private void argument(CelExpr expr) {
    step(sizes.getOrDefault(expr.id(), 0L));
  }

  private long size(Object value) {
    if (value instanceof String text) {
      return 1L + text.length();
    }
    return value instanceof List || value instanceof Map
        ? input.size(value).orElseGet(() -> built(value))
        : 1;
  }

  private long built(Object container) {
    Iterable<?> parts = container instanceof Map<?, ?> map ? map.entrySet() : (List<?>) container;
    long size = 1;
    for (Object part : parts) {
      step(1);
      size +=
          part instanceof Map.Entry<?, ?> entry
              ? size(entry.getKey()) + size(entry.getValue())
              : size(part);
    }
    return size;
  }

  private void step(long count) {
    steps += count;
    if (isExceeded()) {
      // The evaluation ends here, or at the next part where && or || would ignore it.
      throw new IllegalStateException("too many steps");
    }
  }

  private boolean isExceeded() {
    return steps > MOST_STEPS;
  }

  /**
   * Checks that the evaluation did not end early.
   *
   * @throws CelFailureException if it did
   */
  void check() throws CelFailureException {
    if (isExceeded()) {
      throw new CelFailureException("the expression takes too many steps");
    }
  }
}
