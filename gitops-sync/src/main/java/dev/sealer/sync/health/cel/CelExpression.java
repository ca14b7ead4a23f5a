package dev.sealer.sync.health.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.Expression;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An expression in the Common Expression Language over the variable {@code object}. Its syntax and
 * its evaluation are bounded by counts, not by time, so it ends at the same place on every machine.
 * Immutable and thread-safe.
 *
 * @see <a href="https://github.com/google/cel-spec">the language</a>
 */
public final class CelExpression {

  private static final int MOST_CHARACTERS = 4_096;
  private static final int MOST_NODES = 1_000;
  private static final int DEEPEST = 32;
  private static final int MOST_ITERATIONS = 10_000;
  private static final int LONGEST_PATTERN = 200;
  private static final String VARIABLE = "object";

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MOST_CHARACTERS)
          .maxParseExpressionNodeCount(MOST_NODES)
          .maxParseRecursionDepth(DEEPEST)
          .comprehensionMaxIterations(MOST_ITERATIONS)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(
              CelStandardMacro.HAS,
              CelStandardMacro.ALL,
              CelStandardMacro.EXISTS,
              CelStandardMacro.EXISTS_ONE,
              CelStandardMacro.MAP,
              CelStandardMacro.FILTER)
          .addVar(VARIABLE, MapType.create(SimpleType.STRING, SimpleType.DYN))
          .build();

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

  private final CelRuntime.Program program;

  private CelExpression(CelRuntime.Program program) {
    this.program = program;
  }

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException naming line and column of what is wrong
   */
  public static CelExpression compile(String text) {
    try {
      CelAbstractSyntaxTree ast = COMPILER.compile(text).getAst();
      CelNavigableAst.fromAst(ast).getRoot().allNodes().forEach(node -> checkPattern(node.expr()));
      return new CelExpression(RUNTIME.createProgram(ast));
    } catch (CelValidationException e) {
      throw new IllegalArgumentException(describe(e.getErrors()), e);
    } catch (CelEvaluationException e) {
      throw new IllegalArgumentException("the expression cannot be prepared", e);
    }
  }

  private static String describe(List<CelIssue> issues) {
    CelIssue first = issues.getFirst();
    return first.getSourceLocation().getLine()
        + ":"
        + (first.getSourceLocation().getColumn() + 1)
        + ": "
        + first.getMessage().lines().findFirst().orElse("invalid expression");
  }

  /** A pattern takes linear time, times its size, which repetitions by a count multiply. */
  private static void checkPattern(CelExpr expr) {
    if (expr.exprKind().getKind() != CelExpr.ExprKind.Kind.CALL
        || !expr.call().function().equals("matches")) {
      return;
    }
    Expression.Call<CelExpr> call = expr.call();
    CelExpr pattern = call.args().getLast();
    if (pattern.exprKind().getKind() != CelExpr.ExprKind.Kind.CONSTANT
        || pattern.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
      throw new IllegalArgumentException("matches: the pattern must be a string literal");
    }
    String text = pattern.constant().stringValue();
    if (text.length() > LONGEST_PATTERN || text.contains("{")) {
      throw new IllegalArgumentException(
          "matches: a pattern has at most "
              + LONGEST_PATTERN
              + " characters and no repetition by a count, such as {3}");
    }
  }

  /**
   * Evaluates the expression.
   *
   * @return a string, boolean, number, list or map; of lists and maps the values are of these too
   * @throws CelFailureException if it has no value for this object, or takes too many steps
   */
  public Object evaluate(JsonNode object) throws CelFailureException {
    CelObject input = CelObject.of(object);
    EvaluationCost cost = new EvaluationCost(input);
    Object result;
    try {
      result = program.trace(Map.of(VARIABLE, input.root()), cost);
    } catch (CelEvaluationException e) {
      cost.check();
      // Its message can quote the object: a key that is missing may be a value elsewhere.
      String what = e.getErrorCode().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      throw new CelFailureException("the expression fails: " + what);
    }
    // An error in one operand of && and || does not count if the other one decides.
    cost.check();
    return result;
  }
}
