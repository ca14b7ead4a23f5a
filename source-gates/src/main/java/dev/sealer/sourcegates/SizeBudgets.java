package dev.sealer.sourcegates;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Measures product sources against the size budgets of the design.
 *
 * <p>Cyclomatic complexity counts each decision of a method, 1 for the method itself. {@code
 * switch} counts nothing: the compiler proves those over sealed types and enums to be exhaustive,
 * and the length of a method bounds the others. A lambda's body belongs to the method around it.
 *
 * <p>A constructor may have more parameters than a method, because a wiring constructor names every
 * collaborator once. A record may have as many components.
 */
public final class SizeBudgets {

  static final int FILE_LINES = 500;
  static final int METHOD_LINES = 40;
  static final int COMPLEXITY = 10;
  static final int PARAMETERS = 5;
  static final int WIRING_PARAMETERS = 8;
  static final int COMPONENTS = 8;

  /**
   * One top-level class as far as the budgets care.
   *
   * @param file the file that declares it
   * @param name its simple name
   * @param closed whether it is final, a record, an enum, an interface or sealed
   */
  public record MeasuredType(Path file, String name, boolean closed) {}

  private final List<String> violations = new ArrayList<>();
  private final List<MeasuredType> types = new ArrayList<>();
  private final List<Integer> methodLines = new ArrayList<>();
  private final List<Integer> fileLines = new ArrayList<>();

  /**
   * Reads every file.
   *
   * @throws UncheckedIOException when one cannot be read
   */
  public static SizeBudgets measure(List<Path> files) {
    SizeBudgets budgets = new SizeBudgets();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        budgets.measure(unit, positions);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return budgets;
  }

  /** One line a breach: file, line, what, measured and allowed. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** Top-level and nested classes, in file order. */
  public List<MeasuredType> types() {
    return List.copyOf(types);
  }

  /** The 95th percentiles, for the report. */
  public String summary() {
    return "files: p95 %d lines; methods: p95 %d lines"
        .formatted(percentile95(fileLines), percentile95(methodLines));
  }

  private static int percentile95(List<Integer> values) {
    List<Integer> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
  }

  private void measure(CompilationUnitTree unit, SourcePositions positions) {
    Path file = Path.of(unit.getSourceFile().toUri());
    int lines = (int) unit.getLineMap().getLineNumber(positions.getEndPosition(unit, unit));
    fileLines.add(lines);
    if (lines > FILE_LINES) {
      violations.add("%s: %d lines, at most %d".formatted(file, lines, FILE_LINES));
    }
    new Measure(unit, positions, file).scan(unit, null);
  }

  private final class Measure extends TreeScanner<Void, Void> {

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Path file;
    private ClassTree enclosing;

    @SuppressWarnings("NullAway.Init") // a method is only met inside a class
    private Measure(CompilationUnitTree unit, SourcePositions positions, Path file) {
      this.unit = unit;
      this.positions = positions;
      this.file = file;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      boolean open =
          type.getKind() == Tree.Kind.CLASS
              && !type.getModifiers().getFlags().contains(Modifier.FINAL)
              && !type.getModifiers().getFlags().contains(Modifier.SEALED);
      if (!type.getSimpleName().isEmpty()) {
        types.add(new MeasuredType(file, type.getSimpleName().toString(), !open));
      }
      if (type.getKind() == Tree.Kind.RECORD) {
        checkComponents(type);
      }
      ClassTree outer = enclosing;
      enclosing = type;
      super.visitClass(type, null);
      enclosing = outer;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      if (positions.getEndPosition(unit, method) < 0) {
        return null; // the compiler's own, not written by hand
      }
      int lines = lineOf(positions.getEndPosition(unit, method)) - startLine(method) + 1;
      methodLines.add(lines);
      check(method, "lines", lines, METHOD_LINES);
      Complexity complexity = new Complexity();
      complexity.scan(method.getBody(), null);
      check(method, "decisions", complexity.decisions, COMPLEXITY);
      boolean constructor = method.getName().contentEquals("<init>");
      if (!constructor || enclosing.getKind() != Tree.Kind.RECORD) {
        int allowed = constructor ? WIRING_PARAMETERS : PARAMETERS;
        check(method, "parameters", method.getParameters().size(), allowed);
      }
      return super.visitMethod(method, null);
    }

    private void checkComponents(ClassTree type) {
      long components =
          type.getMembers().stream()
              .filter(member ->
                  member instanceof VariableTree field
                      && !field.getModifiers().getFlags().contains(Modifier.STATIC))
              .count();
      if (components > COMPONENTS) {
        violations.add(
            "%s: record %s has %d components, at most %d"
                .formatted(file, type.getSimpleName(), components, COMPONENTS));
      }
    }

    private void check(MethodTree method, String what, int measured, int allowed) {
      if (measured > allowed) {
        violations.add(
            "%s:%d: %s.%s has %d %s, at most %d"
                .formatted(
                    file,
                    startLine(method),
                    enclosing.getSimpleName(),
                    method.getName(),
                    measured,
                    what,
                    allowed));
      }
    }

    private int startLine(MethodTree method) {
      return lineOf(positions.getStartPosition(unit, method));
    }

    private int lineOf(long position) {
      return (int) unit.getLineMap().getLineNumber(position);
    }
  }

  private static final class Complexity extends TreeScanner<Void, Void> {

    private int decisions = 1;

    @Override
    public Void visitIf(IfTree node, Void unused) {
      decisions++;
      return super.visitIf(node, null);
    }

    @Override
    public Void visitForLoop(ForLoopTree node, Void unused) {
      decisions++;
      return super.visitForLoop(node, null);
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree node, Void unused) {
      decisions++;
      return super.visitEnhancedForLoop(node, null);
    }

    @Override
    public Void visitWhileLoop(WhileLoopTree node, Void unused) {
      decisions++;
      return super.visitWhileLoop(node, null);
    }

    @Override
    public Void visitDoWhileLoop(DoWhileLoopTree node, Void unused) {
      decisions++;
      return super.visitDoWhileLoop(node, null);
    }

    @Override
    public Void visitConditionalExpression(ConditionalExpressionTree node, Void unused) {
      decisions++;
      return super.visitConditionalExpression(node, null);
    }

    @Override
    public Void visitCatch(CatchTree node, Void unused) {
      decisions++;
      return super.visitCatch(node, null);
    }

    @Override
    public Void visitBinary(BinaryTree node, Void unused) {
      if (node.getKind() == Tree.Kind.CONDITIONAL_AND
          || node.getKind() == Tree.Kind.CONDITIONAL_OR) {
        decisions++;
      }
      return super.visitBinary(node, null);
    }

    @Override
    public Void visitClass(ClassTree node, Void unused) {
      return null; // an inner class's methods are measured on their own
    }
  }
}
