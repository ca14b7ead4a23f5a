package dev.sealer.sync.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.git.GitTree;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.ResolvedRevision;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.engine.MemoryGit;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.yaml.KubeYaml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizationGraphTest {

  private final MemoryGit git = new MemoryGit();

  private KustomizationGraph read(ApplicationSource.@Nullable Kustomize options) {
    RepositoryUrl url = RepositoryUrl.parse(MemoryGit.URL);
    ResolvedRevision revision = git.resolve(url, "main", Duration.ZERO);
    try (GitTree tree = git.open(url, revision)) {
      return KustomizationGraph.read(tree, "app", options);
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

  private static final String INLINE =
      "'{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {p: CANARY}}'";

  /** Kustomize tries each of these as content before it looks for a file. */
  @ParameterizedTest
  @ValueSource(strings = {"patchesStrategicMerge: [%s]", "patches: [%s]", "patches: [{patch: %s}]"})
  void aPatchInOneLineIsAPatch(String kustomization) {
    String _ = git.commit("app/kustomization.yaml", kustomization.formatted(INLINE));

    assertThat(read(null).warnings()).allSatisfy(line -> assertThat(line).doesNotContain("CANARY"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transformers: [%s]",
        "resources: [%s]",
        "patches: [{path: %s}]",
        "patches: ['kind: Secret CANARY']",
        "patchesStrategicMerge: ['\"p\": CANARY']",
        "configurations: ['stringData: {p: CANARY, url: \"https://git.example.com\"}']",
        "resources: ['https://user:CANARY@git.example.com/team/app']",
        "configMapGenerator: [{name: a, files: [PASSWORD=CANARY]}]",
        "configMapGenerator: [{name: a, envs: [PASSWORD=CANARY]}]",
        "configMapGenerator: [{name: a, env: PASSWORD=CANARY}]",
      })
  void contentInPlaceOfAFileIsNeverQuoted(String kustomization) {
    String _ = git.commit("app/kustomization.yaml", kustomization.formatted(INLINE));

    assertThatThrownBy(() -> read(null))
        .isInstanceOf(ManifestException.class)
        .hasMessageStartingWith("app/kustomization.yaml:1: ")
        .message()
        .doesNotContain("CANARY");
  }

  @Test
  void directoriesThatNameEachOtherAgainAndAgainAreRefused() {
    List<String> files = new ArrayList<>(List.of("app/kustomization.yaml", "resources: [../0a]"));
    for (int level = 0; level < 20; level++) {
      for (String side : List.of("a", "b")) {
        files.add(level + side + "/kustomization.yaml");
        files.add(
            level == 19
                ? "namePrefix: x-\n"
                : "resources: [../%da, ../%db]\n".formatted(level + 1, level + 1));
      }
    }
    String _ = git.commit(files.toArray(String[]::new));

    assertThatThrownBy(() -> read(null))
        .hasMessageContaining("app/kustomization.yaml")
        .hasMessageContaining("more than 10,000 kustomizations");
  }

  @Test
  void aBaseOfManyOverlaysIsNoDanger() {
    List<String> files = new ArrayList<>(List.of("base/kustomization.yaml", "namePrefix: x-\n"));
    StringBuilder all = new StringBuilder("resources:\n");
    for (int i = 0; i < 300; i++) {
      files.addAll(List.of("o" + i + "/kustomization.yaml", "resources: [../base]\n"));
      all.append("- ../o").append(i).append('\n');
    }
    files.addAll(List.of("app/kustomization.yaml", all.toString()));
    String _ = git.commit(files.toArray(String[]::new));

    assertThatCode(() -> read(null)).doesNotThrowAnyException();
  }
}
