package dev.sealer.sourcegates;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Finds public types, and methods of public interfaces, that say nothing about themselves. */
public final class PublicDocumentation {

  private PublicDocumentation() {}

  /**
   * One line a public type or interface method without a documentation comment; overriding methods
   * inherit theirs.
   */
  public static List<String> missingIn(List<Path> files) {
    List<String> missing = new ArrayList<>();
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
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Search(unit, docs, missing).scan(new TreePath(unit), null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return missing;
  }

  private static final class Search extends TreePathScanner<Void, Void> {

    private final CompilationUnitTree unit;
    private final DocTrees docs;
    private final List<String> missing;

    private Search(CompilationUnitTree unit, DocTrees docs, List<String> missing) {
      this.unit = unit;
      this.docs = docs;
      this.missing = missing;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      boolean topLevel = getCurrentPath().getParentPath().getLeaf() == unit;
      if (topLevel && isPublic(type)) {
        demandComment(type.getSimpleName().toString());
      }
      return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree owner
          && owner.getKind() == Tree.Kind.INTERFACE
          && isPublic(owner)
          && !method.getModifiers().getFlags().contains(Modifier.PRIVATE)
          && method.getModifiers().getAnnotations().stream()
              .noneMatch(a -> a.getAnnotationType().toString().equals("Override"))) {
        demandComment(owner.getSimpleName() + "." + method.getName());
      }
      return null;
    }

    private static boolean isPublic(ClassTree type) {
      return type.getModifiers().getFlags().contains(Modifier.PUBLIC);
    }

    private void demandComment(String name) {
      if (docs.getDocComment(getCurrentPath()) == null) {
        missing.add("%s: %s".formatted(Path.of(unit.getSourceFile().toUri()), name));
      }
    }
  }
}
