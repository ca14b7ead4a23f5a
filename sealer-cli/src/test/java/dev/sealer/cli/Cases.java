package dev.sealer.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Inputs made after public reports of faults, each in a directory of its own. */
final class Cases {
  private Cases() {}

  /** Copies a file of a case into a directory. */
  static Path copy(String directory, String file, Path to) {
    try (InputStream in = Cases.class.getResourceAsStream("/cases/" + directory + "/" + file)) {
      return Files.write(to.resolve(file), Objects.requireNonNull(in, file).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
