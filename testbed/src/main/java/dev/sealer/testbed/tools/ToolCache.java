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
import org.jspecify.annotations.Nullable;

/** The folder, below the user's cache folder, that keeps what the testbed has built. */
final class ToolCache {
  /** Fills a new, empty folder; returns null when it worked, else why it did not. */
  @FunctionalInterface
  interface Filler {
    @Nullable String fill(Path folder) throws IOException;
  }

  private static final Object IN_THIS_JVM = new Object();

  private final Path root;

  ToolCache(Path root) {
    this.root = root;
  }

  /** {@code $XDG_CACHE_HOME/sealer/testbed}, by default {@code ~/.cache/sealer/testbed}. */
  static ToolCache ofUser() {
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
   * Makes the entry if it is not there. One process at a time fills it, beside its final place; an
   * entry that exists is always whole.
   *
   * @return null when the entry is there, else why it could not be made
   */
  @Nullable String ensure(String name, Filler filler) {
    Path entry = entry(name);
    if (Files.isDirectory(entry)) {
      return null;
    }
    // A file lock is held by the whole JVM: threads of this one need a lock of their own.
    synchronized (IN_THIS_JVM) {
      try {
        Files.createDirectories(root);
        try (FileChannel channel =
                FileChannel.open(
                    root.resolve(name + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
          return lock.isValid() && Files.isDirectory(entry) ? null : make(entry, filler);
        }
      } catch (IOException e) {
        return "the cache folder " + root + " cannot be used (" + e + ")";
      }
    }
  }

  private @Nullable String make(Path entry, Filler filler) throws IOException {
    Path draft = Files.createTempDirectory(root, "draft-");
    try {
      String problem = filler.fill(draft);
      if (problem == null) {
        Files.move(draft, entry, StandardCopyOption.ATOMIC_MOVE);
      }
      return problem;
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
