package dev.sealer.sync.render;

import dev.sealer.git.TreeFile;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.yaml.KubeYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds a kustomization with the real Kustomize, in a folder that holds its files and no more. */
final class KustomizeBuild {

  private final RenderSettings settings;
  private final ChildProcess child;
  private final Semaphore slots;

  KustomizeBuild(RenderSettings settings) {
    this.settings = settings;
    this.child = new ChildProcess(settings.buildLimit(), settings.outputLimitBytes());
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
    slots.acquireUninterruptibly();
    Path folder = null;
    try {
      Files.createDirectories(settings.workFolder());
      folder = Files.createTempDirectory(settings.workFolder(), "build-").toRealPath();
      for (KustomizationFile file : graph.files()) {
        write(folder, file);
      }
      return build(folder, path);
    } catch (IOException e) {
      throw new BuildTroubleException(
          "the files for Kustomize could not be written: " + e.getMessage());
    } finally {
      remove(folder);
      slots.release();
    }
  }

  private String build(Path folder, String path) {
    String program = settings.kustomize().toString();
    ChildProcess.Ended ended =
        child.run(List.of(program, "build", path.isEmpty() ? "." : "./" + path), folder, Map.of());
    return switch (ended) {
      case ChildProcess.Failed failed ->
          throw new BuildTroubleException("kustomize build " + path + ": " + failed.reason());
      case ChildProcess.Exited exited when exited.code() != 0 ->
          throw new ManifestException(
              "kustomize build " + path + " failed: " + shown(exited.errors(), folder));
      case ChildProcess.Exited exited -> exited.output();
    };
  }

  private static String shown(String errors, Path folder) {
    String text = errors.replace(folder + "/", "").replace(folder.toString(), ".");
    return text.startsWith("Error: ") ? text.substring("Error: ".length()) : text;
  }

  private static void write(Path folder, KustomizationFile kustomization) throws IOException {
    Path directory = folder.resolve(kustomization.directory().path());
    for (TreeFile file : kustomization.directory().files()) {
      if (file instanceof TreeFile.Content content) {
        Path target = directory.resolve(content.path());
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

  private static void remove(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      // The next start empties the work folder; a leftover holds only what Git holds.
    }
  }
}
