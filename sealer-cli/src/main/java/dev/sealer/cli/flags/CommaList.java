package dev.sealer.cli.flags;

import java.util.ArrayList;
import java.util.List;

/** Texts separated by commas; double quotes, doubled inside, keep a comma in a text. */
final class CommaList {
  private CommaList() {}

  static List<String> split(String line) {
    List<String> items = new ArrayList<>();
    if (line.isEmpty()) {
      return items;
    }
    StringBuilder item = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '"' && quoted && at + 1 < line.length() && line.charAt(at + 1) == '"') {
        item.append(c);
        at++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        items.add(item.toString());
        item.setLength(0);
      } else {
        item.append(c);
      }
    }
    items.add(item.toString());
    return items;
  }
}
