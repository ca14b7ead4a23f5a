package dev.sealer.sync.render;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.git.GitTree;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.ResolvedRevision;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.engine.MemoryGit;
import dev.sealer.yaml.KubeYaml;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizationGraphTest {

  private final MemoryGit git = new MemoryGit();

  private void read(ApplicationSource.@Nullable Kustomize options) {
    RepositoryUrl url = RepositoryUrl.parse(MemoryGit.URL);
    ResolvedRevision revision = git.resolve(url, "main", Duration.ZERO);
    try (GitTree tree = git.open(url, revision)) {
      KustomizationGraph.read(tree, "app", options);
    }
  }

  /** Kustomize tries an address before it looks for a directory of that name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.0.2.7/x",
        "http:/192.0.2.7/x",
        "github.com/team/base",
        "git@github.com:team/base",
        "gh:team/base",
        "host/base.git/sub"
      })
  void anAddressIsRefusedAlsoWhereADirectoryHasItsName(String target) {
    String _ =
        git.commit(
            "app/kustomization.yaml",
            "resources:\n- " + target + "\n",
            "app/" + target.replaceAll("/+", "/") + "/kustomization.yaml",
            "resources: []\n");

    assertThatThrownBy(() -> read(null))
        .hasMessageContaining("app/kustomization.yaml:2")
        .hasMessageContaining("is remote");
  }

  @Test
  void whatTheApplicationAddsIsFollowedAndChecked() {
    String _ =
        git.commit(
            "app/kustomization.yaml",
            "resources: []\n",
            "comp/kustomization.yaml",
            "kind: Component\nresources:\n- http://192.0.2.7/x\n");

    assertThatThrownBy(() ->
            read(
                Json.typed(
                    KubeYaml.readDocument("components: [../comp]", "test").content(),
                    ApplicationSource.Kustomize.class)))
        .hasMessageContaining("comp/kustomization.yaml:3")
        .hasMessageContaining("is remote");
  }
}
