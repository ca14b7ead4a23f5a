package dev.sealer.template.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Writes random expressions over {@link FuzzData}. Knows the variables in scope. */
final class ExpressionGrammar {

  private static final int MAX_DEPTH = 3;
  private static final List<String> STRINGS =
      List.of(
          "\"\"",
          "\"a\"",
          "\"two\"",
          "\"Hello World\"",
          "`raw`",
          "\"é\"",
          "\"\\xff\"",
          "\"1\"",
          "\"x,y,z\"",
          "\" trim \"",
          "\"k\"",
          "\"<&>'\"",
          "\"-\"",
          "\"世界\"",
          "\"3.5\"",
          "\"true\"",
          ".b",
          ".e",
          ".uni",
          ".m.x",
          ".sm.k",
          ".bin",
          "(index .strs 0)",
          "$.b",
          "(print .a .b)");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "2",
          "-1",
          "7",
          "0x10",
          "'\\x05'",
          ".a",
          ".z",
          ".u8",
          ".i64",
          ".neg",
          "(len .l)",
          "1_0",
          "3",
          "(index .l 0)",
          "$.a",
          "(len .b)");
  private static final List<String> INDEXES = List.of("0", "0", "0", "1", "1", "(len .e)", "2");
  private static final List<String> WORDS = List.of("\"word\"", ".uni", ".b", "\"Hello\"");
  private static final List<String> FLOATS =
      List.of("0.5", "1.5", "-2.25", ".fl", ".tiny", "1e3", "2.0", "1e21", "0.1", "3");
  private static final List<String> LISTS =
      List.of(".l", ".strs", ".mix", ".el", ".nested", ".by", "$.l", ".ints", ".nl");
  private static final List<String> DICTS =
      List.of(".m", ".sm", ".em", ".m.y", ".iv", "$.m", ".im", "$");
  private static final List<String> BOOLS = List.of("true", "false", ".t", ".f");
  private static final List<String> ODD =
      List.of(
          "nil",
          ".n",
          ".missing",
          ".m.missing",
          ".missing.more",
          ".p",
          ".p.Name",
          ".p.Tags",
          "(.p.Greet \"x\")",
          "(.p.Older 1)",
          ".p.Boss",
          ".lvl",
          ".",
          "$",
          ".sm.none",
          ".iv.none",
          ".b.x",
          ".a.x",
          ".p.Nope",
          "1i",
          "(1)",
          "(.p.Fail)",
          ".c32",
          "(print .huge)");
  private static final List<String> FORMATS =
      List.of(
          "\"%v\"",
          "\"%d\"",
          "\"%s|%v\"",
          "\"%q\"",
          "\"%05d %x\"",
          "\"%+v\"",
          "\"%#v\"",
          "\"%T\"",
          "\"%-8s|%8s\"",
          "\"%6.2f\"",
          "\"%t %t\"",
          "\"%c%U\"",
          "\"%[2]v %[1]v\"",
          "\"%*d\"",
          "\"%e %g\"",
          "\"%x %X\"",
          "\"%o %b\"",
          "\"%%\"",
          "\"%!\"",
          "\"%z\"",
          "\"no verbs\"",
          "\"%.3v\"",
          "\"% x\"",
          "\"%#q %+q\"",
          "\"%08.3f\"",
          "\"%v %v %v\"",
          "\"%.1s\"",
          "\"%G\"",
          "\"%+d\"",
          "\"%#x\"",
          "\"%6v|\"",
          "\"%-6v|\"");

  private final RandomGenerator random;
  private final List<FunctionShape> functions;
  private final boolean calm;
  private List<String> variables = new ArrayList<>();
  private int declared;

  /** The variables of the template around a definition. */
  record Scope(List<String> variables) {}

  ExpressionGrammar(RandomGenerator random, List<FunctionShape> functions) {
    this.random = random;
    this.functions = functions;
    this.calm = random.nextInt(3) > 0;
  }

  /** True for a template without mistakes on purpose. */
  boolean isCalm() {
    return calm;
  }

  int mark() {
    return variables.size();
  }

  void release(int mark) {
    variables.subList(mark, variables.size()).clear();
  }

  Scope isolate() {
    Scope outer = new Scope(variables);
    variables = new ArrayList<>();
    return outer;
  }

  void restore(Scope outer) {
    variables = outer.variables();
  }

  String declare() {
    String name = "$v" + declared++;
    variables.add(name);
    return name;
  }

  String variable() {
    return variables.isEmpty() ? "$" : pick(variables);
  }

  String rangeable() {
    return switch (random.nextInt(8)) {
      case 0 -> "3";
      case 1 -> pick(DICTS);
      case 2 -> "(len .b)";
      case 3 -> operand('a', 1);
      default -> pick(LISTS);
    };
  }

  String pipeline(int depth) {
    StringBuilder out = new StringBuilder(command(depth));
    int more = random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
    for (int i = 0; i < more; i++) {
      FunctionShape function = pipeTarget();
      out.append(" | ").append(function.name());
      int count = Math.max(0, function.arguments().size() - 1);
      for (int a = 0; a < count; a++) {
        out.append(' ').append(operand(function.arguments().get(a), depth + 1));
      }
    }
    return out.toString();
  }

  /** Mostly a function that takes anything as its last argument, so that the pipe makes sense. */
  private FunctionShape pipeTarget() {
    FunctionShape function = pick(functions);
    for (int i = 0; i < 8 && !function.endsWithAny(); i++) {
      function = pick(functions);
    }
    return function;
  }

  private String command(int depth) {
    return random.nextInt(5) < 3 ? invocation(depth) : bare(operand('a', depth));
  }

  /** Nil alone is no command. */
  private static String bare(String operand) {
    return operand.equals("nil") ? "print nil" : operand;
  }

  private String invocation(int depth) {
    FunctionShape function = pick(functions);
    StringBuilder out = new StringBuilder(function.name());
    for (char kind : function.arguments()) {
      boolean wrong = !calm && random.nextInt(40) == 0;
      out.append(' ').append(operand(wrong ? 'a' : kind, depth + 1));
    }
    if (!calm && random.nextInt(60) == 0) {
      out.append(' ').append(operand('a', depth + 1));
    }
    return out.toString();
  }

  /** An argument of a kind; see {@link FunctionShape}. */
  String operand(char kind, int depth) {
    if (depth < MAX_DEPTH && random.nextInt(5) == 0 && (!calm || "ab".indexOf(kind) >= 0)) {
      return "(" + pipeline(depth + 1) + ")";
    }
    if (random.nextInt(8) == 0 && (!calm || kind == 'a')) {
      return variable();
    }
    return switch (kind) {
      case 's' -> pick(STRINGS);
      case 'n' -> pick(NUMBERS);
      case 'i' -> pick(INDEXES);
      case 'w' -> pick(WORDS);
      case 'x' -> pick(FLOATS);
      case 'l' -> pick(LISTS);
      case 'd' -> pick(DICTS);
      case 'b' -> pick(BOOLS);
      case 'f' -> pick(FORMATS);
      default -> operandOfAnyKind();
    };
  }

  private String operandOfAnyKind() {
    return switch (random.nextInt(14)) {
      case 0, 6, 7, 8 -> pick(STRINGS);
      case 1, 9, 10 -> pick(NUMBERS);
      case 2 -> pick(FLOATS);
      case 3 -> pick(LISTS);
      case 4 -> pick(DICTS);
      case 5, 11 -> pick(BOOLS);
      default -> pick(calm ? WORDS : ODD);
    };
  }

  private <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }
}
