package dev.sealer.template.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of the suite gives what real Go gave. */
class ConformanceTest {

  private static final int CASES_AT_LEAST = 8_400;

  @TestFactory
  Stream<DynamicNode> suite() throws IOException {
    return files().stream()
        .map(file ->
            DynamicContainer.dynamicContainer(
                file.getFileName().toString(), cases(file).stream().map(ConformanceTest::test)));
  }

  private static DynamicTest test(ConformanceCase testCase) {
    return DynamicTest.dynamicTest(testCase.name(), () -> check(testCase));
  }

  private static void check(ConformanceCase testCase) {
    ConformanceCase.Result actual = testCase.actual();
    boolean isMeantToDiffer = !testCase.differs().isEmpty();
    if (testCase.expects(actual) == isMeantToDiffer) {
      assertThat(actual)
          .as("%s (differs: %s)", testCase.template(), testCase.differs())
          .isEqualTo(testCase.expected());
      fail("no longer differs: take the word out of the case and of the documentation");
    }
  }

  @Test
  void differences_that_are_meant_are_documented() throws IOException {
    String documentation =
        Files.readString(GoProgram.root().resolve("go-template/docs/added-functions.md"));
    Set<String> reasons = new HashSet<>();
    for (Path file : files()) {
      cases(file).forEach(testCase -> reasons.add(testCase.differs()));
    }
    assertThat(reasons)
        .hasSizeGreaterThan(1)
        .allSatisfy(reason -> assertThat(documentation).contains(reason));
  }

  @Test
  void has_enough_cases_with_names_of_their_own() throws IOException {
    Set<String> names = new HashSet<>();
    List<String> twice = new ArrayList<>();
    for (Path file : files()) {
      for (ConformanceCase testCase : cases(file)) {
        if (!names.add(file.getFileName() + "/" + testCase.name())) {
          twice.add(file.getFileName() + "/" + testCase.name());
        }
      }
    }
    assertThat(twice).isEmpty();
    assertThat(names).hasSizeGreaterThanOrEqualTo(CASES_AT_LEAST);
  }

  static List<ConformanceCase> cases(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> !line.isBlank()).map(ConformanceCase::parse).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static List<Path> files() throws IOException {
    URL folder =
        Objects.requireNonNull(ConformanceTest.class.getResource("/conformance"), "the suite");
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
