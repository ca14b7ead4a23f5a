package dev.sealer.sync.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From where an Application is read and as whom it is written, with the real programs. */
@KubernetesCluster
class SourcesAndIdentitiesIT {

  @TempDir Path temp;
  private final KubernetesClient client;
  private SyncHarness sync;
  private GitServer server;
  private String control;
  private String target;

  SourcesAndIdentitiesIT(KubernetesClient client) {
    this.client = client;
  }

  @BeforeEach
  void start(@FreshNamespace String namespace, @FreshNamespace String other) {
    server = GitServer.start(temp.resolve("git"));
    control = namespace;
    target = other;
    sync = new SyncHarness(client, control, temp);
  }

  @AfterEach
  void stop() {
    sync.close();
    server.close();
  }

  @Test
  void sourcesOfTwoRepositoriesAreOneApplication() {
    GitRepository app = server.createPublic("team/app");
    GitRepository config = server.createPublic("team/config");
    String first = app.commit(GitCommit.of("app").file("base/a.yaml", configMap("a", "one")));
    String second =
        config.commit(
            GitCommit.of("config")
                .file("prod/kustomization.yaml", "namePrefix: prod-\nresources: [b.yaml]\n")
                .file("prod/b.yaml", configMap("b", "one")));
    sync.application(
        application(
            "sources: [{repoURL: \"%s\", targetRevision: main, path: base},".formatted(app.url())
                + " {repoURL: \"%s\", targetRevision: main, path: prod}]".formatted(config.url())));

    JsonNode status = sync.awaitApplication(name(), SyncHarness::isSynced).path("status");
    assertThat(status.at("/sync/revisions"))
        .extracting(JsonNode::asText)
        .containsExactly(first, second);
    assertThat(status.path("sourceTypes"))
        .extracting(JsonNode::asText)
        .containsExactly("Directory", "Kustomize");
    assertThat(greeting("a") + greeting("prod-b")).isEqualTo("oneone");

    config.commit(GitCommit.of("again").file("prod/b.yaml", configMap("b", "two")));
    sync.awaitObject(
        SyncHarness.configMap(target, "prod-b"),
        map -> map.at("/data/greeting").asText().equals("two"));
    assertThat(greeting("a")).isEqualTo("one");

    config.commit(
        GitCommit.of("another")
            .file("prod/kustomization.yaml", "namePrefix: prod-\nresources: [c.yaml]\n")
            .file("prod/c.yaml", configMap("c", "one")));
    sync.awaitGone(SyncHarness.configMap(target, "prod-b"));
    assertThat(greeting("a")).isEqualTo("one");
  }

  @Test
  void objectsAreWrittenWithTheRightsOfTheServiceAccountOfTheProject() {
    apply(
        """
        {"apiVersion": "v1", "kind": "ConfigMap",
         "metadata": {"name": "argocd-cm", "namespace": "%s"},
         "data": {"application.sync.impersonation.enabled": "true"}}
        """
            .formatted(control));
    apply(
        """
        apiVersion: argoproj.io/v1alpha1
        kind: AppProject
        metadata: {name: default, namespace: %1$s}
        spec:
          sourceRepos: ['*']
          destinations: [{server: '*', namespace: '*'}]
          destinationServiceAccounts:
          - {server: https://kubernetes.default.svc, namespace: %2$s, defaultServiceAccount: deployer}
        """
            .formatted(control, target));
    apply(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: deployer, namespace: %s}
        """
            .formatted(target));
    GitRepository app = server.createPublic("team/app");
    app.commit(GitCommit.of("app").file("app/a.yaml", configMap("a", "one")));
    sync.application(
        application(
            "source: {repoURL: \"%s\", targetRevision: main, path: app}".formatted(app.url())));

    JsonNode refused =
        sync.awaitApplication(name(), found -> SyncHarness.phase(found).equals("Failed"));
    assertThat(refused.at("/status/operationState").toString())
        .contains("system:serviceaccount:" + target + ":deployer", "configmaps");
    assertThat(sync.user.find(SyncHarness.configMap(target, "a"))).isEmpty();

    apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: deployer, namespace: %s}
        rules:
        - {apiGroups: [""], resources: [configmaps], verbs: [get, create, patch, delete]}
        """
            .formatted(target));
    apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: deployer, namespace: %s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: deployer}
        subjects: [{kind: ServiceAccount, name: deployer}]
        """
            .formatted(target));
    app.commit(GitCommit.of("again").file("app/a.yaml", configMap("a", "two")));
    sync.awaitSynced(name());
    assertThat(greeting("a")).isEqualTo("two");
  }

  private void apply(String yaml) {
    HasMetadata _ = client.resource(yaml).serverSideApply();
  }

  private String greeting(String name) {
    return sync.user
        .find(SyncHarness.configMap(target, name))
        .orElseThrow()
        .at("/data/greeting")
        .asText();
  }

  /** One name, as two Applications of one name would take the objects of each other. */
  private String name() {
    return "web-" + target.substring(target.lastIndexOf('-') + 1);
  }

  private static String configMap(String name, String greeting) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {greeting: %s}}"
        .formatted(name, greeting);
  }

  private String application(String sources) {
    return """
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata: {name: %s, namespace: %s}
    spec:
      project: default
      %s
      destination: {server: https://kubernetes.default.svc, namespace: %s}
      syncPolicy:
        automated: {prune: true, selfHeal: true}
        syncOptions: [PrunePropagationPolicy=background]
        retry: {limit: 0}
    """
        .formatted(name(), control, sources, target);
  }
}
