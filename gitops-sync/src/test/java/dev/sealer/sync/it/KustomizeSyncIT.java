package dev.sealer.sync.it;

import static dev.sealer.sync.it.SyncHarness.condition;
import static dev.sealer.sync.it.SyncHarness.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layout of the reference scenario: a base, overlays, and both forms of patches. */
@KubernetesCluster(nodes = true)
class KustomizeSyncIT {

  @TempDir Path temp;
  private SyncHarness sync;
  private GitServer server;
  private GitRepository repository;
  private String target;
  private String app;

  @BeforeEach
  void start(KubernetesClient client, @FreshNamespace String control) {
    server = GitServer.start(temp.resolve("git"));
    repository = server.createPublic("team/app");
    target = control + "-prod";
    app = "api-" + control.substring(control.lastIndexOf('-') + 1);
    sync = new SyncHarness(client, control, temp);
  }

  @AfterEach
  void stop() {
    sync.close();
    server.close();
  }

  @Test
  void anOverlayRunsIsHealedFromAScaleAndKeepsItsAutoscalersReplicas() {
    repository.commit(scenario());
    sync.application(application("overlays/production", ""));

    JsonNode healthy =
        sync.awaitApplication(
            app,
            a ->
                SyncHarness.isSynced(a)
                    && a.at("/status/health/status").asText().equals("Healthy"));

    JsonNode deployment = sync.user.find(deployment("api-service")).orElseThrow();
    assertThat(deployment.at("/spec/template/spec/containers/0/image").asText())
        .isEqualTo("registry.example.com/api:1.2.3");
    assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(3);
    assertThat(healthy.at("/status/sourceType").asText()).isEqualTo("Kustomize");
    assertThat(condition(healthy, "RenderWarning"))
        .contains("overlays/production/kustomization.yaml:6", "path: replicas.yaml");

    ObjectNode _ = sync.user.edit(deployment("api-service"), "{\"spec\":{\"replicas\":7}}");
    sync.awaitObject(deployment("api-service"), d -> d.at("/spec/replicas").asInt() == 3);
    assertThat(sync.events())
        .anySatisfy(
            event -> assertThat(event).contains("DriftDetected", ".spec.replicas by kubectl-edit"));

    repository.commit(
        GitCommit.of("Scale by itself")
            .file(
                "overlays/production/hpa.yaml",
                """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: api-service}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api-service}
                  minReplicas: 1
                  maxReplicas: 9
                """)
            .file(
                "overlays/production/kustomization.yaml",
                kustomization("resources: [../../base/api-service, hpa.yaml]")));
    sync.awaitObject(autoscaler(), h -> true);
    sync.awaitApplication(app, SyncHarness::isSynced);
    ObjectNode _ = sync.user.edit(deployment("api-service"), "{\"spec\":{\"replicas\":5}}");
    ObjectNode _ =
        sync.user.edit(
            deployment("api-service"), "{\"metadata\":{\"labels\":{\"app\":\"edited\"}}}");
    // The label is put back, so the edit was seen, and the replicas stay as the autoscaler's.
    JsonNode after =
        sync.awaitObject(
            deployment("api-service"), d -> d.at("/metadata/labels/app").asText().equals("api"));
    assertThat(after.at("/spec/replicas").asInt()).isEqualTo(5);
  }

  @Test
  void hooksAndWavesRunInOrder() {
    repository.commit(
        GitCommit.of("ordered")
            .file("app/migrate.yaml", hook("PreSync", "migrate"))
            .file("app/notify.yaml", hook("PostSync", "notify"))
            .file("app/first.yaml", waved("first", -1))
            .file("app/second.yaml", waved("second", 2)));

    sync.application(application("app", ""));
    JsonNode application = sync.awaitApplication(app, SyncHarness::isSynced);

    long migrated = completed("migrate");
    long first = created(configMap(target, "first"));
    long second = created(configMap(target, "second"));
    assertThat(migrated).isLessThan(first);
    assertThat(first).isLessThan(second);
    assertThat(second).isLessThan(created(job("notify")));
    assertThat(application.at("/status/operationState/syncResult/resources"))
        .anySatisfy(r -> {
          assertThat(r.path("hookType").asText()).isEqualTo("PreSync");
          assertThat(r.path("hookPhase").asText()).isEqualTo("Succeeded");
        });
    assertThat(application.at("/status/resources")).hasSize(2);
  }

  @Test
  void aKustomizationThatDoesNotBuildChangesNothing() {
    repository.commit(
        GitCommit.of("remote")
            .file("remote/kustomization.yaml", "resources:\n- https://example.com/base\n")
            .file(
                "broken/kustomization.yaml",
                "resources: [a.yaml]\npatches:\n- path: p.yaml\n  target: {kind: Nothing}\n")
            .file("broken/a.yaml", waved("broken", 0))
            .file("broken/p.yaml", "not: [a patch"));

    sync.application(application("remote", "-remote"));
    sync.application(application("broken", "-broken"));

    assertThat(comparisonError("-remote"))
        .contains("remote/kustomization.yaml:2", "https://example.com/base", "remote");
    assertThat(comparisonError("-broken")).contains("kustomize build broken failed");
    assertThat(sync.user.find("/api/v1/namespaces/" + target)).isEmpty();
  }

