package dev.sealer.sync.it;

import static dev.sealer.sync.it.SyncHarness.condition;
import static dev.sealer.sync.it.SyncHarness.configMap;
import static dev.sealer.sync.it.SyncHarness.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import dev.sealer.testbed.git.GitCommit;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitRequest;
import dev.sealer.testbed.git.GitServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@KubernetesCluster
class ApplicationSyncIT {

  @TempDir Path temp;
  private SyncHarness sync;
  private GitServer server;
  private GitRepository repository;
  private String target;

  @BeforeEach
  void start(
      KubernetesClient client, @FreshNamespace String control, @FreshNamespace String namespace) {
    server = GitServer.start(temp.resolve("git"));
    repository = server.createPublic("team/app");
    target = namespace;
    sync = new SyncHarness(client, control, temp);
  }

  @AfterEach
  void stop() {
    sync.close();
    server.close();
  }

  @Test
  void aBranchIsSyncedWithItsCommitInTheHistory() {
    String sha =
        repository.commit(
            GitCommit.of("Say hello\n\nMore.")
                .by("Ada Example", "ada@example.org")
                .file("app/hello.yaml", configMapYaml("hello", "one")));

    sync.application(automated("app", "main", "app"));
    JsonNode application = sync.awaitApplication(app("app"), SyncHarness::isSynced);

    JsonNode status = application.path("status");
    assertThat(
            sync.user.find(configMap(target, "hello")).orElseThrow().at("/data/greeting").asText())
        .isEqualTo("one");
    assertThat(status.at("/sync/revision").asText()).isEqualTo(sha);
    assertThat(status.at("/health/status").asText()).isEqualTo("Healthy");
    assertThat(status.at("/sourceType").asText()).isEqualTo("Directory");
    assertThat(status.at("/resources/0/kind").asText()).isEqualTo("ConfigMap");
    assertThat(status.at("/resources/0/status").asText()).isEqualTo("Synced");
    JsonNode history = status.at("/history/0");
    assertThat(history.path("revision").asText()).isEqualTo(sha);
    assertThat(history.at("/commit/author").asText()).isEqualTo("Ada Example <ada@example.org>");
    assertThat(history.at("/commit/message").asText()).isEqualTo("Say hello");
    assertThat(history.at("/initiatedBy/automated").asBoolean()).isTrue();
    assertThat(
            sync.user
                .find(configMap(target, "hello"))
                .orElseThrow()
                .at("/metadata/annotations/argocd.argoproj.io~1tracking-id")
                .asText())
        .isEqualTo(app("app") + ":/ConfigMap:" + target + "/hello");
  }

  @Test
  void tagsAndCommitsAreSynced() {
    String first = repository.commit(commit("app/hello.yaml", configMapYaml("by-sha", "one")));
    repository.commit(
        GitCommit.of("second")
            .delete("app/hello.yaml")
            .file("app/hello.yaml", configMapYaml("by-tag", "two")));
    repository.annotatedTag("v1.0.0", "main", "first release");
    repository.commit(
        GitCommit.of("third").file("app/hello.yaml", configMapYaml("by-branch", "three")));

    sync.application(automated("tag", "v1.0.0", "app"));
    sync.application(automated("sha", first, "app"));
    sync.awaitSynced(app("tag"));
    sync.awaitSynced(app("sha"));

    assertThat(sync.user.find(configMap(target, "by-tag"))).isPresent();
    assertThat(sync.user.find(configMap(target, "by-sha"))).isPresent();
    assertThat(sync.user.find(configMap(target, "by-branch"))).isEmpty();
  }

  @Test
  void aManualEditIsUndoneAndItsAuthorIsNamed() {
    repository.commit(commit("app/hello.yaml", configMapYaml("hello", "one")));
    sync.application(automated("app", "main", "app"));
    sync.awaitSynced(app("app"));

    ObjectNode _ =
        sync.user.edit(configMap(target, "hello"), "{\"data\":{\"greeting\":\"hacked\"}}");
    sync.awaitObject(
        configMap(target, "hello"), o -> o.at("/data/greeting").asText().equals("one"));
    JsonNode application = sync.awaitApplication(app("app"), SyncHarness::isSynced);

    assertThat(sync.events())
        .anySatisfy(event ->
            assertThat(event).contains("DriftDetected", "hello", ".data.greeting by kubectl-edit"));
    assertThat(application.at("/status/operationState/operation/info/0/value").asText())
        .contains(".data.greeting by kubectl-edit");
    assertThat(application.at("/status/history")).hasSize(1);
  }

