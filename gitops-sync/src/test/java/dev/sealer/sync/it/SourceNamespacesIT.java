package dev.sealer.sync.it;

import static dev.sealer.sync.it.SyncHarness.applicationPath;
import static dev.sealer.sync.it.SyncHarness.condition;
import static dev.sealer.sync.it.SyncHarness.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications of one name in the control namespace and in the namespace of a team. */
@KubernetesCluster
class SourceNamespacesIT {

  @TempDir Path temp;
  private SyncHarness sync;
  private GitServer server;
  private GitRepository repository;
  private String control;
  private String team;
  private String target;

  @BeforeEach
  void start(
      KubernetesClient client,
      @FreshNamespace String control,
      @FreshNamespace String team,
      @FreshNamespace String target) {
    this.control = control;
    this.team = team;
    this.target = target;
    server = GitServer.start(temp.resolve("git"));
    repository = server.createPublic("team/app");
    repository.commit(
        GitCommit.of("first")
            .file("one/hello.yaml", manifest("one", "1"))
            .file("two/hello.yaml", manifest("two", "1")));
    sync =
        new SyncHarness(
            client, control, temp, settings -> settings.withApplicationNamespaces(List.of(team)));
  }

  @AfterEach
  void stop() {
    sync.close();
    server.close();
  }

  @Test
  void applicationsOfOneNameInTwoNamespacesDoNotDisturbEachOther() {
    allow("[" + team + "]");
    apply(control, "one");
    apply(team, "two");
    awaitSynced(control);
    awaitSynced(team);

    assertThat(tracking("one")).isEqualTo(name() + ":/ConfigMap:" + target + "/one");
    assertThat(tracking("two")).isEqualTo(team + "_" + name() + ":/ConfigMap:" + target + "/two");
    assertThat(sync.metrics())
        .contains("namespace=\"" + control + "\"", "namespace=\"" + team + "\"");

    ObjectNode _ = sync.user.edit(configMap(target, "two"), "{\"data\":{\"greeting\":\"drift\"}}");
    JsonNode _ = sync.awaitObject(configMap(target, "two"), SourceNamespacesIT::isAsInGit);
    assertThat(sync.events())
        .anySatisfy(event -> assertThat(event).startsWith(team + "/" + name() + " DriftDetected"))
        .noneSatisfy(
            event -> assertThat(event).startsWith(control + "/" + name() + " DriftDetected"));

    sync.user.delete(applicationPath(team, name()));
    sync.awaitGone(applicationPath(team, name()));
    assertThat(sync.user.find(configMap(target, "two"))).isEmpty();
    assertThat(sync.user.find(configMap(target, "one"))).isPresent();
    awaitSynced(control);
  }

  @Test
  void anApplicationThatItsProjectDoesNotAllowWaits() {
    allow("[]");
    apply(team, "two");
    JsonNode refused =
        sync.awaitObject(
            applicationPath(team, name()),
            found -> !condition(found, "InvalidSpecError").isEmpty());
    assertThat(condition(refused, "InvalidSpecError"))
        .contains("project team", "spec.sourceNamespaces", team);
    assertThat(sync.user.find(configMap(target, "two"))).isEmpty();

    allow("['" + team.substring(0, team.length() - 1) + "?']");
    awaitSynced(team);
    assertThat(sync.user.find(configMap(target, "two"))).isPresent();
  }

  private static boolean isAsInGit(JsonNode object) {
    return object.at("/data/greeting").asText().equals("1");
  }

  private void awaitSynced(String namespace) {
    JsonNode _ = sync.awaitObject(applicationPath(namespace, name()), SyncHarness::isSynced);
  }

  /** Applications of one name in two control namespaces would track each other's objects. */
  private String name() {
    return "web-" + target.substring(target.lastIndexOf('-') + 1);
  }

  private String tracking(String name) {
    return sync.user
        .find(configMap(target, name))
        .orElseThrow()
        .at("/metadata/annotations/argocd.argoproj.io~1tracking-id")
        .asText();
  }

  private static String manifest(String name, String greeting) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {greeting: \"%s\"}}"
        .formatted(name, greeting);
  }

  private void allow(String sourceNamespaces) {
    ObjectNode _ =
        sync.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: team}
            spec:
              sourceRepos: ['*']
              destinations: [{server: https://kubernetes.default.svc, namespace: %s}]
              sourceNamespaces: %s
            """
                .formatted(target, sourceNamespaces));
  }

  private void apply(String namespace, String path) {
    ObjectNode _ =
        sync.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata:
              name: %s
              namespace: %s
              finalizers: [resources-finalizer.argocd.argoproj.io/background]
            spec:
              project: team
              source: {repoURL: %s, path: %s}
              destination: {server: https://kubernetes.default.svc, namespace: %s}
              syncPolicy: {automated: {prune: true, selfHeal: true}}
            """
                .formatted(name(), namespace, repository.url(), path, target));
  }
}
