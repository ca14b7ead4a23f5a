package dev.sealer.sourcegates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The project's own files, found from its root folder.
 *
 * @param root the folder that holds the parent's {@code pom.xml}
 */
public record SourceTree(Path root) {

  /** Module folders: those directly below the root that have a {@code pom.xml}. */
  public List<Path> modules() {
    try (Stream<Path> children = Files.list(root)) {
      return children.filter(child -> Files.exists(child.resolve("pom.xml"))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + root, e);
    }
  }

  /** Hand-written Java files of product code. */
  public List<Path> mainSources() {
    return javaFilesBelow("src/main/java");
  }

  /** Every hand-written Java file, tests included. */
  public List<Path> allSources() {
    return Stream.concat(mainSources().stream(), javaFilesBelow("src/test/java").stream()).toList();
  }

  /** Folders of compiled product classes that exist. */
  public List<Path> classFolders() {
    return modules().stream()
        .map(module -> module.resolve("target/classes"))
        .filter(Files::isDirectory)
        .toList();
  }

  /** All files below {@code folder} whose name ends in {@code suffix}, sorted. */
  public static List<Path> filesBelow(Path folder, String suffix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private List<Path> javaFilesBelow(String folder) {
    return modules().stream()
        .flatMap(module -> filesBelow(module.resolve(folder), ".java").stream())
        .toList();
  }
}