  @Test
  void aDeletedObjectComesBack() {
    repository.commit(commit("app/hello.yaml", configMapYaml("hello", "one")));
    sync.application(automated("app", "main", "app"));
    sync.awaitSynced(app("app"));
    String before = uid(configMap(target, "hello"));

    sync.user.delete(configMap(target, "hello"));

    sync.awaitObject(
        configMap(target, "hello"), o -> !o.at("/metadata/uid").asText().equals(before));
  }

  @Test
  void whatLeavesGitIsPrunedAndARevertBringsItBack() {
    repository.commit(
        commit("app/hello.yaml", configMapYaml("hello", "one"))
            .file("app/other.yaml", configMapYaml("other", "one")));
    sync.application(automated("app", "main", "app"));
    sync.awaitSynced(app("app"));

    String removal =
        repository.commit(
            GitCommit.of("Remove other")
                .delete("app/other.yaml")
                .file("app/hello.yaml", configMapYaml("hello", "two")));
    sync.awaitGone(configMap(target, "other"));
    sync.awaitObject(
        configMap(target, "hello"), o -> o.at("/data/greeting").asText().equals("two"));

    repository.revert(removal);

    sync.awaitObject(
        configMap(target, "other"), o -> o.at("/data/greeting").asText().equals("one"));
    sync.awaitObject(
        configMap(target, "hello"), o -> o.at("/data/greeting").asText().equals("one"));
    sync.awaitApplication(
        app("app"), a -> SyncHarness.isSynced(a) && a.at("/status/history").size() == 3);
  }

  @Test
  void anEmptiedRepositoryDeletesNothingUnlessAllowed() {
    repository.commit(commit("app/hello.yaml", configMapYaml("hello", "one")));
    sync.application(automated("app", "main", "app"));
    sync.awaitSynced(app("app"));

    repository.commit(
        GitCommit.of("Oops").delete("app/hello.yaml").file("app/README.md", "nothing here"));

    JsonNode application =
        sync.awaitApplication(app("app"), a -> !condition(a, "SyncError").isEmpty());
    assertThat(condition(application, "SyncError")).contains("allowEmpty");
    assertThat(sync.user.find(configMap(target, "hello"))).isPresent();
  }

  @Test
  void whatGitCannotGiveIsSaidAndChangesNothing() {
    repository.commit(commit("app/hello.yaml", configMapYaml("hello", "one")));

    sync.application(automated("no-revision", "no-such-branch", "app"));
    sync.application(automated("no-path", "main", "no/such/path"));
    sync.application(
        automated("no-server", "main", "app")
            .replace(repository.url().toString(), "http://127.0.0.1:1/none"));

    JsonNode revision = awaitComparisonError("no-revision");
    assertThat(condition(revision, "ComparisonError")).contains("no-such-branch");
    assertThat(condition(awaitComparisonError("no-path"), "ComparisonError"))
        .contains("no/such/path");
    assertThat(condition(awaitComparisonError("no-server"), "ComparisonError"))
        .contains("not reachable");
    assertThat(revision.at("/status/sync/status").asText()).isEqualTo("Unknown");
    assertThat(sync.user.find(configMap(target, "hello"))).isEmpty();
  }

  @Test
  void aBrokenCommitLeavesTheClusterAsItWas() {
    repository.commit(commit("app/hello.yaml", configMapYaml("hello", "one")));
    sync.application(automated("app", "main", "app"));
    sync.awaitSynced(app("app"));

    repository.commit(GitCommit.of("Break it").file("app/bad.yaml", "kind: ConfigMap\n  x: 1\n"));

    JsonNode application = awaitComparisonError("app");
    assertThat(condition(application, "ComparisonError")).contains("app/bad.yaml:");
    assertThat(sync.user.find(configMap(target, "hello"))).isPresent();
  }

  @Test
  void anObjectTheApiServerRefusesFailsTheSyncAndNothingIsApplied() {
    String sha =
        repository.commit(
            commit("app/hello.yaml", configMapYaml("hello", "one"))
                .file(
                    "app/service.yaml",
                    """
                    apiVersion: v1
                    kind: Service
                    metadata: {name: bad}
                    spec: {ports: [{port: 700000}]}
                    """));

    sync.application(automated("app", "main", "app"));
    JsonNode application =
        sync.awaitApplication(
            app("app"),
            a ->
                a.at("/status/operationState/message").asText().contains("invalid value")
                    && a.at("/status/operationState/finishedAt").isTextual());

    assertThat(application.at("/status/operationState/message").asText())
        .contains("nothing was applied", "Service " + target + "/bad", "app/service.yaml:1")
        .contains("spec.ports[0].port");
    assertThat(application.at("/status/operationState/syncResult/revision").asText())
        .isEqualTo(sha);
    assertThat(sync.user.find(configMap(target, "hello"))).isEmpty();
  }

