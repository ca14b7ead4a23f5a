package dev.sealer.sourcegates;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

/**
 * The one source format: google-java-format, Google style, imports ordered, unused ones removed.
 */
public final class SourceFormat {

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
