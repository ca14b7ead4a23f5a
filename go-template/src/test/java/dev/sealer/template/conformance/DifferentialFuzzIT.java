package dev.sealer.template.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.gocompat.GoStrings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random templates of the language, and of the language with Sprig, give the same under real Go and
 * here.
 *
 * <p>{@code -Dtemplate.fuzz.count=100000} runs more of them, {@code -Dtemplate.fuzz.seed=7} others.
 */
class DifferentialFuzzIT {

  private static final int BATCH = 5_000;
  private static final int SHOWN = 40;
  private static final long COUNT = Long.getLong("template.fuzz.count", 2_000);
  private static final long SEED = Long.getLong("template.fuzz.seed", 1);

  private static GoProgram go;

  @BeforeAll
  static void build() {
    go = GoProgram.require("go-template differential fuzz");
  }

  @Test
  void language() throws IOException {
    check("language", new FuzzData(FunctionShape.LANGUAGE, ""));
  }

  @Test
  void sprig() throws IOException {
    List<FunctionShape> shapes = new ArrayList<>(SprigShapes.all());
    shapes.addAll(FunctionShape.LANGUAGE);
    check("sprig", new FuzzData(shapes, "sprig"));
  }

  private static void check(String name, FuzzData data) throws IOException {
    Tally tally = differences(data);
    List<String> differences = tally.differences;
    System.out.println(
        "Fuzz "
            + name
            + ": "
            + tally.compared
            + " templates compared, "
            + tally.outputs
            + " rendered, the others failed alike; "
            + tally.explained
            + " differ as documented");
    Path report = GoProgram.root().resolve("go-template/target/fuzz-" + name + ".txt");
    Files.write(report, GoStrings.toBytes(String.join("\n", differences)));
    assertThat(differences.size()).as("differences, listed in %s", report).isZero();
  }

  /** What was found. */
  private static final class Tally {
    final List<String> differences = new ArrayList<>();
    long compared;
    long outputs;
    long explained;
  }

  private static Tally differences(FuzzData data) {
    Tally tally = new Tally();
    for (long from = 0; from < COUNT && tally.differences.size() < SHOWN; from += BATCH) {
      List<ConformanceCase> cases =
          LongStream.range(from, Math.min(COUNT, from + BATCH))
              .mapToObj(i -> data.make(SEED * 1_000_000_007L + i))
              .toList();
      compare(cases, go.evaluate(cases), tally);
    }
    return tally;
  }

  private static void compare(
      List<ConformanceCase> cases, List<ConformanceCase.Result> expected, Tally tally) {
    for (int i = 0; i < cases.size(); i++) {
      ConformanceCase testCase = cases.get(i);
      ConformanceCase.Result actual = testCase.actual();
      tally.compared++;
      tally.outputs += actual instanceof ConformanceCase.Result.Output ? 1 : 0;
      if (actual.equals(expected.get(i))) {
        continue;
      }
      if (ExplainedDifference.covers(testCase.template(), expected.get(i), actual)) {
        tally.explained++;
      } else {
        tally.differences.add(
            testCase.name()
                + " "
                + testCase.json().path("missingkey").asText()
                + "\n"
                + testCase.template()
                + "\n  Go:   "
                + expected.get(i)
                + "\n  here: "
                + actual
                + "\n");
      }
    }
  }
}
