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
 * of fabric8's kube-api-test, or flat); the default folder of setup-envtest; the testbed's own
 * cache; a build with {@code go build}; without Go, a download whose digest is pinned.
 */
public final class ToolBinaries {
  /** Other versions than the control plane's own parts would be mixed with them. */
  private static final String ENVTEST_VERSIONS = "1.36.";

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
    return inConfiguredFolder(System.getenv("KUBE_API_TEST_DIR"), "", tool.commonName())
        .or(() -> inConfiguredFolder(envtestFolder(), ENVTEST_VERSIONS, tool.commonName()))
        .<ToolResult>map(Found::new)
        .orElseGet(() -> cachedOrBuilt(tool));
  }

  /** Returns where setup-envtest puts its programs unless it is told otherwise. */
  private static String envtestFolder() {
    String home = System.getProperty("user.home", "");
    if (Release.thisPlatform().startsWith("darwin")) {
      return home + "/Library/Application Support/io.kubebuilder.envtest";
    }
    String configured = System.getenv("XDG_DATA_HOME");
    String data = configured == null || configured.isBlank() ? home + "/.local/share" : configured;
    return data + "/kubebuilder-envtest";
  }

  /** Finds a program in a flat folder, or below {@code k8s/VERSION}: the newest of the versions. */
  static Optional<Path> inConfiguredFolder(
      @Nullable String configured, String versions, String name) {
    if (configured == null || configured.isBlank()) {
      return Optional.empty();
    }
    Path folder = Path.of(configured);
    Path flat = folder.resolve(name);
    if (Files.isExecutable(flat)) {
      return Optional.of(flat);
    }
    Path all = folder.resolve("k8s");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.list(all)) {
      return found
          .filter(version -> String.valueOf(version.getFileName()).startsWith(versions))
          .map(version -> version.resolve(name))
          .filter(Files::isExecutable)
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private static ToolResult cachedOrBuilt(Tool tool) {
    GoModule module = GoModule.read(tool.module(), PinnedFiles.onClassPath());
    ToolCache cache = ToolCache.ofUser();
    Path program = cache.entry(module.cacheName()).resolve(tool.builtName());
    if (Files.isExecutable(program)) {
      return new Found(program);
    }
    if (onPath("go").isEmpty()) {
      return downloaded(tool, cache);
    }
    try {
      cache.ensure(module.cacheName(), module::buildInto);
      return new Found(program);
    } catch (IOException e) {
      return new Missing(
          tool.commonName(),
          String.valueOf(e.getMessage()),
          "build it by hand in testbed/tools/" + tool.module().folder());
    }
  }

  private static ToolResult downloaded(Tool tool, ToolCache cache) {
    String platform = Release.thisPlatform();
    Optional<Release> release = Release.with(tool.commonName(), platform, Release.pinned());
    if (release.isEmpty()) {
      return new Missing(
          tool.commonName(),
          "Go is not installed to build it, and no release for " + platform + " is pinned",
          "install Go 1.26 or newer, or set KUBE_API_TEST_DIR to a folder that has it");
    }
    try {
      Path folder =
          cache.ensure(release.get().cacheName(), new ReleaseDownload(release.get())::into);
      return new Found(folder.resolve(tool.commonName()));
    } catch (IOException e) {
      return new Missing(
          tool.commonName(),
          "Go is not installed to build it, and the download failed: " + e.getMessage(),
          "install Go 1.26 or newer, or set KUBE_API_TEST_DIR to a folder that has it");
    }
  }
}
