package dev.sealer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboards and alerts of the chart query metrics that the operator has. */
class MonitoringTest {

  /** By kube-state-metrics, for alerts on the user's own CronJob. */
  private static final Set<String> OF_OTHERS = Set.of("kube_cronjob_status_last_successful_time");

  private static final Set<String> WORDS =
      Set.of("or", "and", "unless", "by", "on", "bool", "offset");
  private static final Pattern NO_METRIC =
      Pattern.compile("\\{[^}]*}|\\[[^]]*]|\"[^\"]*\"|\\bby \\([^)]*\\)");
  private static final Pattern NAME = Pattern.compile("\\b([a-z][a-z0-9_]*)\\b(?!\\s*\\()");
  private static final Pattern ALERT =
      Pattern.compile("- alert: (\\w+)\\n +expr: '(.*)'\\n(?s:.*?)runbook_url: RUNBOOK_URL#(\\w+)");
  private static final Pattern CONSTANT = Pattern.compile("String (\\w+) = \"([^\"]*)\";");
  private static final Pattern SUM =
      Pattern.compile("(?:\"([^\"]*)\"|\\b([A-Z_]+)) *\\+ *(?:[^;]*?\\+ *)?\"([^\"]*)\"");
  private static final Pattern LITERAL = Pattern.compile("\"([a-z][a-z0-9_.]*)\"");
  private static final Pattern ENDING =
      Pattern.compile("(_total|(_seconds)?_(count|sum|max|bucket))$");

  private final Path root = Path.of(System.getProperty("sealer.root", "..")).normalize();
  private final Path files = root.resolve("charts/sealer/files");

  @Test
  void everyMetricOfADashboardExists() throws IOException {
    Set<String> known = known();
    for (Path file : list(files.resolve("dashboards"))) {
      JsonNode board = new ObjectMapper().readTree(file.toFile());
      List<JsonNode> expressions = board.findValues("expr");
      assertThat(expressions).as(file.toString()).hasSizeGreaterThan(5);
      for (JsonNode expression : expressions) {
        assertKnown(expression.asText(), known);
      }
    }
  }

  @Test
  void everyMetricOfAnAlertExistsAndEachHasItsRunbook() throws IOException {
    Set<String> known = known();
    String page = Files.readString(root.resolve("docs/operations/alerts.md"));
    Set<String> alerts = new TreeSet<>();
    for (Path file : list(files.resolve("alerts"))) {
      Matcher rule = ALERT.matcher(Files.readString(file));
      while (rule.find()) {
        assertThat(alerts.add(rule.group(1))).as("alerts have one rule each").isTrue();
        assertKnown(rule.group(2), known);
        assertThat(rule.group(3)).isEqualToIgnoringCase(rule.group(1));
        assertThat(page).contains("\n### " + rule.group(1) + "\n");
      }
    }
    assertThat(page.lines().filter(line -> line.startsWith("### ")).map(line -> line.substring(4)))
        .containsExactlyInAnyOrderElementsOf(alerts);
  }

  @Test
  void aMetricThatDoesNotExistIsFound() throws IOException {
    assertThat(names("sum by (namespace) (rate(sealer_nonsense_total{a=\"b\"}[5m])) > 3"))
        .containsExactly("sealer_nonsense_total");
    assertThat(isKnown("sealer_nonsense_total", known())).isFalse();
    assertThat(isKnown("argocd_git_fetch_fail_total", known())).isTrue();
  }

  private static void assertKnown(String expression, Set<String> known) {
    Set<String> names = names(expression);
    assertThat(names).as(expression).isNotEmpty();
    assertThat(names)
        .as(expression)
        .allMatch(name -> OF_OTHERS.contains(name) || isKnown(name, known));
  }

  private static boolean isKnown(String metric, Set<String> known) {
    String stem = ENDING.matcher(metric).replaceFirst("");
    return known.stream().anyMatch(name -> metric.matches(name) || stem.matches(name));
  }

  private static Set<String> names(String expression) {
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(NO_METRIC.matcher(expression).replaceAll(" "));
    while (name.find()) {
      if (!WORDS.contains(name.group(1))) {
        names.add(name.group(1));
      }
    }
    return names;
  }

  /** Patterns of names: of meters in the sources, and of those that the process always has. */
  private Set<String> known() throws IOException {
    Set<String> known = new TreeSet<>();
    ProcessMetrics.registry("test")
        .scrape()
        .lines()
        .forEach(line -> known.add(line.replaceFirst("[{ ].*", "").replaceAll("\\W", "")));
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module :
          modules.filter(m -> Files.isDirectory(m.resolve("src/main/java"))).toList()) {
        try (Stream<Path> sources = Files.walk(module.resolve("src/main/java"))) {
          for (Path source : sources.filter(s -> s.toString().endsWith(".java")).toList()) {
            String text = Files.readString(source);
            if (text.contains("io.micrometer")) {
              collect(text, known);
            }
          }
        }
      }
    }
    return known;
  }

  /**
   * Literals, and sums of literals and constants; what stands between two of them may be any word.
   */
  private static void collect(String source, Set<String> known) {
    Map<String, String> constants = new HashMap<>();
    CONSTANT.matcher(source).results().forEach(c -> constants.put(c.group(1), c.group(2)));
    LITERAL.matcher(source).results().forEach(l -> known.add(snakeCase(l.group(1))));
    Matcher sum = SUM.matcher(source);
    while (sum.find()) {
      String first = sum.group(1) != null ? sum.group(1) : constants.get(sum.group(2));
      if (first != null && first.matches("[a-z_.]{5,}")) {
        boolean direct = sum.group().matches("(?s)[^+]*\\+[^+]*");
        known.add(snakeCase(first) + (direct ? "" : "[a-z_]+") + snakeCase(sum.group(3)));
      }
    }
  }

  private static String snakeCase(String name) {
    return name.replace('.', '_');
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> found = new ArrayList<>(all.sorted().toList());
      assertThat(found).isNotEmpty();
      return found;
    }
  }
}
