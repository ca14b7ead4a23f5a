package dev.sealer.template.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

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
  private static final List<String> MAPS = List.of(".m", ".m", ".em", ".m.y", "$.m", "$");
  private static final List<String> BOOLS = List.of("true", "false", ".t", ".f");
  private static final List<String> TIMES =
      List.of(
          "(toDate `2006-01-02` `2024-03-05`)",
          "(toDate `2006-01-02 15:04` `1999-12-31 23:59`)",
          "(toDate `x` `y`)");
  private static final FunctionShape PRINT = FunctionShape.of("print", "a");
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
  private final Map<Character, List<FunctionShape>> byResult;
  private final boolean calm;
  private List<String> variables = new ArrayList<>();
  private int declared;
  private int dotChanges;

  /** What is known of the template around a definition. */
  record Scope(List<String> variables, int dotChanges) {}

  ExpressionGrammar(RandomGenerator random, List<FunctionShape> functions) {
    this.random = random;
    this.functions = functions;
    this.byResult =
        functions.stream()
            .filter(function -> function.result() != FunctionShape.NO_KIND)
            .collect(Collectors.groupingBy(FunctionShape::result));
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
    Scope outer = new Scope(variables, dotChanges);
    variables = new ArrayList<>();
    dotChanges = 0;
    return outer;
  }

  void restore(Scope outer) {
    variables = outer.variables();
    dotChanges = outer.dotChanges();
  }

  /** Goes into a body with another dot, or out of it: there most fields are written from $ on. */
  void dotChanges(int more) {
    dotChanges += more;
  }

  String declare() {
    String name = "$v" + declared++;
    variables.add(name);
    return name;
  }

  String variable() {
    return variables.isEmpty() ? "$" : pick(variables);
  }

  String rangeable(boolean twoVariables) {
    return switch (random.nextInt(8)) {
      case 0 -> twoVariables && calm ? operand('l', 1) : "3";
      case 1 -> operand('d', 1);
      case 2 -> twoVariables && calm ? operand('d', 1) : "(len .b)";
      case 3 -> operand('a', 1);
      default -> operand('l', 1);
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
    return function.takesPipe() ? function : PRINT;
  }

  private String command(int depth) {
    return random.nextInt(5) < 3 ? invocation(depth) : bare(operand('a', depth));
  }

  /** Nil alone is no command. */
  private static String bare(String operand) {
    return operand.equals("nil") ? "print nil" : operand;
  }

  private String invocation(int depth) {
    return invocation(pick(functions), depth);
  }

  private String invocation(FunctionShape function, int depth) {
    StringBuilder out = new StringBuilder(function.name());
    for (char kind : function.arguments()) {
      boolean wrong = !calm && random.nextInt(40) == 0;
      out.append(' ').append(wrong ? mistyped(kind, depth + 1) : operand(kind, depth + 1));
    }
    if (!calm && random.nextInt(60) == 0) {
      out.append(' ').append(operand('a', depth + 1));
    }
    return out.toString();
  }

  private String mistyped(char kind, int depth) {
    return SprigOperands.has(kind) ? pick(SprigOperands.mistyped(kind)) : operand('a', depth);
  }

  /** An argument of a kind; see {@link FunctionShape}. */
  String operand(char kind, int depth) {
    if (SprigOperands.has(kind)) {
      return fromRoot(pick(SprigOperands.of(kind)));
    }
    List<FunctionShape> fitting = byResult.getOrDefault(kind, List.of());
    if (depth < MAX_DEPTH && !fitting.isEmpty() && random.nextInt(4) == 0) {
      return "(" + invocation(pick(fitting), depth + 1) + ")";
    }
    if (depth < MAX_DEPTH && random.nextInt(5) == 0 && (!calm || "ab".indexOf(kind) >= 0)) {
      return "(" + pipeline(depth + 1) + ")";
    }
    if (random.nextInt(8) == 0 && (!calm || kind == 'a')) {
      return variable();
    }
    return switch (kind) {
      case 's' -> fromRoot(pick(STRINGS));
      case 'n' -> fromRoot(pick(NUMBERS));
      case 'i' -> fromRoot(pick(INDEXES));
      case 'w' -> fromRoot(pick(WORDS));
      case 'x' -> fromRoot(pick(FLOATS));
      case 'l' -> fromRoot(pick(LISTS));
      case 'd' -> fromRoot(pick(DICTS));
      case 'b' -> fromRoot(pick(BOOLS));
      case 'f' -> fromRoot(pick(FORMATS));
      case 'm' -> fromRoot(pick(MAPS));
      case 't' -> fromRoot(pick(TIMES));
      default -> operandOfAnyKind();
    };
  }

  private String operandOfAnyKind() {
    return switch (random.nextInt(14)) {
      case 0, 6, 7, 8 -> fromRoot(pick(STRINGS));
      case 1, 9, 10 -> fromRoot(pick(NUMBERS));
      case 2 -> fromRoot(pick(FLOATS));
      case 3 -> fromRoot(pick(LISTS));
      case 4 -> fromRoot(pick(DICTS));
      case 5, 11 -> fromRoot(pick(BOOLS));
      default -> fromRoot(pick(calm ? WORDS : ODD));
    };
  }

  private String fromRoot(String operand) {
    boolean field = operand.length() > 1 && operand.charAt(0) == '.';
    return field && dotChanges > 0 && random.nextInt(8) > 0 ? "$" + operand : operand;
  }

  private <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }
}
