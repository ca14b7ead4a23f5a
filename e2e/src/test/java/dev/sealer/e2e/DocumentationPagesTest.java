package dev.sealer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.e2e.stage.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No code block of the documentation escapes the tests. */
class DocumentationPagesTest {

  private static final Set<String> NOTHING_TO_TYPE =
      Set.of("text", "json", "java", "yaml", "gitattributes", "mermaid");
  private static final Pattern COMMAND =
      Pattern.compile(
          "^\\s*(\\$ |\\./|(sealer|kubeseal|kubectl|mvn|git|age|age-keygen|helm|kustomize) )",
          Pattern.MULTILINE);

  private final Path root = ProjectFiles.find().root();

  @Test
  void everyCommandIsRunOrListedWithTheReason() {
    assertThat(
            DocumentationPages.all(root).stream()
                .flatMap(page ->
                    FencedBlock.of(page).stream()
                        .filter(block -> escapes(root.relativize(page).toString(), block))
                        .map(block -> root.relativize(page) + ", " + block)))
        .isEmpty();
  }

  @Test
  void everyExceptionIsStillThere() {
    List<String> texts =
        DocumentationPages.all(root).stream()
            .flatMap(page -> FencedBlock.of(page).stream())
            .map(FencedBlock::text)
            .toList();
    assertThat(texts)
        .containsAll(DocumentationPages.NOT_RUN.keySet())
        .containsAll(DocumentationPages.RUN_BY_CI);
  }

  @Test
  void ciRunsWhatIsLeftToIt() throws IOException {
    assertThat(Files.readString(root.resolve(".ci/run")))
        .containsPattern("(?m)^mvn .*\\bverify\\b")
        .containsPattern("(?m)^\\./quickstart --once$");
  }

  @Test
  void aNewBlockThatNoTestRunsIsFound() {
    List<String> found = new ArrayList<>();
    for (String block :
        List.of(
            "```\nsealer keys list\n```",
            "```text\n$ anything\n```",
            "```sh\nsealer keys list\n```",
            "```bash\nsealer keys list\n```",
            "```console\nnothing\n```")) {
      FencedBlock.of(block).stream()
          .filter(parsed -> escapes("docs/new.md", parsed))
          .map(FencedBlock::text)
          .forEach(found::add);
    }
    assertThat(found).hasSize(5);
    assertThat(FencedBlock.of("# A\n```bash\nsealer keys list\n```"))
        .containsExactly(new FencedBlock("A", "bash", "sealer keys list\n"))
        .noneMatch(block -> escapes("docs/guide.md", block));
  }

  private static boolean escapes(String page, FencedBlock block) {
    return switch (block.language()) {
      case "bash" ->
          !DocumentationPages.RUN_BY_CI.contains(block.text())
              && !DocumentationPages.BY_THEIR_OWN_TESTS.contains(page)
              && !DocumentationPages.isRun(page);
      case "sh" -> !DocumentationPages.NOT_RUN.containsKey(block.text());
      default ->
          !NOTHING_TO_TYPE.contains(block.language()) || COMMAND.matcher(block.text()).find();
    };
  }
}
