package dev.sealer.testbed.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder, below the user's cache folder, that keeps what the testbed has built. */
public final class ToolCache {
  /** Fills a new, empty folder. */
  @FunctionalInterface
  public interface Filler {
    /**
     * Writes the content of an entry.
     *
     * @param folder an empty folder, which becomes the entry
     * @throws IOException if the content cannot be made; nothing of it is kept
     */
    void fill(Path folder) throws IOException;
  }

  private static final Object IN_THIS_JVM = new Object();

  private final Path root;

  ToolCache(Path root) {
    this.root = root;
  }

  /** Returns {@code $XDG_CACHE_HOME/sealer/testbed}, by default {@code ~/.cache/sealer/testbed}. */
  public static ToolCache ofUser() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return new ToolCache(base.resolve("sealer").resolve("testbed"));
  }

  Path entry(String name) {
    return root.resolve(name);
  }

  /**
   * Makes the entry if it is not there. One process at a time fills it, next to its final place; an
   * entry that exists is always whole.
   *
   * @return the entry's folder
   * @throws IOException if the entry cannot be made
   */
  public Path ensure(String name, Filler filler) throws IOException {
    Path entry = entry(name);
    if (Files.isDirectory(entry)) {
      return entry;
    }
    // A file lock is held by the whole JVM: threads of this one need a lock of their own.
    synchronized (IN_THIS_JVM) {
      Files.createDirectories(root);
      try (FileChannel channel =
              FileChannel.open(
                  root.resolve(name + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid() || !Files.isDirectory(entry)) {
          make(entry, filler);
        }
        return entry;
      }
    }
  }

  private void make(Path entry, Filler filler) throws IOException {
    Path draft = Files.createTempDirectory(root, "draft-");
    try {
      filler.fill(draft);
      Files.move(draft, entry, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(draft);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException("cannot delete " + file, e);
            }
          });
    }
  }
}
