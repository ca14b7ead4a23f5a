package dev.sealer.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;

/** The tree under test: the folder Maven was started in. */
final class ProjectTree {

  static final SourceTree SOURCES = new SourceTree(root());
  static final JavaClasses CLASSES = new ClassFileImporter().importPaths(SOURCES.classFolders());

  private ProjectTree() {}

  private static Path root() {
    return Path.of(System.getProperty("sealer.root", "..")).toAbsolutePath().normalize();
  }
}
