package dev.sealer.cli.io;

import java.util.ArrayList;
import java.util.List;

/** Lays rows of text out in columns. */
public final class TextTable {

  private static final int GAP = 2;

  private final List<List<String>> rows = new ArrayList<>();

  /** Starts with a heading for each column. */
  public TextTable(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row; an empty cell becomes {@code -}. */
  public void add(String... cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(cell.isEmpty() ? "-" : cell);
    }
    rows.add(row);
  }

  @Override
  public String toString() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + GAP));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }
}