  /** Kustomize quotes the patch that it cannot read, with the values in it. */
  @Test
  void aBuildThatFailsQuotesNoValueOfAPatch() {
    String canary = Canary.random().value();
    repository.commit(
        GitCommit.of("broken")
            .file(
                "broken/kustomization.yaml",
                """
                resources: [a.yaml]
                patches:
                - target: {kind: Secret}
                  patch: |-
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: s}
                    stringData: {password: %s}
                    broken: [
                """
                    .formatted(canary))
            .file("broken/a.yaml", waved("broken", 0)));
    sync.application(application("broken", "-broken"));
    assertThat(comparisonError("-broken")).contains("kustomize build broken failed");

    ObjectNode _ =
        sync.user.edit(
            sync.applicationPath(app + "-broken"), "operation: {sync: {revision: main}}");
    JsonNode failed =
        sync.awaitApplication(
            app + "-broken", a -> a.at("/status/operationState/phase").asText().equals("Error"));

    assertThat(failed.at("/status/operationState/message").asText())
        .contains("kustomize build broken failed");
    assertThat(failed.toString()).doesNotContain(canary);
    assertThat(sync.events()).isNotEmpty().noneMatch(event -> event.contains(canary));
  }

  @Test
  void anApplicationsOwnKustomizeOptionsAreApplied() {
    repository.commit(scenario());
    sync.application(
        application("base/api-service", "")
            .replace(
                "path: base/api-service",
                "path: base/api-service\n    kustomize: {namePrefix: x-, images:"
                    + " ['registry.example.com/api=mirror.example.com/api:9']}"));

    sync.awaitApplication(app, SyncHarness::isSynced);

    JsonNode deployment = sync.user.find(deployment("x-api-service")).orElseThrow();
    assertThat(deployment.at("/spec/template/spec/containers/0/image").asText())
        .isEqualTo("mirror.example.com/api:9");
  }

  private String comparisonError(String suffix) {
    return condition(
        sync.awaitApplication(app + suffix, a -> !condition(a, "ComparisonError").isEmpty()),
        "ComparisonError");
  }

  /** Nothing writes these objects after they were made, so their version tells when that was. */
  private long created(String path) {
    return sync.user.find(path).orElseThrow().at("/metadata/resourceVersion").asLong();
  }

  private long completed(String name) {
    return sync.user.find(job(name)).orElseThrow().at("/metadata/resourceVersion").asLong();
  }

  private GitCommit scenario() {
    return GitCommit.of("Scenario")
        .by("Ada Example", "ada@example.org")
        .file("base/api-service/kustomization.yaml", "resources: [deployment.yaml, service.yaml]\n")
        .file(
            "base/api-service/deployment.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: api-service
              labels: {app: api}
            spec:
              replicas: 1
              selector: {matchLabels: {app: api}}
              template:
                metadata: {labels: {app: api}}
                spec:
                  containers:
                  - name: api
                    image: registry.example.com/api:1
            """)
        .file(
            "base/api-service/service.yaml",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: api-service}
            spec: {selector: {app: api}, ports: [{port: 80}]}
            """)
        .file(
            "overlays/production/kustomization.yaml",
            kustomization("resources: [../../base/api-service]"))
        .file(
            "overlays/production/replicas.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: api-service}
            spec: {replicas: 3}
            """);
  }

  private String kustomization(String resources) {
    return "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: "
        + target
        + "\n"
        + resources
        + "\npatches:\n- replicas.yaml\nimages:\n"
        + "- {name: registry.example.com/api, newTag: 1.2.3}\n";
  }

  private static String hook(String type, String name) {
    return """
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: %s
      annotations: {argocd.argoproj.io/hook: %s}
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: run, image: registry.example.com/run:1}]
    """
        .formatted(name, type);
  }

  private static String waved(String name, int wave) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: %s
      annotations: {argocd.argoproj.io/sync-wave: "%d"}
    """
        .formatted(name, wave);
  }

  private String deployment(String name) {
    return "/apis/apps/v1/namespaces/" + target + "/deployments/" + name;
  }

  private String job(String name) {
    return "/apis/batch/v1/namespaces/" + target + "/jobs/" + name;
  }

  private String autoscaler() {
    return "/apis/autoscaling/v2/namespaces/" + target + "/horizontalpodautoscalers/api-service";
  }

  private String application(String path, String suffix) {
    return """
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata:
      name: %s
      finalizers: [resources-finalizer.argocd.argoproj.io]
    spec:
      project: default
      source:
        repoURL: %s
        targetRevision: main
        path: %s
      destination:
        server: https://kubernetes.default.svc
        namespace: %s
      syncPolicy:
        automated: {prune: true, selfHeal: true, allowEmpty: false}
        syncOptions:
        - CreateNamespace=true
        - PrunePropagationPolicy=foreground
        - RespectIgnoreDifferences=true
        retry: {limit: 5, backoff: {duration: 5s, factor: 2, maxDuration: 3m}}
    """
        .formatted(app + suffix, repository.url(), path, target);
  }
}
