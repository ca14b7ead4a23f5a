package dev.sealer.sync.plan.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * The functions that an expression may call. Those that loop without end, grow their input, read
 * the environment or the clock, or backtrack are left out. Each call takes a step of the budget.
 */
final class JqFunctions {

  static final Version VERSION = Versions.JQ_1_6;

  private static final String BUDGET = "__budget";

  /** Which names an expression may write. */
  static final Set<String> ALLOWED =
      Set.of(
          "all",
          "any",
          "arrays",
          "booleans",
          "contains",
          "empty",
          "endswith",
          "first",
          "getpath",
          "has",
          "index",
          "inside",
          "iterables",
          "keys",
          "last",
          "length",
          "ltrimstr",
          "map",
          "not",
          "nulls",
          "numbers",
          "objects",
          "path",
          "paths",
          "recurse",
          "rtrimstr",
          "scalars",
          "select",
          "startswith",
          "strings",
          "test",
          "to_entries",
          "tonumber",
          "tostring",
          "type",
          "values");

  private static final Scope FUNCTIONS = functions();

  private JqFunctions() {}

  /** Returns a scope for one evaluation. */
  static Scope scope(EvaluationBudget budget) {
    Scope scope = Scope.newChildScope(FUNCTIONS);
    scope.setValue(BUDGET, new POJONode(budget));
    return scope;
  }

  private static Scope functions() {
    Scope scope = Scope.newEmptyScope();
    Map<String, Function> all = BuiltinFunctionLoader.getInstance().listFunctions(VERSION, scope);
    all.forEach((name, function) -> scope.addFunction(name, new Metered(function)));
    scope.addFunction("test", 1, new Metered(JqFunctions::test));
    scope.addFunction("test", 2, new Metered(JqFunctions::test));
    return scope;
  }

  /** Matches in linear time. What is not a string, or not a pattern, does not fit. */
  private static void test(
      Scope scope,
      List<Expression> arguments,
      JsonNode in,
      @Nullable Path path,
      PathOutput output,
      Version version)
      throws JsonQueryException {
    String flags = arguments.size() > 1 ? flags(scope, arguments.get(1), in) : "";
    arguments
        .getFirst()
        .apply(
            scope,
            in,
            null,
            (pattern, _) -> output.emit(BooleanNode.valueOf(matches(flags, pattern, in)), null),
            false);
  }

  private static String flags(Scope scope, Expression flags, JsonNode in)
      throws JsonQueryException {
    StringBuilder found = new StringBuilder();
    flags.apply(
        scope,
        in,
        null,
        (value, _) -> {
          if (!value.asText().equals("i")) {
            throw new JsonQueryException("test: only the flag i is supported");
          }
          found.append("(?i)");
        },
        false);
    return found.toString();
  }

  private static boolean matches(String flags, JsonNode pattern, JsonNode in)
      throws JsonQueryException {
    if (!in.isTextual() || !pattern.isTextual()) {
      throw new JsonQueryException("test: not a string");
    }
    try {
      return Pattern.compile(flags + pattern.asText()).matcher(in.asText()).find();
    } catch (PatternSyntaxException e) {
      throw new JsonQueryException("test: not a pattern");
    }
  }

  private record Metered(Function function) implements Function {

    @Override
    public void apply(
        Scope scope,
        List<Expression> arguments,
        JsonNode in,
        @Nullable Path path,
        PathOutput output,
        Version version)
        throws JsonQueryException {
      if (scope.getValue(BUDGET) instanceof POJONode node
          && node.getPojo() instanceof EvaluationBudget budget) {
        budget.step();
      }
      function.apply(scope, arguments, in, path, output, version);
    }
  }
}
