package dev.sealer.sync.render;

import dev.sealer.git.FolderFiles;
import dev.sealer.git.TreeFile;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds a kustomization with the real Kustomize, in a folder that holds its files and no more. */
final class KustomizeBuild {

  private static final int MOST_NAMED = 5;
  private static final int MIB = 1024 * 1024;

  /** Who waits for a build keeps an Application waiting that needs none. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final RenderSettings settings;
  private final ChildSandbox sandbox;
  private final ChildProcess child;
  private final Semaphore slots;
  private final Duration patience;

  KustomizeBuild(RenderSettings settings) {
    this(settings, PATIENCE);
  }

  /**
   * Builds with the program of the settings.
   *
   * @param patience how long a build waits for others to end
   */
  KustomizeBuild(RenderSettings settings, Duration patience) {
    this.settings = settings;
    this.patience = patience;
    this.sandbox =
        ChildSandbox.strongest(
            settings.memoryLimitBytes(),
            settings.buildLimit().multipliedBy(Runtime.getRuntime().availableProcessors()));
    this.child = new ChildProcess(settings.buildLimit(), settings.outputLimitBytes(), sandbox);
    this.slots = new Semaphore(settings.parallelBuilds());
  }

  /**
   * Builds the kustomization of {@code path}.
   *
   * @return the objects as YAML
   * @throws ManifestException when Kustomize refuses it
   * @throws BuildTroubleException when the build could not be run to its end
   */
  String run(KustomizationGraph graph, String path) {
    waitForSlot(path);
    Path folder = null;
    try {
      Files.createDirectories(settings.workFolder());
      folder = Files.createTempDirectory(settings.workFolder(), "build-").toRealPath();
      for (KustomizationFile file : graph.files()) {
        write(folder, file);
      }
      return build(graph, folder, path);
    } catch (IOException e) {
      throw new BuildTroubleException(
          "the files for Kustomize could not be written: " + e.getMessage());
    } finally {
      remove(folder);
      slots.release();
    }
  }

  private void waitForSlot(String path) {
    boolean free;
    try {
      free = slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BuildTroubleException("the build of " + shown(path) + " was interrupted");
    }
    if (!free) {
      throw new BuildTroubleException(
          "kustomize build "
              + shown(path)
              + " waits for other builds, of which "
              + settings.parallelBuilds()
              + " may run at a time; it is tried again");
    }
  }

  private String build(KustomizationGraph graph, Path folder, String path) {
    String program = settings.kustomize().toString();
    ChildProcess.Ended ended =
        child.run(List.of(program, "build", path.isEmpty() ? "." : "./" + path), folder, Map.of());
    return switch (ended) {
      case ChildProcess.Stopped(String reason) ->
          throw new BuildTroubleException("kustomize build " + shown(path) + ": " + reason, true);
      case ChildProcess.Failed(String reason) ->
          throw new BuildTroubleException("kustomize build " + shown(path) + ": " + reason);
      case ChildProcess.Exited exited when isOutOfMemory(exited) ->
          throw new ManifestException(
              "kustomize build "
                  + shown(path)
                  + " needs more memory than a build may take ("
                  + settings.memoryLimitBytes() / MIB
                  + " MiB, see --build-memory)");
      case ChildProcess.Exited exited when exited.code() != 0 ->
          throw new ManifestException(
              "kustomize build " + shown(path) + " failed" + where(exited.errors(), graph));
      case ChildProcess.Exited exited -> exited.output();
    };
  }

  /** The runtime of Go ends with these words; nothing of the commit comes before them. */
  private static boolean isOutOfMemory(ChildProcess.Exited exited) {
    String errors = exited.errors();
    return exited.code() != 0
        && (errors.startsWith("fatal error: runtime: out of memory")
            || errors.startsWith("runtime: out of memory")
            || errors.startsWith("fatal error: runtime: cannot allocate memory")
            || errors.startsWith("runtime: cannot allocate"));
  }

  /** Returns what a build is kept from taking, as part of a sentence. */
  String bounds() {
    return sandbox.level();
  }

  private static String shown(String path) {
    return path.isEmpty() ? "." : path;
  }

  /**
   * Names the files of the commit that Kustomize's message names. The message itself is not shown:
   * it quotes patches and objects whole, with the values in them.
   */
  private static String where(String errors, KustomizationGraph graph) {
    List<String> named =
        graph.files().stream()
            .flatMap(kustomization ->
                Stream.concat(
                    kustomization.directory().files().stream().map(TreeFile::path),
                    Stream.of(kustomization.fileName())))
            .filter(errors::contains)
            .distinct()
            .sorted()
            .limit(MOST_NAMED)
            .toList();
    return (named.isEmpty() ? "" : ", see " + String.join(", ", named))
        + "; run it on this commit for the message, which may quote values and is not shown here";
  }

  private static void write(Path folder, KustomizationFile kustomization) throws IOException {
    Path directory = inside(folder, folder.resolve(kustomization.directory().path()));
    for (TreeFile file : kustomization.directory().files()) {
      if (file instanceof TreeFile.Content content) {
        Path target = inside(folder, directory.resolve(content.path()));
        Files.createDirectories(target.getParent());
        if (!Files.exists(target)) {
          Files.write(target, content.bytes());
        }
      }
    }
    Files.writeString(
        directory.resolve(kustomization.fileName()),
        KubeYaml.toYaml(kustomization.content()),
        StandardCharsets.UTF_8);
  }

  private static Path inside(Path folder, Path path) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(folder)) {
      throw new IOException("a name in the commit leaves the build's folder");
    }
    return normal;
  }

  private static void remove(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try {
      FolderFiles.delete(folder);
    } catch (IOException e) {
      // The next start empties the work folder; a leftover holds only what Git holds.
    }
  }
}
