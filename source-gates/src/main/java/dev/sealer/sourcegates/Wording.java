package dev.sealer.sourcegates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds constructions that the style of the project bans, in comments, messages and names.
 *
 * <p>The constructions are English that a newcomer has to read twice, such as "is no" followed by a
 * noun, and documentation that starts without a subject or a verb, such as "What is read".
 */
public final class Wording {

  private static final Pattern BANNED =
      Pattern.compile(
          "(?<!there )\\bis no (?!longer\\b|more\\b|one\\b)[a-z]+"
              + "|\\b(has|have) not(?= (a|an|the|any)\\b|[.,;:)])"
              + "|\\bstands\\b(?! for\\b)"
              + "|\\banew\\b|\\bbeside\\b|\\bwhoever\\b|\\bfor ever\\b"
              + "|\\bwhat came of\\b|\\btold of\\b|\\bgoes on to\\b|\\bset behind\\b"
              + "|\\b(is|are) gone\\b|\\bfit for a status\\b|\\bcaller's to close\\b"
              + "|\\bthe peer\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern HEADLESS =
      Pattern.compile("/\\*\\*\\s+(?:\\*\\s+)?((What|Whether|How|The same|From now on)\\b[^\\n]*)");

  private Wording() {}

  /**
   * Returns one line for each breach, with the file and the line number.
   *
   * @throws UncheckedIOException if a file cannot be read
   */
  public static List<String> breachesIn(List<Path> files) {
    List<String> breaches = new ArrayList<>();
    for (Path file : files) {
      String source = read(file);
      List<String> lines = source.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        Matcher banned = BANNED.matcher(lines.get(i));
        if (banned.find()) {
          breaches.add("%s:%d: \"%s\"".formatted(file, i + 1, banned.group()));
        }
      }
      Matcher headless = HEADLESS.matcher(source);
      while (headless.find()) {
        long line = source.substring(0, headless.start(1)).lines().count();
        breaches.add("%s:%d: \"%s\"".formatted(file, line, headless.group(1).strip()));
      }
    }
    return breaches;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
