package dev.sealer.cli.edit;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.io.StateDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory that only the user may enter, in memory where the system has such a place. {@link
 * #close} overwrites and removes all that is in it, an editor's own copies included; so does the
 * end of the process by a signal.
 */
final class PrivateDirectory implements AutoCloseable {
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
  private static final int BLOCK = 8192;

  private final Path folder;
  private final boolean inMemory;
  private final Thread atExit = new Thread(this::wipe);

  private PrivateDirectory(Path folder, boolean inMemory) {
    this.folder = folder;
    this.inMemory = inMemory;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Makes one: below {@code XDG_RUNTIME_DIR} or {@code /dev/shm} if those are in memory. */
  static PrivateDirectory create(Map<String, String> environment) {
    return Stream.of(environment.getOrDefault("XDG_RUNTIME_DIR", ""), "/dev/shm")
        .filter(place -> !place.isEmpty())
        .map(Path::of)
        .filter(PrivateDirectory::isInMemory)
        .findFirst()
        .map(place -> in(place, true))
        .orElseGet(() -> in(Path.of(System.getProperty("java.io.tmpdir")), false));
  }

  private static PrivateDirectory in(Path place, boolean inMemory) {
    try {
      return new PrivateDirectory(make(place), inMemory);
    } catch (IOException e) {
      throw new CommandFailure("cannot create a private directory: " + FileText.cause(e), e);
    }
  }

  private static Path make(Path place) throws IOException {
    return Files.createTempDirectory(place, "sealer-edit-", StateDirectory.folderAttributes(place));
  }

  private static boolean isInMemory(Path place) {
    try {
      return Files.isWritable(place) && IN_MEMORY.contains(Files.getFileStore(place).type());
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns whether what is written here stays off every disk, save for swap. */
  boolean inMemory() {
    return inMemory;
  }

  /** Returns a new file that only the user may read. */
  Path newFile(String name, byte[] content) {
    Path file = folder.resolve(name);
    try {
      Files.createFile(file, StateDirectory.fileAttributes(file));
      Files.write(file, content);
      return file;
    } catch (IOException e) {
      throw new CommandFailure("cannot write " + file + ": " + FileText.cause(e), e);
    }
  }

  @Override
  public void close() {
    wipe();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending, and wipes at this moment.
      return;
    }
  }

  private synchronized void wipe() {
    List<Path> inside = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder)) {
      found.forEach(inside::add);
    } catch (IOException e) {
      return;
    }
    Collections.reverse(inside);
    for (Path path : inside) {
      try {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          overwrite(path);
        }
        Files.deleteIfExists(path);
      } catch (IOException e) {
        System.err.println("warning: " + path + " could not be removed: " + FileText.cause(e));
      }
    }
  }

  private static void overwrite(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] zeros = new byte[BLOCK];
      for (long left = open.length(); left > 0; left -= BLOCK) {
        open.write(zeros, 0, (int) Math.min(BLOCK, left));
      }
      open.getFD().sync();
    }
  }
}
