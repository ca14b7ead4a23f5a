package dev.sealer.sync.plan.jq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sync.manifest.ManifestException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** A jq expression that selects parts of a document. Immutable; safe for use by several threads. */
public final class JqExpression {

  private final String text;
  private final JsonQuery paths;

  private JqExpression(String text, JsonQuery paths) {
    this.text = text;
    this.paths = paths;
  }

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException with a reason, if it is not of the supported part of jq
   */
  public static JqExpression compile(String text) {
    String problem = JqSyntax.problem(text).orElse("");
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(problem);
    }
    try {
      // Alone first: brackets that only fit together with those around them are an error.
      JsonQuery _ = JsonQuery.compile(text, JqFunctions.VERSION);
      return new JqExpression(text, JsonQuery.compile("path(" + text + ")", JqFunctions.VERSION));
    } catch (JsonQueryException e) {
      throw new IllegalArgumentException("is not valid jq", e);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("is nested too deeply", e);
    }
  }

  /**
   * Returns the paths that the expression selects, each as a list of field names and list indices.
   * As in Argo CD, an expression that does not fit the document selects nothing.
   *
   * @throws ManifestException if it takes too many steps
   */
  public Set<List<JsonNode>> paths(JsonNode document) {
    EvaluationBudget budget = new EvaluationBudget();
    Set<List<JsonNode>> found = new LinkedHashSet<>();
    try {
      paths.apply(
          JqFunctions.scope(budget),
          MeteredDocument.of(document, budget),
          path -> {
            budget.path();
            found.add(List.copyOf(path.valueStream().toList()));
          });
      return found;
    } catch (JsonQueryException e) {
      return Set.of();
    } catch (BudgetExceededException | StackOverflowError e) {
      throw new ManifestException(
          "jqPathExpressions: " + text + " takes too many steps; write a simpler one");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
