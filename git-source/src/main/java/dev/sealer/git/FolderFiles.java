package dev.sealer.git;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder that others change at the same time. A file that goes while the folder is
 * read is left out; {@link Files#walk} would throw.
 */
public final class FolderFiles {

  private FolderFiles() {}

  /**
   * Returns all files and folders below {@code folder}, and itself last: each folder comes after
   * what is in it. Links are not followed. Empty if the folder does not exist.
   *
   * @throws IOException if a folder cannot be read
   */
  public static List<Path> below(Path folder) throws IOException {
    Collected collected = new Collected();
    Path _ = Files.walkFileTree(folder, collected);
    return collected.found;
  }

  /**
   * Deletes the folder and all that is in it.
   *
   * @throws IOException if something cannot be deleted, or came while the folder was deleted
   */
  public static void delete(Path folder) throws IOException {
    for (Path one : below(folder)) {
      Files.deleteIfExists(one);
    }
  }

  private static final class Collected extends SimpleFileVisitor<Path> {
    private final List<Path> found = new ArrayList<>();

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      found.add(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      return ignoreIfGone(failure);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      found.add(folder);
      return failure == null ? FileVisitResult.CONTINUE : ignoreIfGone(failure);
    }

    private static FileVisitResult ignoreIfGone(IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
