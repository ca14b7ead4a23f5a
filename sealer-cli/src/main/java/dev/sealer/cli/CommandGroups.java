package dev.sealer.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/**
 * Lists commands in groups, as many programs with many commands do.
 *
 * @param groups names of commands by heading
 */
public record CommandGroups(Map<String, List<String>> groups) implements IHelpSectionRenderer {
  private static final int MARGIN = 2;
  private static final int GAP = 2;

  @Override
  public String render(Help help) {
    int widest = help.subcommands().keySet().stream().mapToInt(String::length).max().orElse(0);
    int column = MARGIN + widest + GAP;
    int room = Math.max(20, help.commandSpec().usageMessage().width() - column);
    StringBuilder out = new StringBuilder();
    groups.forEach((heading, names) -> {
      out.append('\n').append(heading).append(":\n");
      for (String name : names) {
        Help command = help.subcommands().get(name);
        if (command != null) {
          List<String> lines = wrapped(summary(command), room);
          out.append(" ".repeat(MARGIN)).append(name);
          out.append(" ".repeat(widest - name.length() + GAP))
              .append(lines.getFirst())
              .append('\n');
          for (String more : lines.subList(1, lines.size())) {
            out.append(" ".repeat(column)).append(more).append('\n');
          }
        }
      }
    });
    return out.toString();
  }

  /** Returns the first sentence. */
  private static String summary(Help command) {
    String[] description = command.commandSpec().usageMessage().description();
    String first = description.length == 0 ? "" : description[0];
    int end = first.indexOf(". ");
    int colon = first.indexOf(": ");
    int cut = end < 0 ? colon : colon < 0 ? end : Math.min(end, colon);
    return cut < 0 ? first : first.substring(0, cut) + ".";
  }

  private static List<String> wrapped(String text, int room) {
    List<String> lines = new java.util.ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
