package dev.sealer.git.jgit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Measures and deletes the files of a copy. */
final class MirrorFiles {

  private MirrorFiles() {}

  /** Returns the bytes of all files; 0 if there is no such folder. */
  static long sizeOf(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.mapToLong(MirrorFiles::sizeOfFile).sum();
    }
  }

  /** Deletes the folder and all that is in it. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }

  /** One process owns the folder, so a lock found when a copy is opened belongs to a dead one. */
  static void removeLocksOfADeadProcess(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> locks = all.filter(p -> p.toString().endsWith(".lock")).toList();
      for (Path lock : locks) {
        Files.deleteIfExists(lock);
      }
    }
  }

  /** A file that a fetch has removed meanwhile takes no space. */
  private static long sizeOfFile(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
