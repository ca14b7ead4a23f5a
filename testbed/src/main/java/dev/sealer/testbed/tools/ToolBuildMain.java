package dev.sealer.testbed.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds the programs of the testbed ahead of their first use, while Maven compiles: {@code java
 * ToolBuildMain.java TOOLS quickstart|all|node|none}, where TOOLS is the folder {@code
 * testbed/tools}.
 *
 * <p>Runs from source, so it and the classes it uses need nothing but the JDK. A build that fails
 * is reported by the first test that needs the program, not here.
 */
public final class ToolBuildMain {

  private ToolBuildMain() {}

  /** Builds what the cache lacks, one module after the other, in the order tests need them. */
  public static void main(String[] arguments) {
    PinnedFiles files = PinnedFiles.in(Path.of(arguments[0]));
    ToolCache cache = ToolCache.ofUser();
    for (ToolModule wanted : modules(arguments[1])) {
      GoModule module = GoModule.read(wanted, files);
      if (Files.isDirectory(cache.entry(module.cacheName())) || !hasGo()) {
        continue;
      }
      try {
        cache.ensure(module.cacheName(), module::buildInto);
      } catch (IOException e) {
        System.err.println(
            "testbed: " + wanted.folder() + " was not built ahead: " + e.getMessage());
      }
    }
  }

  private static List<ToolModule> modules(String wanted) {
    return switch (wanted) {
      case "none" -> List.of();
      case "quickstart" -> List.of(ToolModule.CONTROL_PLANE, ToolModule.KWOK, ToolModule.KUSTOMIZE);
      case "node" -> List.of(ToolModule.CONTAINERD, ToolModule.KUBELET);
      case "all" ->
          Stream.of(ToolModule.values())
              .filter(module -> !modules("node").contains(module))
              .toList();
      default -> throw new IllegalArgumentException("not a set of tools: " + wanted);
    };
  }

  private static boolean hasGo() {
    String path = System.getenv("PATH");
    return Stream.of(path == null ? new String[0] : path.split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "go")));
  }
}
