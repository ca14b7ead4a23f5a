package dev.sealer.cli.kubeseal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the scripts and docs/compatibility/sealed-secrets.md list the same differences. */
final class DeviationsTest {
  private static final String SECTION = "## kubeseal";

  /** Rows that a test of its own shows. */
  private static final List<String> SHOWN_ELSEWHERE =
      List.of(
          "`-f` with a directory never ends",
          "a Service without ports causes a crash",
          "annotations that contain a value of the Secret, or a copy of the Secret, are published");

  @Test
  void everyDifferenceIsListedAndEveryRowIsShown() throws IOException {
    Collection<String> shown = new TreeSet<>(SHOWN_ELSEWHERE);
    scripts()
        .flatMap(script -> script.difference().stream())
        .forEach(difference -> shown.add(difference.why()));

    assertThat(rows()).containsExactlyInAnyOrderElementsOf(shown);
  }

  @Test
  void scriptsHaveNamesOfTheirOwn() {
    for (String resource : resources().toList()) {
      assertThat(Script.read(resource).stream().map(Script::name)).doesNotHaveDuplicates();
    }
  }

  private static Stream<Script> scripts() {
    return resources().flatMap(resource -> Script.read(resource).stream());
  }

  private static Stream<String> resources() {
    return Stream.concat(KubesealIT.RESOURCES.stream(), KubesealClusterIT.RESOURCES.stream());
  }

  /** The first cells of the section's table. */
  private static List<String> rows() throws IOException {
    Path page =
        Path.of(System.getProperty("sealer.root", ".."), "docs")
            .resolve("compatibility")
            .resolve("sealed-secrets.md");
    List<String> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(page)) {
      inside = line.startsWith("## ") ? line.equals(SECTION) : inside;
      if (inside && line.startsWith("| ")) {
        rows.add(line.split("\\|", -1)[1].strip());
      }
    }
    return rows.subList(2, rows.size());
  }
}