  @Test
  void aPlainSecretInGitIsRefusedWithFileAndLine() {
    repository.commit(
        commit(
            "app/secret.yaml",
            """
            # a comment
            apiVersion: v1
            kind: Secret
            metadata: {name: creds}
            stringData: {password: canary-55ab}
            """));

    sync.application(automated("app", "main", "app"));

    String message = condition(awaitComparisonError("app"), "ComparisonError");
    assertThat(message)
        .contains("app/secret.yaml:2", "Secret creds", "sealer seal")
        .doesNotContain("canary-55ab");
  }

  @Test
  void applicationsShareOnePoll() {
    repository.commit(commit("app/hello.yaml", configMapYaml("hello", "one")));
    sync.application(automated("one", "main", "app"));
    sync.awaitSynced(app("one"));
    for (String name : new String[] {"two", "three", "four"}) {
      sync.application(automated(name, "main", "app").replace("selfHeal: true", "selfHeal: false"));
    }
    sync.awaitApplication(app("four"), a -> a.path("status").has("sync"));
    GitRepository witness = server.createPublic("team/witness");
    witness.commit(commit("app/hello.yaml", configMapYaml("witness", "one")));
    sync.application(
        automated("witness", "main", "app")
            .replace(repository.url().toString(), witness.url().toString()));
    sync.awaitSynced(app("witness"));
    int before = server.count(repository, GitRequest.Kind.LS_REFS);
    int polled = server.count(witness, GitRequest.Kind.LS_REFS);
    String sha =
        repository.commit(GitCommit.of("more").file("app/hello.yaml", configMapYaml("hello", "2")));
    for (String name : new String[] {"one", "two", "three", "four"}) {
      sync.awaitApplication(app(name), a -> a.at("/status/sync/revision").asText().equals(sha));
    }
    await()
        .atMost(SyncHarness.PATIENCE)
        .until(() -> server.count(witness, GitRequest.Kind.LS_REFS) >= polled + 6);

    // The repository of four applications is polled as often as that of one: no more than one poll
    // apart at either end, and one more list with the one fetch.
    int witnessed = server.count(witness, GitRequest.Kind.LS_REFS) - polled;
    assertThat(server.count(repository, GitRequest.Kind.LS_REFS) - before)
        .isLessThanOrEqualTo(witnessed + 3);
    assertThat(sync.metrics()).contains("argocd_git_request_total", "request_type=\"ls-remote\"");
  }

