package dev.sealer.sourcegates;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Size, names, documentation and format of the sources. */
class SourceShapeTest {

  /** The Kubernetes kinds mirror a published schema, field by field. */
  private static final String API_TYPES = "/dev/sealer/crds/";

  @TempDir private Path folder;

  @Test
  void sourcesKeepTheirBudgets() {
    SizeBudgets budgets = SizeBudgets.measure(bounded());

    System.out.println("Size budgets: " + budgets.summary());
    assertThat(Exemptions.of("sizes").without(budgets.violations())).isEmpty();
  }

  @Test
  void mostClassesAreClosedToInheritance() {
    List<SizeBudgets.MeasuredType> types = SizeBudgets.measure(bounded()).types();

    long closed = types.stream().filter(SizeBudgets.MeasuredType::closed).count();
    assertThat((double) closed / types.size()).isGreaterThanOrEqualTo(0.8);
  }

  @Test
  void packagesAreNeitherCrowdedNorTiny() {
    assertThat(
            PackageSizes.breachesIn(
                ProjectTree.SOURCES.mainSources(), Exemptions.of("small-packages").paths()))
        .isEmpty();
  }

  @Test
  void noClassNameIsUsedTwiceOrSaysNothing() {
    List<Path> files = ProjectTree.SOURCES.mainSources();

    assertThat(Exemptions.of("class-names").without(ClassNames.usedTwice(files))).isEmpty();
    assertThat(ClassNames.sayingNothing(files)).isEmpty();
  }

  @Test
  void commentsAndMessagesArePlainEnglish() {
    assertThat(
            Exemptions.of("wording").without(Wording.breachesIn(ProjectTree.SOURCES.mainSources())))
        .isEmpty();
  }

  @Test
  void publicTypesAndPortsAreDocumented() {
    assertThat(PublicDocumentation.missingIn(ProjectTree.SOURCES.mainSources())).isEmpty();
  }

  @Test
  void sourcesAreFormatted() throws IOException {
    SourceFormat format = new SourceFormat();
    FormatRecord record = FormatRecord.open(cache(), SourceFormat.VERSION);
    Map<Path, String> texts = new ConcurrentSkipListMap<>();
    List<Path> differing =
        ProjectTree.SOURCES.allSources().parallelStream()
            .filter(file -> {
              String text = read(file);
              texts.put(file, text);
              return !record.holds(text) && !isFormatted(format, file, text);
            })
            .sorted()
            .toList();
    differing.forEach(texts::remove);
    record.keep(texts.values());

    assertThat(differing)
        .as("mvn -q -pl source-gates compile exec:exec@format rewrites them")
        .isEmpty();
  }

  @Test
  void theRecordHoldsWhatWasKeptAndNothingElse() throws IOException {
    FormatRecord.open(folder, "formatter-1").keep(List.of("class A {}\n"));
    FormatRecord record = FormatRecord.open(folder, "formatter-1");

    assertThat(record.holds("class A {}\n")).isTrue();
    assertThat(record.holds("class A { }\n")).isFalse();
    assertThat(FormatRecord.open(folder, "formatter-2").holds("class A {}\n")).isFalse();
    record.keep(List.of("class B {}\n"));
    assertThat(FormatRecord.open(folder, "formatter-1").holds("class A {}\n")).isFalse();
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

  @Test
  void aRecordOrConstructorWithTooManyPartsIsFound() throws IOException {
    Path file = folder.resolve("Wide.java");
    Files.writeString(
        file,
        """
        record Wide(int a, int b, int c, int d, int e, int f, int g, int h, int i) {
          static final class Wired {
            Wired(int a, int b, int c, int d, int e, int f, int g, int h) {}
            Wired(int a, int b, int c, int d, int e, int f, int g, int h, int i) {}
          }
        }
        """);

    assertThat(SizeBudgets.measure(List.of(file)).violations())
        .hasSize(2)
        .anySatisfy(v -> assertThat(v).contains("record Wide has 9 components, at most 8"))
        .anySatisfy(v -> assertThat(v).contains("has 9 parameters, at most 8"));
  }

  @Test
  void aTinyOrCrowdedPackageIsFound() {
    List<Path> tiny = List.of(Path.of("m/tiny/A.java"), Path.of("m/tiny/package-info.java"));
    List<Path> crowded =
        IntStream.range(0, 26).mapToObj(i -> Path.of("m/crowded/C" + i + ".java")).toList();

    assertThat(PackageSizes.breachesIn(tiny, List.of()))
        .containsExactly("m/tiny: 1 files, 3 to 25");
    assertThat(PackageSizes.breachesIn(tiny, List.of("m/tiny"))).isEmpty();
    assertThat(PackageSizes.breachesIn(crowded, List.of("m/crowded")))
        .containsExactly("m/crowded: 26 files, 3 to 25");
  }

  @Test
  void aNameUsedTwiceOrSayingNothingIsFound() {
    List<Path> files =
        List.of(Path.of("a/Report.java"), Path.of("b/Report.java"), Path.of("b/FileUtil.java"));

    assertThat(ClassNames.usedTwice(files))
        .containsExactly("Report: [a/Report.java, b/Report.java]");
    assertThat(ClassNames.sayingNothing(files)).containsExactly(Path.of("b/FileUtil.java"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// The key stands in the file.",
        "throw new X(name + \" is no name\");",
        "/** What is read. */",
        "/**\n * Whether it holds.\n */",
        "// Sealed anew.",
        "// It has not a key.",
      })
  void aBannedConstructionIsFound(String line) throws IOException {
    Path file = folder.resolve("Worded.java");
    Files.writeString(file, "\n" + line + "\nclass Worded {}\n");

    assertThat(Wording.breachesIn(List.of(file)))
        .singleElement()
        .satisfies(breach -> assertThat(breach).contains("Worded.java:"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// It is no longer read, and has not been sealed.",
        "/** Returns what is read; there is no limit. */",
        "// UID stands for unique identifier.",
      })
  void plainEnglishIsNotFound(String line) throws IOException {
    Path file = folder.resolve("Worded.java");
    Files.writeString(file, "\n" + line + "\nclass Worded {}\n");

    assertThat(Wording.breachesIn(List.of(file))).isEmpty();
  }

  private static boolean isFormatted(SourceFormat format, Path file, String text) {
    try {
      return format.format(text).equals(text);
    } catch (FormatterException e) {
      throw new AssertionError(file + " is not valid Java", e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path cache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path folder =
        configured == null || configured.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return folder.resolve("sealer").resolve("source-format");
  }

  private static List<Path> bounded() {
    return ProjectTree.SOURCES.mainSources().stream()
        .filter(file -> !file.toString().contains(API_TYPES))
        .toList();
  }
}
