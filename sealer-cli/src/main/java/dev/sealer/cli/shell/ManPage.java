package dev.sealer.cli.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Manual pages in the man macros of roff, one for the program and one for each command. */
public final class ManPage {
  private final CommandLine command;
  private final String name;
  private final String version;
  private final StringBuilder out = new StringBuilder();

  private ManPage(CommandLine command, String name, String version) {
    this.command = command;
    this.name = name;
    this.version = version;
  }

  /** Returns all pages by the names of their files. */
  public static Map<String, String> all(CommandLine root, String version) {
    Map<String, String> pages = new LinkedHashMap<>();
    add(root, root.getCommandName(), version, pages);
    return pages;
  }

  private static void add(
      CommandLine command, String name, String version, Map<String, String> pages) {
    pages.put(name + ".1", new ManPage(command, name, version).text());
    command.getSubcommands().forEach((verb, line) -> add(line, name + "-" + verb, version, pages));
  }

  private String text() {
    CommandSpec spec = command.getCommandSpec();
    out.append(".TH \"").append(name.toUpperCase(Locale.ROOT)).append("\" \"1\" \"\" \"");
    out.append(escaped(version)).append("\" \"Sealer\"\n.nh\n.ad l\n");
    section("NAME");
    line(name + " - " + CommandDescription.summary(spec));
    section("SYNOPSIS");
    synopsis(spec);
    section("DESCRIPTION");
    CommandDescription.paragraphs(spec).forEach(this::paragraph);
    arguments(spec);
    verbs();
    exitCodes(spec);
    examples(spec);
    seeAlso();
    return out.toString();
  }

  private void synopsis(CommandSpec spec) {
    List<String> words = new ArrayList<>();
    words.add("[OPTION]...");
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      boolean optional = parameter.arity().min() == 0;
      String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
      words.add(optional ? "[" + label + "]" : label);
    }
    if (!command.getSubcommands().isEmpty()) {
      words.add("COMMAND");
    }
    out.append(".B ").append(escaped(spec.qualifiedName())).append('\n');
    line(String.join(" ", words));
  }

  private void arguments(CommandSpec spec) {
    section("OPTIONS");
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      item(parameter.paramLabel(), parameter);
    }
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
        item(String.join(", ", Arrays.asList(option.names())) + value, option);
      }
    }
  }

  private void item(String head, ArgSpec argument) {
    out.append(".TP\n.B ").append(escaped(head)).append('\n');
    line(CommandDescription.sentence(argument));
  }

  private void verbs() {
    if (command.getSubcommands().isEmpty()) {
      return;
    }
    section("COMMANDS");
    command
        .getSubcommands()
        .forEach((verb, line) -> {
          out.append(".TP\n.B ").append(escaped(verb)).append('\n');
          line(
              CommandDescription.summary(line.getCommandSpec())
                  + ". See "
                  + name
                  + "-"
                  + verb
                  + "(1).");
        });
  }

  private void exitCodes(CommandSpec spec) {
    section("EXIT STATUS");
    Map<String, String> codes = new LinkedHashMap<>(spec.usageMessage().exitCodeList());
    if (codes.isEmpty()) {
      codes.put("0", "done");
      codes.put("1", "failed, with a line on standard error");
      codes.put("2", "a wrong command line");
    }
    codes.forEach((code, meaning) -> {
      out.append(".TP\n.B ").append(code).append('\n');
      line(meaning);
    });
  }

  private void examples(CommandSpec spec) {
    List<String> lines = CommandDescription.footer(spec);
    int head = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("Example")) {
        head = i;
      }
    }
    if (head < 0) {
      lines.stream().filter(line -> !line.isBlank()).forEach(this::paragraph);
      return;
    }
    section("EXAMPLES");
    out.append(".nf\n");
    lines.subList(head + 1, lines.size()).forEach(this::line);
    out.append(".fi\n");
  }

  private void seeAlso() {
    CommandLine parent = command.getParent();
    if (parent != null) {
      section("SEE ALSO");
      line(parent.getCommandSpec().qualifiedName("-") + "(1)");
    }
  }

  private void section(String title) {
    out.append(".SH \"").append(title).append("\"\n");
  }

  private void paragraph(String text) {
    if (text.isBlank()) {
      out.append(".PP\n");
    } else {
      line(text);
    }
  }

  private void line(String text) {
    String escaped = escaped(text);
    // A line that begins with a dot or a quote would be a command.
    boolean command = escaped.startsWith(".") || escaped.startsWith("'");
    out.append(command ? "\\&" : "").append(escaped).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("…", "...")
        .replace("\n", "\n.br\n");
  }
}
