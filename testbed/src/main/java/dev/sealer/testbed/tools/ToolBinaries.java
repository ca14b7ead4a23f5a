package dev.sealer.testbed.tools;

import dev.sealer.testbed.tools.ToolResult.Found;
import dev.sealer.testbed.tools.ToolResult.Missing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the programs, in this order: the folder named by {@code KUBE_API_TEST_DIR} (in the layout
 * of fabric8's kube-api-test, or flat), the testbed's own cache, a build with {@code go build}.
 */
public final class ToolBinaries {
  private static final Map<Tool, ToolResult> KNOWN = new ConcurrentHashMap<>();

  private ToolBinaries() {}

  /** The program, built first if need be; that can take minutes and says so on standard error. */
  public static ToolResult find(Tool tool) {
    ToolResult known = KNOWN.get(tool);
    if (known == null) {
      // Not computeIfAbsent: a build takes minutes and the cache has its own lock.
      known = search(tool);
      KNOWN.put(tool, known);
    }
    return known;
  }

  /** A program on the PATH, such as git, kubectl, docker or python3. */
  public static ToolResult onPath(String name, String nextStep) {
    return onPath(name)
        .<ToolResult>map(Found::new)
        .orElseGet(() -> new Missing(name, "not on the PATH", nextStep));
  }

  static Optional<Path> onPath(String name) {
    String path = System.getenv("PATH");
    return Stream.of(path == null ? new String[0] : path.split(":"))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static ToolResult search(Tool tool) {
    return inConfiguredFolder(System.getenv("KUBE_API_TEST_DIR"), tool.commonName())
        .<ToolResult>map(Found::new)
        .orElseGet(() -> cachedOrBuilt(tool));
  }

  static Optional<Path> inConfiguredFolder(@Nullable String configured, String name) {
    if (configured == null || configured.isBlank()) {
      return Optional.empty();
    }
    Path folder = Path.of(configured);
    Path flat = folder.resolve(name);
    if (Files.isExecutable(flat)) {
      return Optional.of(flat);
    }
    Path versions = folder.resolve("k8s");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.list(versions)) {
      return found
          .map(version -> version.resolve(name))
          .filter(Files::isExecutable)
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read KUBE_API_TEST_DIR " + folder, e);
    }
  }

  private static ToolResult cachedOrBuilt(Tool tool) {
    GoModule module = GoModule.read(tool.module());
    ToolCache cache = ToolCache.ofUser();
    Path program = cache.entry(module.cacheName()).resolve(tool.builtName());
    if (Files.isExecutable(program)) {
      return new Found(program);
    }
    if (onPath("go").isEmpty()) {
      return new Missing(
          tool.commonName(),
          "not in KUBE_API_TEST_DIR or " + program.getParent() + ", and there is no Go to build it",
          "install Go 1.26 or newer, or set KUBE_API_TEST_DIR to a folder that has it");
    }
    String problem = cache.ensure(module.cacheName(), module::buildInto);
    if (problem != null) {
      return new Missing(
          tool.commonName(),
          problem,
          "build it by hand in testbed/tools/" + tool.module().folder());
    }
    return new Found(program);
  }
}
