package dev.sealer.git.jgit;

import dev.sealer.git.FolderFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures the files of a copy, and clears what a process that died left in it. */
final class MirrorFiles {

  private MirrorFiles() {}

  /** Returns the bytes of all files; 0 if there is no such folder. */
  static long sizeOf(Path folder) throws IOException {
    return FolderFiles.below(folder).stream().mapToLong(MirrorFiles::sizeOfFile).sum();
  }

  /** One process owns the folder, so a lock found when a copy is opened belongs to a dead one. */
  static void removeLocksOfADeadProcess(Path folder) throws IOException {
    for (Path file : FolderFiles.below(folder)) {
      if (file.toString().endsWith(".lock")) {
        Files.deleteIfExists(file);
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
