package dev.sealer.cli.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The directory that results go to, each where its source is below the directory it came from. */
public final class OutputDirectory {
  private final Path folder;
  private final Map<Path, String> taken = new HashMap<>();
  private final Set<Path> prepared = ConcurrentHashMap.newKeySet();

  /** A directory that need not exist yet. */
  public OutputDirectory(String folder) {
    this.folder = Path.of(folder);
  }

  /**
   * Returns the target for the result of a file.
   *
   * @param part a directory between, one for each cluster; empty for none
   * @throws CommandFailure when two files would go to one place, or a file onto itself
   */
  public Path place(SourceFile source, String part) {
    Path target = folder.resolve(part).resolve(source.below().toString()).normalize();
    String other = taken.putIfAbsent(target, source.name());
    if (other != null) {
      throw new CommandFailure(
          "%s and %s would both be written to %s: name the directory that contains both, or seal them in two runs"
              .formatted(other, source.name(), target));
    }
    if (SourceFiles.real(target).equals(SourceFiles.real(source.path()))) {
      throw new CommandFailure(
          "%s would be replaced by its own result: use another directory, or --in-place"
              .formatted(source.name()));
    }
    return target;
  }

  /**
   * Makes the directories above a target. Safe for several threads.
   *
   * @throws CommandFailure when they cannot be made, or a link leads out of the directory
   */
  public void prepare(Path target) {
    Path above = target.toAbsolutePath().getParent();
    if (prepared.contains(above) && !Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path root = folder.toRealPath();
      Path existing = firstThatExists(target.toAbsolutePath());
      if (!Files.exists(existing) || !existing.toRealPath().startsWith(root)) {
        throw new CommandFailure(
            "a link leads out of " + folder + ": nothing is written through it");
      }
      Files.createDirectories(above);
      prepared.add(above);
    } catch (IOException e) {
      throw new CommandFailure(
          "cannot create the directory of " + target + ": " + FileText.cause(e), e);
    }
  }

  /** Returns the path, or the nearest above it that is there, be it a link to nothing. */
  private static Path firstThatExists(Path path) {
    Path parent = path.getParent();
    return parent == null || Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        ? path
        : firstThatExists(parent);
  }
}
