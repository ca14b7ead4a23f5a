package dev.sealer.cli.io;

import java.nio.file.Path;

/**
 * A file to read.
 *
 * @param name as people wrote it or would write it
 * @param path of the file
 * @param below where it is below the directory that was named; for a file that was named itself,
 *     its name alone
 * @param named whether it was named itself, not found in a directory
 */
public record SourceFile(String name, Path path, Path below, boolean named) {
  /** Returns a file that was named itself. */
  public static SourceFile named(String name) {
    Path path = Path.of(name);
    return new SourceFile(name, path, path.toAbsolutePath().getFileName(), true);
  }
}
