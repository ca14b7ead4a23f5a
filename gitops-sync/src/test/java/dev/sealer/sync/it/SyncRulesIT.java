package dev.sealer.sync.it;

import static dev.sealer.sync.it.SyncHarness.condition;
import static dev.sealer.sync.it.SyncHarness.configMap;
import static dev.sealer.sync.it.SyncHarness.phase;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks, windows and deletions with the real controllers: Jobs run, and finalizers hold. */
@KubernetesCluster(nodes = true)
class SyncRulesIT {

  private static final String ALWAYS_DENIED =
      "{kind: deny, schedule: '* * * * *', duration: 1h, applications: ['*']}";

  @TempDir Path temp;
  private SyncHarness sync;
  private GitServer server;
  private GitRepository repository;
  private String control;
  private String target;
  private String app;

  @BeforeEach
  void start(
      KubernetesClient client, @FreshNamespace String control, @FreshNamespace String namespace) {
    server = GitServer.start(temp.resolve("git"));
    repository = server.createPublic("team/app");
    this.control = control;
    target = namespace;
    app = "rules-" + control.substring(control.lastIndexOf('-') + 1);
    sync = new SyncHarness(client, control, temp);
  }

  @AfterEach
  void stop() {
    sync.close();
    server.close();
  }

  private void syncs(String finalizers) {
    sync.application(
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: %s, namespace: %s, finalizers: [%s]}
        spec:
          project: default
          source: {repoURL: "%s", targetRevision: main, path: app}
          destination: {server: https://kubernetes.default.svc, namespace: %s}
          syncPolicy: {automated: {prune: true, selfHeal: true}, retry: {limit: 0}}
        """
            .formatted(app, control, finalizers, repository.url(), target));
    sync.awaitSynced(app);
  }

  private static String configMapYaml(String name, String annotations, String value) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s, annotations: {%s}}
    data: {greeting: "%s"}
    """
        .formatted(name, annotations, value);
  }

  private static String hook(String name, String phase, String policy) {
    return """
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: %s
      annotations: {argocd.argoproj.io/hook: %s, argocd.argoproj.io/hook-delete-policy: %s}
    spec:
      template:
        spec: {restartPolicy: Never, containers: [{name: run, image: registry.example.com/run:1}]}
    """
        .formatted(name, phase, policy);
  }

  /** No node fits its Pod, so it fails as soon as its deadline has passed. */
  private static String failingHook(String name, String phase, String policy) {
    return hook(name, phase, policy)
        .replace("spec:\n  template:", "spec:\n  activeDeadlineSeconds: 1\n  template:")
        .replace("{restartPolicy", "{nodeSelector: {no: node}, restartPolicy");
  }

  private String job(String name) {
    return "/apis/batch/v1/namespaces/" + target + "/jobs/" + name;
  }

  private String uid(String path) {
    return sync.awaitObject(path, _ -> true).at("/metadata/uid").asText();
  }

  @Test
  void hooksAreDeletedAsTheirPoliciesSay() {
    GitCommit first =
        GitCommit.of("first")
            .file("app/a.yaml", configMapYaml("hello", "", "one"))
            .file("app/before.yaml", hook("before", "PreSync", "BeforeHookCreation"))
            .file("app/once.yaml", hook("once", "PreSync", "HookSucceeded"));
    repository.commit(first);
    syncs("");
    sync.awaitGone(job("once"));
    String before = uid(job("before"));

    repository.commit(
        GitCommit.of("second")
            .file("app/a.yaml", configMapYaml("hello", "", "two"))
            .file("app/fails.yaml", failingHook("fails", "PostSync", "HookFailed"))
            .file("app/alarm.yaml", hook("alarm", "SyncFail", "BeforeHookCreation")));
    JsonNode failed = sync.awaitApplication(app, one -> phase(one).equals("Failed"));

    assertThat(failed.at("/status/operationState/message").asText()).contains(target + "/fails");
    assertThat(uid(job("before"))).isNotEqualTo(before);
    assertThat(sync.user.find(job("alarm"))).isPresent();
    sync.awaitGone(job("fails"));
    assertThat(sync.user.find(configMap(target, "hello")).orElseThrow().at("/data/greeting"))
        .hasToString("\"two\"");
  }

  @Test
  void objectsAreDeletedBetweenPreDeleteAndPostDelete() {
    repository.commit(
        GitCommit.of("first")
            .file("app/a.yaml", configMapYaml("hello", "", "one"))
            .file("app/before.yaml", hook("before", "PreDelete", "HookFailed"))
            .file("app/after.yaml", hook("after", "PostDelete", "HookFailed")));
    syncs("resources-finalizer.argocd.argoproj.io");
    assertThat(sync.user.find(job("before"))).isEmpty();

    ObjectNode _ =
        sync.user.edit(configMap(target, "hello"), "metadata: {finalizers: [example.com/slow]}");
    sync.user.delete(sync.applicationPath(app));
    JsonNode hello =
        sync.awaitObject(
            configMap(target, "hello"), one -> one.at("/metadata").has("deletionTimestamp"));
    // The object of the hook is deleted along with the others; its result stays.
    assertThat(
            sync.user
                .find(sync.applicationPath(app))
                .orElseThrow()
                .at("/status/operationState/syncResult/resources")
                .toString())
        .contains("\"before\"", "\"hookPhase\":\"Succeeded\"");
    assertThat(sync.user.find(job("after"))).isEmpty();
    assertThat(hello.at("/metadata/finalizers").toString()).contains("example.com/slow");

    ObjectNode _ = sync.user.edit(configMap(target, "hello"), "metadata: {finalizers: null}");
    sync.awaitGone(sync.applicationPath(app));
    assertThat(sync.user.find(configMap(target, "hello"))).isEmpty();
    assertThat(succeeded("after")).isTrue();
  }

  private boolean succeeded(String name) {
    return sync.user.find(job(name)).orElseThrow().at("/status/succeeded").asInt() == 1;
  }

  private void project(String windows) {
    ObjectNode _ =
        sync.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: default, namespace: %s}
            spec:
              sourceRepos: ["*"]
              destinations: [{server: "*", namespace: "*"}]
              clusterResourceWhitelist: [{group: "*", kind: "*"}]
              syncWindows: [%s]
            """
                .formatted(control, windows));
  }

  @Test
  void aWindowHoldsACommitUntilItIsOver() {
    repository.commit(GitCommit.of("first").file("app/a.yaml", configMapYaml("hello", "", "one")));
    syncs("");
    project(ALWAYS_DENIED);
    repository.commit(GitCommit.of("second").file("app/a.yaml", configMapYaml("hello", "", "two")));
    JsonNode held = sync.awaitApplication(app, one -> !condition(one, "SyncHeld").isEmpty());

    assertThat(condition(held, "SyncHeld")).startsWith("held by the deny window");
    assertThat(held.at("/status/sync/status").asText()).isEqualTo("OutOfSync");
    assertThat(sync.user.find(configMap(target, "hello")).orElseThrow().at("/data/greeting"))
        .hasToString("\"one\"");

    project("");
    sync.awaitObject(
        configMap(target, "hello"), one -> one.at("/data/greeting").asText().equals("two"));
    sync.awaitApplication(app, one -> condition(one, "SyncHeld").isEmpty());
  }

  @Test
  void prunesRunFromTheHighestWaveAndWaitForEachOther() {
    repository.commit(
        GitCommit.of("first")
            .file("app/a.yaml", configMapYaml("hello", "", "one"))
            .file("app/b.yaml", configMapYaml("low", "argocd.argoproj.io/sync-wave: '-1'", "one"))
            .file("app/c.yaml", configMapYaml("high", "argocd.argoproj.io/sync-wave: '5'", "one")));
    syncs("");
    ObjectNode _ =
        sync.user.edit(configMap(target, "high"), "metadata: {finalizers: [example.com/slow]}");

    repository.commit(GitCommit.of("second").delete("app/b.yaml").delete("app/c.yaml"));
    sync.awaitApplication(
        app,
        one ->
            one.at("/status/operationState/message")
                .asText()
                .endsWith("/high: its deletion waits for finalizers example.com/slow"));
    assertThat(
            sync.user
                .find(configMap(target, "low"))
                .orElseThrow()
                .path("metadata")
                .has("deletionTimestamp"))
        .isFalse();

    ObjectNode _ = sync.user.edit(configMap(target, "high"), "metadata: {finalizers: null}");
    sync.awaitGone(configMap(target, "low"));
    sync.awaitSynced(app);
  }

  @Test
  void theStringDataOfASecretIsNoDrift() {
    String canary = UUID.randomUUID().toString();
    repository.commit(
        GitCommit.of("first")
            .file(
                "app/secret.yaml",
                """
                apiVersion: v1
                kind: Secret
                metadata: {name: creds, annotations: {sealer.dev/allow-plain-secret: "true"}}
                stringData: {password: %s, empty: ""}
                """
                    .formatted(canary)));
    syncs("");
    JsonNode synced =
        sync.awaitApplication(
            app, one -> one.at("/status/resources/0/status").asText().equals("Synced"));
    String secret = "/api/v1/namespaces/" + target + "/secrets/creds";
    JsonNode version = sync.awaitObject(secret, _ -> true).at("/metadata/resourceVersion");
    assertThat(synced.toString()).doesNotContain(canary);

    ObjectNode _ =
        sync.user.edit(
            sync.applicationPath(app),
            "metadata: {annotations: {argocd.argoproj.io/refresh: hard}}");
    sync.awaitApplication(
        app, one -> !one.at("/metadata/annotations").has("argocd.argoproj.io/refresh"));
    sync.awaitSynced(app);
    assertThat(sync.awaitObject(secret, _ -> true).at("/metadata/resourceVersion"))
        .isEqualTo(version);
  }

  @Test
  void theHealthTableHasEveryKindThatTheApiServerServes() throws IOException {
    Set<String> served = new TreeSet<>(kinds("", "/api/v1"));
    for (JsonNode group : sync.user.find("/apis").orElseThrow().path("groups")) {
      String name = group.path("name").asText();
      if (!name.contains(".") || name.endsWith(".k8s.io")) {
        served.addAll(kinds(name, "/apis/" + group.at("/preferredVersion/groupVersion").asText()));
      }
    }
    assertThat(served).hasSizeGreaterThan(50);
    served.removeAll(tabled());
    assertThat(served).isEmpty();
  }

  /** Objects that are stored: a review or a binding has no health that anybody could ask for. */
  private Set<String> kinds(String group, String path) {
    Set<String> kinds = new TreeSet<>();
    for (JsonNode resource : sync.user.find(path).orElseThrow().path("resources")) {
      if (resource.path("verbs").toString().contains("\"watch\"")) {
        kinds.add(group + "/" + resource.path("kind").asText());
      }
    }
    return kinds;
  }

  private static Set<String> tabled() throws IOException {
    try (InputStream table =
        SyncRulesIT.class.getResourceAsStream("/dev/sealer/sync/health/objects.txt")) {
      return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" \\| ", -1))
          .map(parts ->
              (parts[0].contains("/") ? parts[0].replaceFirst("/.*", "") : "") + "/" + parts[1])
          .collect(Collectors.toSet());
    }
  }
}
