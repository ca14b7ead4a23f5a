package dev.sealer.cli.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * Replaces a file as a whole: readers see the old content or the new, never a part, and a failure
 * leaves the old. What a link points to is replaced, not the link.
 */
public final class AtomicFile {
  private static final Set<PosixFilePermission> ORDINARY =
      PosixFilePermissions.fromString("rw-r--r--");

  private AtomicFile() {}

  /**
   * Writes {@code content} to the file of that name, unless it holds just that already.
   *
   * @return whether the file was written
   */
  public static boolean writeIfChanged(String name, byte[] content) {
    try {
      Path file = Path.of(name);
      if (Files.isRegularFile(file)
          && Files.size(file) == content.length
          && Arrays.equals(Files.readAllBytes(file), content)) {
        return false;
      }
    } catch (IOException e) {
      throw new CommandFailure("open " + name + ": " + FileText.cause(e), e);
    }
    write(name, content);
    return true;
  }

  /**
   * Replaces a file that was read before, unless another program changed it meanwhile or it holds
   * {@code content} already. Every command that writes in place goes through here.
   *
   * @param before what was read
   * @return whether the file was written
   * @throws CommandFailure if the file changed; it stays as it is
   */
  public static boolean replaceUnchanged(String name, byte[] before, byte[] content) {
    requireUnchanged(name, before);
    if (Arrays.equals(before, content)) {
      return false;
    }
    write(name, content);
    return true;
  }

  /**
   * Refuses a file that is not as it was read.
   *
   * @throws CommandFailure if it changed
   */
  public static void requireUnchanged(String name, byte[] before) {
    if (!Arrays.equals(before, FileText.read(name))) {
      throw new CommandFailure(
          name
              + ": changed by another program since it was read; nothing was written, run it again");
    }
  }

  /** Writes {@code content} to the file of that name, which keeps its rights. */
  public static void write(String name, byte[] content) {
    write(name, content, false);
  }

  /** Writes a file that only its owner may read from then on. */
  public static void writePrivate(String name, byte[] content) {
    write(name, content, true);
  }

  private static void write(String name, byte[] content, boolean ownersOnly) {
    try {
      Path file = Path.of(name);
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      if (Files.exists(target) && !Files.isWritable(target)) {
        // A rename would replace a read-only file. Respect its permissions.
        throw new AccessDeniedException(name);
      }
      Path temporary = Files.createTempFile(folder(target), "." + target.getFileName(), ".tmp");
      try {
        Files.write(temporary, content);
        // A temporary file is its owner's only.
        if (!ownersOnly) {
          copyPermissions(target, temporary);
        }
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(temporary);
        throw e;
      }
    } catch (IOException e) {
      throw new CommandFailure("open " + name + ": " + FileText.cause(e), e);
    }
  }

  private static Path folder(Path target) {
    Path folder = target.getParent();
    return folder == null ? Path.of(".") : folder;
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(Files.exists(from) ? Files.getPosixFilePermissions(from) : ORDINARY);
    }
  }
}
