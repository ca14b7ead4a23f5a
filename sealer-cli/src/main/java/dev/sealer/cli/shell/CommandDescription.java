package dev.sealer.cli.shell;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Texts of the command line's description, without the library's marks. */
final class CommandDescription {
  private CommandDescription() {}

  /** Returns the paragraphs of a command's description; an empty one separates. */
  static List<String> paragraphs(CommandSpec spec) {
    return lines(spec.usageMessage().description());
  }

  /** The lines below a command's options: its examples. */
  static List<String> footer(CommandSpec spec) {
    return lines(spec.usageMessage().footer());
  }

  /** Returns the first sentence of what a command does, without its full stop. */
  static String summary(CommandSpec spec) {
    String first = paragraphs(spec).getFirst();
    int end = first.indexOf(". ");
    int colon = first.indexOf(": ");
    int cut = end < 0 ? colon : colon < 0 ? end : Math.min(end, colon);
    String sentence = cut < 0 ? first : first.substring(0, cut);
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /** Returns all of an option's or a parameter's description. */
  static String sentence(ArgSpec argument) {
    return lines(argument.description()).stream().collect(Collectors.joining(" "));
  }

  /** Returns whether a parameter's label says that a file or a directory is meant. */
  static boolean isFile(String label) {
    return label.contains("FILE") || label.contains("DIR");
  }

  /** The library formats texts before it prints them. */
  private static List<String> lines(String[] texts) {
    return Arrays.stream(texts).map(text -> text.replace("%n", "\n").replace("%%", "%")).toList();
  }
}
