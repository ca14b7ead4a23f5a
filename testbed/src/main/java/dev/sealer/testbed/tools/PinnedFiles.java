package dev.sealer.testbed.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of {@code testbed/tools}, which pin the versions of the tests' programs. */
@FunctionalInterface
interface PinnedFiles {

  /**
   * Reads a file.
   *
   * @param name relative to {@code testbed/tools}, such as {@code helm/go.mod}
   * @throws UncheckedIOException if it cannot be read
   */
  byte[] read(String name);

  /** Returns the files as they travel in the testbed's jar. */
  static PinnedFiles onClassPath() {
    return name -> {
      try (InputStream in = PinnedFiles.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException("testbed was packed without tools/" + name);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read tools/" + name, e);
      }
    };
  }

  /** Returns the files of a source tree. */
  static PinnedFiles in(Path tools) {
    return name -> {
      try {
        return Files.readAllBytes(tools.resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + tools.resolve(name), e);
      }
    };
  }
}
