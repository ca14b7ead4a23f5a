package dev.sealer.classgates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildSummaryTest {

  private static final Instant BEGAN = Instant.parse("2020-01-01T10:00:00Z");

  @TempDir private Path root;

  @Test
  void listsTheSlowestClassesFirstAndAddsUp() throws IOException {
    report("alpha", "surefire-reports", "dev.sealer.QuickTest", "0.5", "3", "");
    report("beta", "failsafe-reports", "dev.sealer.SlowIT", "1,071.25", "4", "");

    List<String> lines = summary().lines(Duration.ofSeconds(754));

    assertThat(lines)
        .containsExactly(
            "Slowest test classes, in seconds:",
            "   1071.3  beta                         SlowIT",
            "      0.5  alpha                        QuickTest",
            "7 tests in 2 classes took 1072 s one after the other; the build took 12:34 min",
            "Skipped suites: none");
  }

  @Test
  void leavesOutReportsOfAnEarlierBuild() throws IOException {
    Path old = report("alpha", "surefire-reports", "dev.sealer.OldTest", "9", "1", "");
    Files.setLastModifiedTime(old, FileTime.from(BEGAN.minusSeconds(1)));

    assertThat(summary().reports()).isEmpty();
  }

  @Test
  void aSkipThatNoReasonExplainsIsFound() throws IOException {
    report("alpha", "surefire-reports", "dev.sealer.SilentTest", "1", "2", "<skipped/>");
    report("alpha", "failsafe-reports", "dev.sealer.ListedIT", "1", "2", "<skipped/>");
    Files.createDirectories(root.resolve("target"));
    Files.writeString(root.resolve("target/skipped-suites.txt"), "ListedIT: no Go; install it\n");

    assertThat(summary().silentSkips())
        .containsExactly("dev.sealer.SilentTest: 1 skipped without a reason");
    assertThat(summary().lines(Duration.ZERO)).endsWith("  ListedIT: no Go; install it");
  }

  private BuildSummary summary() throws IOException {
    return BuildSummary.read(root, BEGAN);
  }

  private Path report(
      String module, String folder, String suite, String seconds, String tests, String content)
      throws IOException {
    Path base = Files.createDirectories(root.resolve(module));
    Files.writeString(base.resolve("pom.xml"), "<project/>");
    Path reports = Files.createDirectories(base.resolve("target").resolve(folder));
    return Files.writeString(
        reports.resolve("TEST-" + suite + ".xml"),
        "<testsuite name=\"%s\" time=\"%s\" tests=\"%s\"><testcase name=\"t\">%s</testcase></testsuite>"
            .formatted(suite, seconds, tests, content));
  }
}
