package dev.sealer.sourcegates;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Path;

/**
 * The one source format: google-java-format, Google style, imports ordered, unused ones removed.
 */
public final class SourceFormat {

  /** Names the formatter and its version, and the Java whose syntax trees it reads. */
  public static final String VERSION =
      Path.of(Formatter.class.getProtectionDomain().getCodeSource().getLocation().getPath())
              .getFileName()
          + "-java-"
          + System.getProperty("java.version");

  private final Formatter formatter = new Formatter();

  /**
   * The text as it should stand.
   *
   * @param text one Java compilation unit
   * @throws FormatterException when {@code text} is not valid Java
   */
  public String format(String text) throws FormatterException {
    String used = RemoveUnusedImports.removeUnusedImports(text);
    String ordered = ImportOrderer.reorderImports(used, JavaFormatterOptions.Style.GOOGLE);
    return formatter.formatSource(ordered);
  }
}
