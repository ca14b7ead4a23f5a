package dev.sealer.testbed.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitServer;
import dev.sealer.testbed.tools.Prerequisites;
import dev.sealer.testbed.tools.ToolBinaries;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@KubernetesCluster
final class ClusterCanaryIT {
  @Test
  void seesALeakInAnEventButNotTheSecretItself(
      ControlPlane plane, KubernetesClient client, @FreshNamespace String namespace) {
    Canary canary = Canary.random();
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("s")
                .withNamespace(namespace)
                .endMetadata()
                .withStringData(Map.of("k", canary.value()))
                .build())
        .create();
    CanarySearch.of(canary).cluster(plane).assertNothingFound();

    var event =
        new EventBuilder()
            .withNewMetadata()
            .withName("e")
            .withNamespace(namespace)
            .endMetadata()
            .withNewInvolvedObject()
            .withNamespace(namespace)
            .endInvolvedObject()
            .withMessage("set to " + canary.value())
            .build();
    client.resource(event).create();
    assertThat(CanarySearch.of(canary).cluster(plane).findings())
        .extracting(CanaryFinding::place)
        .contains("/api/v1/events " + namespace + "/e", plane.auditLog().file().toString());

    client.resource(event).delete();
    assertThat(CanarySearch.of(canary).cluster(plane).findings())
        .extracting(CanaryFinding::place)
        .containsExactly(plane.auditLog().file().toString());
  }

  @Test
  void seesALeakInTheHistoryOfGit(@TempDir Path folder) {
    Prerequisites.require(
        ClusterCanaryIT.class.getName(), ToolBinaries.onPath("git", "install Git"));
    Canary canary = Canary.random();
    try (GitServer server = GitServer.start(folder)) {
      GitRepository repository = server.create("app");
      repository.commit(GitCommit.of("clean").file("f", "nothing"));
      CanarySearch.of(canary).git(repository).assertNothingFound();
      String leak = repository.commit(GitCommit.of("leak").file("f", canary.value()));
      repository.revert(leak);
      assertThat(CanarySearch.of(canary).git(repository).findings()).hasSize(1);
    }
  }
}
