package dev.sealer.cli.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The directory for this user's state, outside of any repository: {@code $XDG_STATE_HOME/sealer},
 * else {@code ~/.local/state/sealer}. Only the user may look inside.
 */
public final class StateDirectory {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private StateDirectory() {}

  /** Returns the directory, which need not exist yet; empty when the environment names no home. */
  public static Optional<Path> of(Map<String, String> environment) {
    Optional<Path> state = absolute(environment.getOrDefault("XDG_STATE_HOME", ""));
    return state
        .or(() ->
            absolute(environment.getOrDefault("HOME", ""))
                .map(home -> home.resolve(".local/state")))
        .map(folder -> folder.resolve("sealer"));
  }

  /** The XDG rules pass over paths that are not absolute. */
  private static Optional<Path> absolute(String text) {
    try {
      return Optional.of(text).filter(t -> !t.isEmpty()).map(Path::of).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Makes a directory, and those above it, that only the user may enter. */
  public static void create(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, folderAttributes(folder));
    }
  }

  /** Makes a new file next to {@code target} that only the user may read. */
  public static Path createTemporaryFor(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    String prefix = "." + target.getFileName();
    return hasPermissions(target)
        ? Files.createTempFile(folder, prefix, ".tmp", PRIVATE_FILE)
        : Files.createTempFile(folder, prefix, ".tmp");
  }

  /** Returns what a private directory is made with. */
  public static FileAttribute<?>[] folderAttributes(Path path) {
    return hasPermissions(path) ? new FileAttribute<?>[] {PRIVATE_FOLDER} : new FileAttribute<?>[0];
  }

  /** Returns what a private file is made with. */
  public static FileAttribute<?>[] fileAttributes(Path path) {
    return hasPermissions(path) ? new FileAttribute<?>[] {PRIVATE_FILE} : new FileAttribute<?>[0];
  }

  private static boolean hasPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
