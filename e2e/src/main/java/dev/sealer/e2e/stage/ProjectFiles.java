package dev.sealer.e2e.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the built product lies.
 *
 * @param root the folder of the parent's {@code pom.xml}
 */
public record ProjectFiles(Path root) {

  /** From the system property {@code sealer.root}; the working folder otherwise. */
  public static ProjectFiles find() {
    return new ProjectFiles(
        Path.of(System.getProperty("sealer.root", ".")).toAbsolutePath().normalize());
  }

  /** The command line's launcher. */
  public Path sealer() {
    return root.resolve("bin/sealer");
  }

  /** The operator's launcher. */
  public Path operator() {
    return root.resolve("bin/operator");
  }

  /** The manifests that make the kinds known, sorted by name. */
  public List<Path> customResourceDefinitions() {
    return manifestsIn(root.resolve("crds/src/main/resources/crds"));
  }

  /** The install manifests, sorted by name. */
  public List<Path> installManifests() {
    return manifestsIn(root.resolve("operator/install"));
  }

  private static List<Path> manifestsIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("kustomization.yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder + "; build the project first", e);
    }
  }
}
