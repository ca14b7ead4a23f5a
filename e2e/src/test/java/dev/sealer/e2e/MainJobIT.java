package dev.sealer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.e2e.stage.Observed;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A developer seals, commits and pushes; the cluster ends up running what Git says, and stays so.
 */
@KubernetesCluster(nodes = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainJobIT {

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        replicas: 2
        selector:
          matchLabels: {app: web}
        template:
          metadata:
            labels: {app: web}
          spec:
            containers:
              - name: web
                image: registry.example.com/web:1.0.0
                env:
                  - name: PASSWORD
                    valueFrom:
                      secretKeyRef: {name: web, key: password}
      """;

  private Workbench bench;

  @BeforeAll
  void set(ControlPlane plane, @TempDir Path folder) {
    bench = Workbench.set(plane, folder, Map.of());
  }

  @AfterAll
  void close() {
    bench.close();
    bench.assertNothingLeaked();
  }

  @Test
  void whatSealerSealsRunsAndStaysSo() {
    whatIsCommittedRunsAndStaysSo("stays-so", bench.sealing(), bench.canary());
  }

  @Test
  void whatKubesealSealsRunsAndStaysSo() {
    whatIsCommittedRunsAndStaysSo("kubeseal", bench.sealingWithKubeseal(), bench.canary());
  }

  private void whatIsCommittedRunsAndStaysSo(
      String name, UnaryOperator<String> seal, String canary) {
    Observed app = bench.observed(name);
    GitRepository repository = bench.repository("team/" + name);
    repository.commit(
        GitCommit.of("Run web")
            .by("Jane Doe", "jane@example.org")
            .file("app/web.yaml", DEPLOYMENT)
            .file("app/sealed.yaml", seal.apply(secret("web", name, canary))));

    bench.deploy(name, repository, name);

    app.await(
        "Synced and Healthy",
        () ->
            bench.application(name, "status", "sync", "status").equals("Synced")
                && bench.application(name, "status", "health", "status").equals("Healthy"));
    assertThat(app.secretValue("web", "password")).contains(canary);
    assertThat(deployment(name).getStatus().getReadyReplicas()).isEqualTo(2);
    assertThat(bench.application(name, "status", "sync", "revision"))
        .isEqualTo(repository.sha("main"));
    assertThat(bench.application(name, "status", "history")).contains(repository.sha("main"));

    bench.client().apps().deployments().inNamespace(name).withName("web").scale(5);
    app.await("the manual scale is reverted", () -> app.replicas("web") == 2);

    bench
        .client()
        .secrets()
        .inNamespace(name)
        .withName("web")
        .edit(secret -> {
          secret.setData(Map.of("password", "Zm9yZ2Vk"));
          return secret;
        });
    app.await(
        "the edited Secret is repaired",
        () -> app.secretValue("web", "password").filter(canary::equals).isPresent());
  }

  @Test
  void aFileRemovedFromGitIsPrunedAndARevertBringsItBack() {
    GitRepository repository = bench.repository("team/prune");
    repository.commit(
        GitCommit.of("Two maps")
            .file("app/one.yaml", configMap("one"))
            .file("app/two.yaml", configMap("two")));
    bench.deploy("prune", repository, "prune");
    Observed app = bench.observed("prune");
    app.await("both maps are there", () -> configMaps("prune").containsAll(List.of("one", "two")));

    String removal = repository.commit(GitCommit.of("Remove two").delete("app/two.yaml"));
    app.await("two is pruned", () -> !configMaps("prune").contains("two"));
    assertThat(configMaps("prune")).contains("one");

    String revert = repository.revert(removal);
    app.await("two is back", () -> configMaps("prune").contains("two"));
    app.await(
        "the Application is at the reverting commit",
        () -> bench.application("prune", "status", "sync", "revision").equals(revert));
  }

  @Test
  void killedInTheMiddleOfASyncItEndsAtTheSameResult() {
    GitRepository repository = bench.repository("team/killed");
    Map<String, String> files =
        IntStream.range(0, 150)
            .boxed()
            .collect(
                Collectors.toMap(
                    i -> "app/map-%03d.yaml".formatted(i),
                    i -> configMap("map-%03d".formatted(i))));
    repository.commit(GitCommit.of("Many maps").files(files));
    Observed app = bench.observed("killed");

    bench.deploy("killed", repository, "killed");
    app.await("the sync has begun", () -> configMaps("killed").contains("map-000"));
    bench.killOperator();
    int whenKilled = configMaps("killed").size();
    bench.restartOperator();

    app.await(
        "Synced at main",
        () -> bench.application("killed", "status", "sync", "status").equals("Synced"));
    assertThat(configMaps("killed")).hasSizeGreaterThanOrEqualTo(150);
    assertThat(whenKilled).isLessThanOrEqualTo(configMaps("killed").size());
  }

  private List<String> configMaps(String namespace) {
    return bench.client().configMaps().inNamespace(namespace).list().getItems().stream()
        .map(map -> map.getMetadata().getName())
        .toList();
  }

  private Deployment deployment(String namespace) {
    return bench.client().apps().deployments().inNamespace(namespace).withName("web").get();
  }

  private static String secret(String name, String namespace, String password) {
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: %s, namespace: %s}
    stringData: {password: %s}
    """
        .formatted(name, namespace, password);
  }

  private static String configMap(String name) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s}
    data: {from: git}
    """
        .formatted(name);
  }
}
