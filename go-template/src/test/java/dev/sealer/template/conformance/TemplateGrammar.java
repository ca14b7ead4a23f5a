package dev.sealer.template.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Writes random templates: most of them sensible, some with wrong types, a few broken. */
final class TemplateGrammar {

  private static final int MAX_DEPTH = 4;
  private static final List<String> TEXTS =
      List.of("a", " ", "\n", "x y", "é", "{ ", "}", "\t- ", "\"", "世界", "\n\n  ");

  private final RandomGenerator random;
  private final ExpressionGrammar expressions;
  private final List<String> definitions = new ArrayList<>();
  private final int depthLimit;
  private int loops;

  TemplateGrammar(RandomGenerator random, List<FunctionShape> functions) {
    this.random = random;
    this.expressions = new ExpressionGrammar(random, functions);
    this.depthLimit = 1 + random.nextInt(MAX_DEPTH);
  }

  /** A whole template. */
  String template() {
    StringBuilder out = new StringBuilder();
    int blocks = 1 + random.nextInt(4);
    for (int i = 0; i < blocks; i++) {
      statement(out, 0);
    }
    definitions.forEach(out::append);
    return !expressions.isCalm() && random.nextInt(12) == 0
        ? broken(out.toString())
        : out.toString();
  }

  private String broken(String template) {
    if (template.isEmpty()) {
      return "{{";
    }
    int at = random.nextInt(template.length());
    return switch (random.nextInt(3)) {
      case 0 -> template.substring(0, at) + template.substring(at + 1);
      case 1 ->
          template.substring(0, at)
              + pick(List.of("{{", "}}", "(", "|", "\"", ".", "$"))
              + template.substring(at);
      default -> template.substring(0, at);
    };
  }

  private void statements(StringBuilder out, int depth) {
    int count = random.nextInt(3);
    for (int i = 0; i <= count; i++) {
      statement(out, depth);
    }
  }

  private void statement(StringBuilder out, int depth) {
    int kind = random.nextInt(depth >= depthLimit ? 6 : 14);
    switch (kind) {
      case 0, 1 -> out.append(pick(TEXTS));
      case 2, 3, 4 -> action(out, expressions.pipeline(0));
      case 5 -> declaration(out);
      case 6, 7 -> ifStatement(out, depth);
      case 8 -> withStatement(out, depth);
      case 9, 10 -> rangeStatement(out, depth);
      case 11 -> call(out, depth);
      case 12 -> loopWord(out);
      default -> action(out, "/* note */");
    }
  }

  private void action(StringBuilder out, String body) {
    boolean comment = body.startsWith("/*");
    out.append("{{").append(random.nextInt(8) == 0 ? "- " : "");
    out.append(!comment && random.nextInt(4) == 0 ? " " : "").append(body);
    out.append(random.nextInt(8) == 0 ? " -}}" : "}}");
  }

  private void declaration(StringBuilder out) {
    String value = expressions.pipeline(0);
    String existing = expressions.variable();
    if (random.nextInt(3) == 0 && !existing.equals("$")) {
      action(out, existing + " = " + value);
    } else {
      action(out, expressions.declare() + " := " + value);
    }
  }

  private void body(StringBuilder out, int depth) {
    int mark = expressions.mark();
    statements(out, depth + 1);
    expressions.release(mark);
  }

  private void bodyOverOtherDot(StringBuilder out, int depth) {
    expressions.dotChanges(1);
    body(out, depth);
    expressions.dotChanges(-1);
  }

  private void ifStatement(StringBuilder out, int depth) {
    int mark = expressions.mark();
    action(out, "if " + condition());
    body(out, depth);
    if (random.nextInt(4) == 0) {
      action(out, "else if " + expressions.pipeline(0));
      body(out, depth);
    }
    otherwise(out, depth);
    expressions.release(mark);
  }

  private String condition() {
    String value = expressions.pipeline(0);
    return random.nextInt(6) == 0 ? expressions.declare() + " := " + value : value;
  }

  private void otherwise(StringBuilder out, int depth) {
    if (random.nextInt(2) == 0) {
      action(out, "else");
      body(out, depth);
    }
    action(out, "end");
  }

  private void withStatement(StringBuilder out, int depth) {
    int mark = expressions.mark();
    action(out, "with " + condition());
    bodyOverOtherDot(out, depth);
    if (random.nextInt(5) == 0) {
      action(out, "else with " + expressions.pipeline(0));
      bodyOverOtherDot(out, depth);
    }
    otherwise(out, depth);
    expressions.release(mark);
  }

  private void rangeStatement(StringBuilder out, int depth) {
    int mark = expressions.mark();
    int form = random.nextInt(4);
    String over = expressions.rangeable(form == 1);
    action(
        out,
        switch (form) {
          case 0 -> "range " + expressions.declare() + " := " + over;
          case 1 -> {
            String index = expressions.declare();
            yield "range " + index + ", " + expressions.declare() + " := " + over;
          }
          default -> "range " + over;
        });
    loops++;
    bodyOverOtherDot(out, depth);
    loops--;
    otherwise(out, depth);
    expressions.release(mark);
  }

  private void loopWord(StringBuilder out) {
    if (loops > 0) {
      action(out, "if " + expressions.pipeline(1));
      action(out, random.nextBoolean() ? "break" : "continue");
      action(out, "end");
    } else {
      out.append(pick(TEXTS));
    }
  }

  private void call(StringBuilder out, int depth) {
    String name = "d" + definitions.size();
    int outerLoops = loops;
    loops = 0;
    ExpressionGrammar.Scope outer = expressions.isolate();
    StringBuilder definition = new StringBuilder("{{define \"" + name + "\"}}");
    definitions.add("");
    int slot = definitions.size() - 1;
    statements(definition, depth + 2);
    definitions.set(slot, definition.append("{{end}}").toString());
    expressions.restore(outer);
    loops = outerLoops;
    String dot = random.nextInt(3) > 0 ? "$" : expressions.pipeline(1);
    action(out, "template \"" + name + "\" " + dot);
  }

  private <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }
}
