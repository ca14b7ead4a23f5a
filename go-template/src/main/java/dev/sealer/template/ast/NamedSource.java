package dev.sealer.template.ast;

import dev.sealer.gocompat.GoStrings;

/**
 * The text a template was parsed from.
 *
 * @param name the name of the template, for messages
 * @param text the whole text, that of templates defined within included
 */
public record NamedSource(String name, String text) {

  /** {@code name:line:column} of a position; lines count from 1, columns in bytes from 0. */
  public String locate(int position) {
    int lineStart = text.lastIndexOf('\n', position - 1) + 1;
    int column = GoStrings.length(text.substring(lineStart, position));
    return name + ":" + line(position) + ":" + column;
  }

  private int line(int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }
}
