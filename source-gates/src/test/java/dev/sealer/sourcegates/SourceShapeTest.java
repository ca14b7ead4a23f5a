package dev.sealer.sourcegates;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Size, names, documentation and format of the sources. */
class SourceShapeTest {

  private static final int FILES_PER_PACKAGE = 25;

  /** The Kubernetes kinds mirror a published schema, field by field. */
  private static final String API_TYPES = "/dev/sealer/crds/";

  @TempDir private Path folder;

  @Test
  void sourcesKeepTheirBudgets() {
    SizeBudgets budgets = SizeBudgets.measure(bounded());

    System.out.println("Size budgets: " + budgets.summary());
    assertThat(budgets.violations()).isEmpty();
  }

  @Test
  void mostClassesAreClosedToInheritance() {
    List<SizeBudgets.MeasuredType> types = SizeBudgets.measure(bounded()).types();

    long closed = types.stream().filter(SizeBudgets.MeasuredType::closed).count();
    assertThat((double) closed / types.size()).isGreaterThanOrEqualTo(0.8);
  }

  @Test
  void packagesStaySmall() {
    Map<Path, Long> sizes =
        bounded().stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));

    assertThat(sizes)
        .allSatisfy((pkg, files) -> assertThat(files).isLessThanOrEqualTo(FILES_PER_PACKAGE));
  }

  @Test
  void publicTypesAndPortsAreDocumented() {
    assertThat(PublicDocumentation.missingIn(ProjectTree.SOURCES.mainSources())).isEmpty();
  }

  @Test
  void sourcesAreFormatted() {
    SourceFormat format = new SourceFormat();
    List<Path> differing =
        ProjectTree.SOURCES.allSources().parallelStream()
            .filter(file -> !isFormatted(format, file))
            .sorted()
            .toList();

    assertThat(differing)
        .as("mvn -q -pl source-gates compile exec:exec@format rewrites them")
        .isEmpty();
  }

  @Test
  void everySkipGoesThroughPrerequisites() throws IOException {
    assertThat(SilentSkips.in(ProjectTree.SOURCES.allSources())).isEmpty();
  }

  @Test
  void aSilentSkipIsFound() throws IOException {
    Path file = folder.resolve("SomeTest.java");
    Files.writeString(file, "class SomeTest {\n  void t() { assume" + "True(x); }\n}\n");

    assertThat(SilentSkips.in(List.of(file)))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("SomeTest.java:2"));
  }

  @Test
  void aBreachIsFound() throws IOException, FormatterException {
    Path file = folder.resolve("Breach.java");
    Files.writeString(
        file,
        """
        public class Breach {
          void longOne(int a, int b, int c, int d, int e, int f) {
        %s
            %s
          }
        %s
        }
        """
            .formatted("\n".repeat(50), "if (a == 1) {}\n".repeat(11), "\n".repeat(500)));

    SizeBudgets budgets = SizeBudgets.measure(List.of(file));

    assertThat(budgets.violations())
        .anySatisfy(v -> assertThat(v).contains("lines, at most 500"))
        .anySatisfy(v -> assertThat(v).contains("lines, at most 40"))
        .anySatisfy(v -> assertThat(v).contains("12 decisions, at most 10"))
        .anySatisfy(v -> assertThat(v).contains("6 parameters, at most 5"));
    assertThat(budgets.types()).extracting(SizeBudgets.MeasuredType::closed).containsExactly(false);
    assertThat(PublicDocumentation.missingIn(List.of(file))).hasSize(1);
    assertThat(new SourceFormat().format(Files.readString(file)))
        .isNotEqualTo(Files.readString(file));
  }

  private static boolean isFormatted(SourceFormat format, Path file) {
    try {
      String text = Files.readString(file);
      return format.format(text).equals(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FormatterException e) {
      throw new AssertionError(file + " is not valid Java", e);
    }
  }

  private static List<Path> bounded() {
    return ProjectTree.SOURCES.mainSources().stream()
        .filter(file -> !file.toString().contains(API_TYPES))
        .toList();
  }
}
