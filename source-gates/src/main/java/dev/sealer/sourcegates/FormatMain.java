package dev.sealer.sourcegates;

import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Formats every Java file of the project in place. Argument: the project's root folder. */
public final class FormatMain {

  private FormatMain() {}

  /**
   * Rewrites the files that differ and prints their names.
   *
   * @throws IOException when a file cannot be read or written
   * @throws FormatterException when a file is not valid Java; it and all later ones stay as they
   *     are
   */
  public static void main(String[] args) throws IOException, FormatterException {
    SourceFormat format = new SourceFormat();
    for (Path file : new SourceTree(Path.of(args[0])).allSources()) {
      String text = Files.readString(file);
      String formatted = format.format(text);
      if (!formatted.equals(text)) {
        Files.writeString(file, formatted);
        System.out.println("formatted " + file);
      }
    }
  }
}
