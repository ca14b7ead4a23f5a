package dev.sealer.template.sprig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.template.Sprig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of functions in the documentation, the code and the suite agree. */
final class SprigTableTest {

  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (yes|no) \\|.*");

  private static final Pattern CASE =
      Pattern.compile("^\\{\"name\":\"(\\w+) \\d+\",\"template\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static Set<String> table(String supported) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("docs/sprig-functions.md"))) {
      return lines
          .map(ROW::matcher)
          .filter(row -> row.matches() && row.group(2).equals(supported))
          .map(row -> row.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void listsWhatTheLibraryHas() throws IOException {
    assertThat(table("yes")).isEqualTo(Sprig.library().names());
    assertThat(table("no")).containsExactly("env", "expandenv", "getHostByName");
  }

  /** The list is what Go says of Sprig; {@code go run . functions} makes it. */
  @Test
  void listsWhatSprigHas() throws IOException {
    Set<String> all = new TreeSet<>(table("yes"));
    all.addAll(table("no"));

    assertThat(all)
        .containsExactlyElementsOf(
            Files.readAllLines(Path.of("src/test/resources/sprig-functions.txt")));
  }

  @Test
  void everyFunctionHasACase() throws IOException {
    Set<String> tested = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/conformance"))) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("sprig-")).toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          lines.map(CASE::matcher).filter(Matcher::find).forEach(m -> addCalled(m, tested));
        }
      }
    }
    assertThat(tested).containsAll(Sprig.library().names());
  }

  /** A case is named after the function it is about, and has to call it. */
  private static void addCalled(Matcher testCase, Set<String> tested) {
    String name = testCase.group(1);
    if (Pattern.compile("\\b" + name + "\\b").matcher(testCase.group(2)).find()) {
      tested.add(name);
    }
  }
}
