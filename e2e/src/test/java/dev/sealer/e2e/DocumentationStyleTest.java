package dev.sealer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.e2e.stage.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every page keeps the form that {@link DocumentationStyle} checks, and the checks find breaches.
 */
class DocumentationStyleTest {

  private final Path root = ProjectFiles.find().root();
  @TempDir private Path folder;

  @Test
  void everyPageKeepsTheStyle() {
    List<Path> pages = DocumentationPages.all(root);

    assertThat(pages).hasSizeGreaterThan(20);
    assertThat(pages.stream().flatMap(page -> DocumentationStyle.problems(root, page).stream()))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "See [the guide](gide.md).",
        "See [a section](#no-such-section).",
        "See [outside](../../etc/passwd).",
        "A text is no number.",
        "The backup has not the key.",
        "The value stands in the file.",
        "It is sealed anew, beside the file.",
        "Whoever can read it may.",
        "It is retried for ever.",
        "The peer answers.",
      })
  void aBreachIsFound(String breach) throws IOException {
    assertThat(problems(breach)).isNotEmpty();
  }

  @Test
  void longLinesAndCellsAreFound() throws IOException {
    assertThat(problems("a ".repeat(61))).isNotEmpty();
    assertThat(problems("| one | " + "b ".repeat(121) + " |")).isNotEmpty();
  }

  @Test
  void codeAndGoodProseAreNotBreaches() throws IOException {
    assertThat(
            problems(
                "# A page",
                "There is no key, and it has not been seen. The key is no longer there.",
                "See [above](#a-page) and [Go](https://go.dev). `the value stands anew`",
                "```text",
                "whoever reads this " + "c ".repeat(120),
                "```",
                "| one | " + "b".repeat(200) + " |"))
        .isEmpty();
  }

  private List<String> problems(String... lines) throws IOException {
    Path page = folder.resolve("page.md");
    Files.write(page, List.of(lines));
    return DocumentationStyle.problems(folder, page);
  }
}
