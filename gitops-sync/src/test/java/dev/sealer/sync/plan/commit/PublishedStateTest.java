package dev.sealer.sync.plan.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.yaml.KubeYaml;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what one process reads in the status of an Application that another one syncs. */
final class PublishedStateTest {

  private static final String URL = "https://git.example.com/team/app";

  private static Optional<PublishedState> read(String status) {
    return PublishedState.of(KubeYaml.readDocument(status, "test").content());
  }

  private static ComparedCommit commit(String revision, String sha) {
    return new ComparedCommit(
        PublishedState.repository(URL), "team", revision, sha, OptionalLong.empty(), 0);
  }

  @Test
  void wantsWhatIsListedAndHasNotLeftGit() {
    PublishedState state =
        read("""
        sync: {comparedTo: {source: {repoURL: %s}}, revision: a}
        resources:
        - {group: apps, version: v1, kind: Deployment, namespace: app, name: web, status: Synced}
        - {version: v1, kind: ConfigMap, namespace: app, name: kept}
        - {version: v1, kind: ConfigMap, namespace: app, name: left, status: OutOfSync, requiresPruning: true}
        """
                .formatted(URL))
            .orElseThrow();

    assertThat(state.wanted())
        .containsExactlyInAnyOrder(
            new ResourceId("apps", "Deployment", "app", "web"),
            new ResourceId("", "ConfigMap", "app", "kept"));
  }

  @Test
  void saysNothingBeforeTheFirstComparison() {
    assertThat(read("{}")).isEmpty();
    assertThat(read("sync: {status: Unknown}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', a, HEAD, a, false",
    "'', a, HEAD, b, true",
    "main, a, main, b, true",
    "main, a, main, a, false",
    "stable, a, main, b, false",
  })
  void isBehindACommitThatItsRevisionLedToLater(
      String followed, String shown, String revision, String sha, boolean behind) {
    PublishedState state =
        read("sync: {comparedTo: {source: {repoURL: %s.git, targetRevision: '%s'}}, revision: %s}"
                .formatted(URL, followed, shown))
            .orElseThrow();

    assertThat(state.isBehind(commit(revision, sha))).isEqualTo(behind);
  }

  @Test
  void isBehindWhileItWasNotComparedWithTheRepository() {
    PublishedState state =
        read("sync: {comparedTo: {source: {repoURL: 'https://else.example.com/x'}}, revision: a}")
            .orElseThrow();

    assertThat(state.isBehind(commit("main", "a"))).isTrue();
  }

  @Test
  void ofSeveralSourcesEachHasItsCommit() {
    PublishedState state =
        read("""
        sync:
          comparedTo:
            sources: [{repoURL: 'https://else.example.com/x'}, {repoURL: %s, targetRevision: main}]
          revisions: [x, a]
        """
                .formatted(URL))
            .orElseThrow();

    assertThat(state.isBehind(commit("main", "a"))).isFalse();
    assertThat(state.isBehind(commit("main", "b"))).isTrue();
  }
}
