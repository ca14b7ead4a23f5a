package dev.sealer.benchmarks.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformanceRecordTest {

  private static final RunDescription RUN =
      new RunDescription("2026-11-30", "abc1234", "Some CPU", "25.0.3");

  @TempDir private Path folder;

  @Test
  void keepsOneLineForEachRun() throws IOException {
    PerformanceRecord record = record();
    record.append(RUN, Figure.time("start", 0.12, 0.04).withCalls(7, 0));
    record.append(RUN, Figure.time("start", 0.11, 0.04));

    assertThat(folder.resolve("start.csv"))
        .content()
        .isEqualTo(
            """
            date,commit,processor,jdk,ours,upstream,comparable,api calls,store calls
            2026-11-30,abc1234,Some CPU,25.0.3,0.120000,0.0400000,3.0000,7,0
            2026-11-30,abc1234,Some CPU,25.0.3,0.110000,0.0400000,2.7500,,
            """);
  }

  @Test
  void aFirstRunIsNoRegression() throws IOException {
    assertThat(record().regression(Figure.time("start", 9, 1))).isEmpty();
  }

  @Test
  void aTimeMoreThanTenPercentAboveTheMedianOfTheLastFiveIsReported() throws IOException {
    PerformanceRecord record = record();
    for (double ratio : new double[] {50, 1.0, 1.1, 0.9, 1.0, 3.0}) {
      record.append(RUN, Figure.time("start", ratio, 1));
    }

    assertThat(record.regression(Figure.time("start", 1.10, 1))).isEmpty();
    assertThat(record.regression(Figure.time("start", 1.11, 1)))
        .hasValue("start: 1.110 is more than 10 % above the median of the last runs, 1.000");
  }

  @Test
  void aRateMoreThanTenPercentBelowTheMedianIsReported() throws IOException {
    PerformanceRecord record = record();
    record.append(RUN, Figure.rate("unseal", 400, 100));

    assertThat(record.regression(Figure.rate("unseal", 361, 100))).isEmpty();
    assertThat(record.regression(Figure.rate("unseal", 359, 100))).isPresent();
  }

  @Test
  void aCountIsComparedExactly() throws IOException {
    PerformanceRecord record = record();
    record.append(RUN, Figure.count("calls-of-a-start", 24));

    assertThat(record.regression(Figure.count("calls-of-a-start", 24))).isEmpty();
    assertThat(record.regression(Figure.count("calls-of-a-start", 25)))
        .hasValue("calls-of-a-start: 25.000 is more than the last run's 24.000");
  }

  private PerformanceRecord record() {
    return new PerformanceRecord(folder);
  }
}