  @Test
  void aPrivateRepositoryIsReadWithTheSecretsCredentials() {
    GitRepository closed = server.create("team/private");
    closed.commit(commit("app/hello.yaml", configMapYaml("private", "one")));
    String yaml =
        automated("app", "main", "app")
            .replace(repository.url().toString(), closed.url().toString());

    sync.application(yaml);
    assertThat(condition(awaitComparisonError("app"), "ComparisonError"))
        .contains("refused the credentials", "argocd.argoproj.io/secret-type");

    ObjectNode _ =
        sync.user.apply(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: creds, labels: {argocd.argoproj.io/secret-type: repo-creds}}
            stringData: {url: "%s/team", username: "%s", password: "%s"}
            """
                .formatted(
                    server.uri().toString().replaceAll("/$", ""),
                    server.credentials().user(),
                    server.credentials().password()));
    sync.awaitSynced(app("app"));

    assertThat(sync.user.find(configMap(target, "private"))).isPresent();
  }

  @Test
  void aKilledControllerEndsAtTheSameResult() {
    GitCommit commit = GitCommit.of("many");
    for (int i = 0; i < 30; i++) {
      commit =
          commit.file(
              "app/" + i + ".yaml",
              configMapYaml("many-" + i, "x")
                  .replace(
                      "metadata:",
                      "metadata:\n  annotations: {argocd.argoproj.io/sync-wave: \"" + i + "\"}"));
    }
    repository.commit(commit);
    sync.application(automated("app", "main", "app"));
    sync.awaitObject(configMap(target, "many-3"), o -> true);

    sync.restart();
    sync.awaitSynced(app("app"));

    for (int i = 0; i < 30; i++) {
      assertThat(sync.user.find(configMap(target, "many-" + i))).isPresent();
    }
    assertThat(sync.user.find(sync.applicationPath(app("app"))).orElseThrow().at("/status/history"))
        .hasSize(1);
  }

  @Test
  void anApplicationAtRestIsNotWritten() {
    repository.commit(commit("app/hello.yaml", configMapYaml("hello", "one")));
    sync.application(automated("app", "main", "app"));
    JsonNode before = sync.awaitApplication(app("app"), SyncHarness::isSynced);
    int polls = server.count(repository, GitRequest.Kind.LS_REFS);

    org.awaitility.Awaitility.await()
        .until(() -> server.count(repository, GitRequest.Kind.LS_REFS) >= polls + 4);

    JsonNode settled = sync.user.find(sync.applicationPath(app("app"))).orElseThrow();
    int more = server.count(repository, GitRequest.Kind.LS_REFS);
    org.awaitility.Awaitility.await()
        .until(() -> server.count(repository, GitRequest.Kind.LS_REFS) >= more + 3);
    assertThat(
            sync.user
                .find(sync.applicationPath(app("app")))
                .orElseThrow()
                .at("/metadata/resourceVersion"))
        .isEqualTo(settled.at("/metadata/resourceVersion"));
    assertThat(before.at("/status/sync")).isEqualTo(settled.at("/status/sync"));
  }

  @Test
  void onlyThisClusterCanBeWrittenTo() {
    sync.application(
        automated("app", "main", "app")
            .replace("https://kubernetes.default.svc", "https://elsewhere.example.com"));

    JsonNode application =
        sync.awaitApplication(app("app"), a -> !condition(a, "InvalidSpecError").isEmpty());
    assertThat(condition(application, "InvalidSpecError")).contains("elsewhere.example.com");
  }

  @Test
  void deletingAnApplicationDeletesItsObjectsOnlyIfItSaysSo() {
    repository.commit(
        commit("app/hello.yaml", configMapYaml("cascaded", "one"))
            .file("keep/hello.yaml", configMapYaml("kept", "one")));
    sync.application(
        automated("cascade", "main", "app")
            .replace(
                "metadata:",
                "metadata:\n  finalizers: [resources-finalizer.argocd.argoproj.io/background]"));
    sync.application(automated("leave", "main", "keep"));
    sync.awaitSynced(app("cascade"));
    sync.awaitSynced(app("leave"));

    sync.user.delete(sync.applicationPath(app("leave")));
    sync.user.delete(sync.applicationPath(app("cascade")));

    sync.awaitGone(sync.applicationPath(app("leave")));
    sync.awaitGone(sync.applicationPath(app("cascade")));
    assertThat(sync.user.find(configMap(target, "cascaded"))).isEmpty();
    assertThat(sync.user.find(configMap(target, "kept"))).isPresent();
  }

  @Test
  void aManualSyncIsAskedForByTheOperationField() {
    repository.commit(commit("app/hello.yaml", configMapYaml("hello", "one")));
    sync.application(automated("app", "main", "app").replaceAll("(?s)  syncPolicy:.*", ""));
    sync.awaitApplication(
        app("app"), a -> a.at("/status/sync/status").asText().equals("OutOfSync"));
    assertThat(sync.user.find(configMap(target, "hello"))).isEmpty();

    ObjectNode _ =
        sync.user.edit(
            sync.applicationPath(app("app")),
            "{\"operation\":{\"initiatedBy\":{\"username\":\"ada\"},\"sync\":{}}}");

    JsonNode application = sync.awaitApplication(app("app"), SyncHarness::isSynced);
    assertThat(application.has("operation")).isFalse();
    assertThat(application.at("/status/history/0/initiatedBy/username").asText()).isEqualTo("ada");
    assertThat(phase(application)).isEqualTo("Succeeded");
  }

  @Test
  void aRefreshIsAnsweredAndTakenOff() {
    repository.commit(commit("app/hello.yaml", configMapYaml("hello", "one")));
    sync.application(automated("app", "main", "app"));
    sync.awaitSynced(app("app"));

    ObjectNode _ =
        sync.user.edit(
            sync.applicationPath(app("app")),
            "{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/refresh\":\"normal\"}}}");

    sync.awaitApplication(
        app("app"), a -> !a.path("metadata").path("annotations").has("argocd.argoproj.io/refresh"));
  }

  private JsonNode awaitComparisonError(String name) {
    return sync.awaitApplication(app(name), a -> !condition(a, "ComparisonError").isEmpty());
  }

  private String uid(String path) {
    return sync.user.find(path).orElseThrow().at("/metadata/uid").asText();
  }

  private static GitCommit commit(String path, String content) {
    return GitCommit.of("first").file(path, content);
  }

  private static String configMapYaml(String name, String greeting) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: "
        + name
        + "\ndata:\n  greeting: \""
        + greeting
        + "\"\n";
  }

  /** Applications of one name in two control namespaces would track each other's objects. */
  private String app(String name) {
    return name + "-" + target.substring(target.lastIndexOf('-') + 1);
  }

  private String automated(String name, String revision, String path) {
    return """
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata:
      name: %s
    spec:
      project: default
      source:
        repoURL: %s
        targetRevision: "%s"
        path: %s
      destination:
        server: https://kubernetes.default.svc
        namespace: %s
      syncPolicy:
        automated: {prune: true, selfHeal: true}
        syncOptions: [PrunePropagationPolicy=background]
    """
        .formatted(app(name), repository.url(), revision, path, target);
  }
}
