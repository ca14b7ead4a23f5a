package dev.sealer.classgates;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.sealer.sourcegates.SourceTree;
import java.nio.file.Path;

/** The compiled classes of every module, read from the folder that Maven was started in. */
final class CompiledProduct {

  static final SourceTree SOURCES = new SourceTree(root());
  static final JavaClasses CLASSES = new ClassFileImporter().importPaths(SOURCES.classFolders());

  private CompiledProduct() {}

  private static Path root() {
    return Path.of(System.getProperty("sealer.root", "..")).toAbsolutePath().normalize();
  }
}
