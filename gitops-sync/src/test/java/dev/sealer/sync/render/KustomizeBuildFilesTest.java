package dev.sealer.sync.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.git.GitTree;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.ResolvedRevision;
import dev.sealer.sync.engine.MemoryGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests where a build writes the files of a commit. */
final class KustomizeBuildFilesTest {

  @TempDir private Path temp;
  private final MemoryGit git = new MemoryGit();

  /** The reader of a tree refuses such names already; this is the second line. */
  @ParameterizedTest
  @ValueSource(strings = {"../../../escaped.yaml", "sub/../../../../escaped.yaml"})
  void aNameThatLeavesTheFolderIsRefusedAndNotWritten(String name) throws IOException {
    String _ =
        git.commit("app/kustomization.yaml", "resources: []\n", "app/" + name, "kind: ConfigMap\n");
    KustomizeBuild build =
        new KustomizeBuild(
            RenderSettings.with(Path.of("/nonexistent"), temp.resolve("work/builds")));

    assertThatThrownBy(() -> build.run(graph(), "app"))
        .isInstanceOf(BuildTroubleException.class)
        .hasMessageContaining("a name in the commit leaves the build's folder");
    try (Stream<Path> files = Files.walk(temp)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  private KustomizationGraph graph() {
    RepositoryUrl url = RepositoryUrl.parse(MemoryGit.URL);
    ResolvedRevision revision = git.resolve(url, "main", Duration.ZERO);
    try (GitTree tree = git.open(url, revision)) {
      return KustomizationGraph.read(tree, "app", null);
    }
  }
}
