package dev.sealer.sourcegates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tests that a page of the documentation names, as {@code SomeTest.method}, exist. */
class NamedTestsTest {

  private static final Pattern NAME = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
  private static final Pattern METHOD = Pattern.compile("(?m)^  (?:void|static void) (\\w+)\\(");

  @Test
  void everyTestThatAPageNamesExists() throws IOException {
    Set<String> existing = new TreeSet<>();
    for (Path file : ProjectTree.SOURCES.allSources()) {
      String type = file.getFileName().toString().replace(".java", "");
      if (type.endsWith("Test") || type.endsWith("IT")) {
        METHOD
            .matcher(Files.readString(file))
            .results()
            .forEach(method -> existing.add(type + "." + method.group(1)));
      }
    }
    List<Path> pages = SourceTree.filesBelow(ProjectTree.SOURCES.root().resolve("docs"), ".md");
    Set<String> named = new TreeSet<>();
    for (Path page : pages) {
      named.addAll(
          NAME.matcher(Files.readString(page))
              .results()
              .map(NamedTestsTest::name)
              .collect(Collectors.toSet()));
    }

    assertThat(named).hasSizeGreaterThan(100).isSubsetOf(existing);
  }

  private static String name(MatchResult found) {
    return found.group(1) + "." + found.group(2);
  }
}
