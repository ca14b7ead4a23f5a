package dev.sealer.sourcegates;

import java.nio.file.Path;

/** The tree under test: the folder that Maven was started in. */
final class ProjectTree {

  static final SourceTree SOURCES = new SourceTree(root());

  private ProjectTree() {}

  private static Path root() {
    return Path.of(System.getProperty("sealer.root", "..")).toAbsolutePath().normalize();
  }
}
