package dev.sealer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Checks the form of Markdown pages: links resolve, lines and table cells are short, and the words
 * that the style guide bans are absent. Code blocks and inline code are exempt.
 */
final class DocumentationStyle {

  /** Characters in a line of prose. */
  static final int LONGEST_LINE = 120;

  /** Has one line for each change, however long, so that branches merge. */
  private static final String ONE_LINE_EACH = "CHANGELOG.md";

  /** Characters in a table cell: two lines. */
  static final int LONGEST_CELL = 240;

  /** Each banned expression, and what to write instead. */
  private static final Map<Pattern, String> BANNED =
      banned(
          Map.ofEntries(
              Map.entry("(?<!\\bthere )\\b(is|are) no\\b(?! longer)", "is not a"),
              Map.entry("\\b(has|have) not\\b(?! (yet )?(\\w+ed|been|seen|shown|had)\\b)", "lacks"),
              Map.entry("\\bstands\\b", "is, is stored"),
              Map.entry("\\banew\\b", "again"),
              Map.entry("\\bbeside\\b", "next to"),
              Map.entry("\\bwhoever\\b", "anyone who"),
              Map.entry("\\b(came|become|comes) of\\b", "result"),
              Map.entry("\\btold of\\b", "notified"),
              Map.entry("\\bgo(es)? on to\\b", "still"),
              Map.entry("\\bfor ever\\b", "without limit"),
              Map.entry("\\bin front\\b(?! of)", "newer"),
              Map.entry("\\b(set|sets) (\\w+ ){0,3}behind\\b", "older"),
              Map.entry("\\bis gone\\b", "was deleted"),
              Map.entry("\\banswers\\b", "returns"),
              Map.entry("\\bfit for a status\\b", "safe to show in a status"),
              Map.entry("\\b\\w+'s to close\\b", "must close it"),
              Map.entry("\\bpeers?('s)?\\b", "the product's name")));

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)\\|");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

  private DocumentationStyle() {}

  /**
   * Checks one page.
   *
   * @param root of the project; links to files outside of it do not resolve
   * @param page an existing Markdown file below {@code root}
   * @return one line for each problem: page, line number, problem; empty if there is none
   */
  static List<String> problems(Path root, Path page) {
    List<String> problems = new ArrayList<>();
    int number = 0;
    boolean code = false;
    for (String line : lines(page)) {
      number++;
      if (line.strip().startsWith("```")) {
        code = !code;
      } else if (!code) {
        String place = root.relativize(page) + ":" + number + ": ";
        problems(root, page, line).forEach(problem -> problems.add(place + problem));
      }
    }
    return problems;
  }

  private static List<String> problems(Path root, Path page, String line) {
    List<String> problems = new ArrayList<>();
    if (line.startsWith("|")) {
      CELL_BORDER
          .splitAsStream(line)
          .map(cell -> cell.strip().length())
          .filter(length -> length > LONGEST_CELL)
          .forEach(
              length -> problems.add("table cell of " + length + " characters; make it a list"));
    } else if (line.length() > LONGEST_LINE && !page.endsWith(ONE_LINE_EACH)) {
      problems.add("line of " + line.length() + " characters; wrap it at " + LONGEST_LINE);
    }
    LINK.matcher(line)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !ELSEWHERE.matcher(link).matches() && !resolves(root, page, link))
        .forEach(link -> problems.add("link does not resolve: " + link));
    String prose = CODE.matcher(line).replaceAll("``");
    BANNED.forEach((pattern, instead) -> {
      Matcher found = pattern.matcher(prose);
      if (found.find()) {
        problems.add("\"" + found.group() + "\"; write: " + instead);
      }
    });
    return problems;
  }

  private static boolean resolves(Path root, Path page, String link) {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    if (!target.startsWith(root) || !Files.exists(target)) {
      return false;
    }
    return hash < 0 || anchors(target).contains(link.substring(hash + 1));
  }

  /** The anchors that GitHub gives to the headings of a page. */
  private static Set<String> anchors(Path page) {
    Set<String> anchors = new TreeSet<>();
    boolean code = false;
    for (String line : lines(page)) {
      code ^= line.strip().startsWith("```");
      if (!code && line.startsWith("#")) {
        anchors.add(
            line.replaceFirst("^#+ +", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-'));
      }
    }
    return anchors;
  }

  private static List<String> lines(Path page) {
    try {
      return Files.readAllLines(page);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + page, e);
    }
  }

  /** Orders the expressions, so that problems come in the same order in each run. */
  private static Map<Pattern, String> banned(Map<String, String> expressions)
      throws PatternSyntaxException {
    Map<Pattern, String> patterns =
        new TreeMap<>((one, other) -> one.pattern().compareTo(other.pattern()));
    expressions.forEach((expression, instead) ->
        patterns.put(Pattern.compile(expression, Pattern.CASE_INSENSITIVE), instead));
    return patterns;
  }
}
