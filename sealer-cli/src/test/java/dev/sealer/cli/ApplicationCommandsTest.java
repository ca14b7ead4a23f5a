package dev.sealer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.Calls.Outcome;
import dev.sealer.testbed.http.ProxiedCall;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.yaml.KubeYaml;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sealer app} against an API server that has what each test says. */
final class ApplicationCommandsTest {
  private static final String IN_ARGOCD = "/apis/argoproj.io/v1alpha1/namespaces/argocd";
  private static final String SHOP_PATH = IN_ARGOCD + "/applications/shop";
  private static final String NEWEST = "b".repeat(40);
  private static final String OLDER = "a".repeat(40);
  private static final String CANARY = "canary-" + UUID.randomUUID();

  private static final String SHOP =
      """
      kind: Application
      metadata: {name: shop, namespace: argocd, resourceVersion: "7", finalizers: [other]}
      spec:
        source: {repoURL: "https://user:word@git.example.com/team/app", path: shop, targetRevision: main}
        syncPolicy: {}
      status:
        sync: {status: OutOfSync, revision: NEWEST}
        health: {status: Degraded}
        conditions: [{type: SyncError, message: it does not work}]
        operationState: {phase: Succeeded, message: all done, syncResult: {revision: NEWEST}}
        history:
        - id: 1
          revision: OLDER
          deployedAt: "2026-01-01T00:00:00Z"
          source: {repoURL: "https://git.example.com/team/app", path: shop}
          commit: {author: Ada, message: first}
        - {id: 2, revision: NEWEST, deployedAt: "2026-01-02T00:00:00Z"}
        resources:
        - {group: apps, version: v1, kind: Deployment, namespace: shop, name: web, status: OutOfSync, health: {status: Degraded}}
        - {version: v1, kind: Service, namespace: shop, name: web, status: Synced, health: {status: Healthy}}
        - {version: v1, kind: ConfigMap, namespace: shop, name: gone, status: OutOfSync, health: {status: Missing}}
        - {version: v1, kind: ConfigMap, namespace: shop, name: old, status: OutOfSync, requiresPruning: true}
      """
          .replace("NEWEST", NEWEST)
          .replace("OLDER", OLDER);

  private static final String CALM =
      SHOP.replace("OutOfSync, revision", "Synced, revision")
          .replace(
              "health: {status: Degraded}\n  conditions",
              "health: {status: Healthy}\n  conditions");

  @TempDir private Path folder = Path.of("");
  private final ServedObjects objects = new ServedObjects();
  private final Deque<String> next = new ArrayDeque<>();
  private final List<String> writes = new ArrayList<>();
  private final List<String> accepted = new ArrayList<>();

  private Answer answer(ProxiedCall call) {
    String path = ServedObjects.path(call);
    if (!call.method().equals("GET")) {
      writes.add(call.method() + " " + path + " " + call.body());
      if (!next.isEmpty()) {
        objects.put(SHOP_PATH, next.removeFirst());
      }
    } else if (!path.contains("argoproj.io") && path.contains("/namespaces/")) {
      accepted.add(call.header("Accept"));
    }
    return objects.answer(call);
  }

  private Outcome app(String... words) {
    return ServedObjects.run(folder, this::answer, "app", words);
  }

  private void has(String yaml) {
    objects.put(SHOP_PATH, yaml);
    objects.putList(IN_ARGOCD + "/applications", yaml);
  }

  @Test
  void listShowsStateAndCommit() {
    has(SHOP);
    Outcome outcome = app("list");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines().toList().getLast().split(" +"))
        .containsExactly(
            "shop", "OutOfSync", "Degraded", "Succeeded", "bbbbbbb", "shop", "SyncError");
    has(CALM);
    assertThat(app("list", "--unsettled").out().lines()).hasSize(1);
  }

  @Test
  void anApplicationOfAnyNamespaceIsListedAndNamedWithIt() {
    String other = SHOP.replace("namespace: argocd", "namespace: team-a");
    objects.putList("/apis/argoproj.io/v1alpha1/applications", SHOP, other);
    objects.put(SHOP_PATH.replace("argocd", "team-a"), CALM);

    assertThat(app("list", "-A").out().lines().map(line -> line.replaceFirst(" .*", "")))
        .containsExactly("NAME", "argocd/shop", "team-a/shop");
    assertThat(app("get", "team-a/shop").out()).contains("sync:       Synced");
    assertThat(app("get", "shop", "-n", "team-a").out()).contains("sync:       Synced");
    assertThat(app("get", "team-a/").exitCode()).isEqualTo(2);
    assertThat(app("refresh", "team-a/shop", "-o", "json").out())
        .contains("\"namespace\": \"team-a\"", "\"name\": \"shop\"");
    assertThat(writes).singleElement().asString().contains("/namespaces/team-a/applications/shop");
  }

  @Test
  void getShowsProblemsAndNoCredentials() {
    has(SHOP);
    assertThat(app("get", "shop").out())
        .contains("https://git.example.com/team/app shop")
        .contains("sync:       OutOfSync with bbbbbbb")
        .contains("SyncError:  it does not work")
        .contains("objects:    4, 3 not in sync")
        .doesNotContain("word@");
    assertThat(app("get", "none").err())
        .isEqualTo("error: Application argocd/none does not exist\n");
  }

  @Test
  void resourcesCanBeKeptToThoseThatDiffer() {
    has(SHOP);
    assertThat(app("resources", "shop").out().lines()).hasSize(5);
    JsonNode found =
        KubeYaml.readDocument(app("resources", "shop", "--out-of-sync", "-o", "json").out(), "out")
            .content();
    assertThat(found.path("resources")).hasSize(3);
    assertThat(found.at("/resources/2/requiresPruning").asBoolean()).isTrue();
  }

  @Test
  void diffNamesAuthorsAndFieldsAndReadsNoValue() {
    has(SHOP);
    objects.put(
        "/apis/apps/v1", "resources: [{name: deployments, kind: Deployment, namespaced: true}]");
    objects.put("/api/v1", "resources: [{name: configmaps, kind: ConfigMap, namespaced: true}]");
    objects.put(
        "/apis/apps/v1/namespaces/shop/deployments/web",
        """
        metadata:
          managedFields:
          - {manager: sealer-sync, time: "2026-01-03T00:00:00Z", fieldsV1: {"f:spec": {"f:paused": {}}}}
          - manager: kubectl-edit
            time: "2026-01-02T00:00:00Z"
            fieldsV1:
              "f:spec": {"f:replicas": {}, "f:finalizers": {'v:"VALUE"': {}}}
          - {manager: kubelet, subresource: status, time: "2026-01-04T00:00:00Z", fieldsV1: {}}
        """
            .replace("VALUE", CANARY));
    Outcome outcome = app("diff", "shop");

    assertThat(outcome.exitCode()).isOne();
    assertThat(outcome.out())
        .contains(
            "changed    shop Deployment.apps/web  last changed by kubectl-edit at"
                + " 2026-01-02T00:00:00Z: .spec.replicas, .spec.finalizers\n")
        .contains("missing    shop ConfigMap/gone\n")
        .contains("left over  shop ConfigMap/old\n")
        .doesNotContain(CANARY);
    assertThat(accepted)
        .isNotEmpty()
        .allSatisfy(types -> assertThat(types).contains("PartialObjectMetadata"));
    has(CALM);
    assertThat(app("diff", "shop").exitCode()).isZero();
  }

  @Test
  void diffNamesWhoScaled() {
    has(SHOP);
    objects.put(
        "/apis/apps/v1", "resources: [{name: deployments, kind: Deployment, namespaced: true}]");
    objects.put(
        "/apis/apps/v1/namespaces/shop/deployments/web",
        """
        metadata:
          managedFields:
          - {manager: kubectl, subresource: scale, time: "2026-01-02T00:00:00Z", fieldsV1: {"f:spec": {"f:replicas": {}}}}
        """);

    assertThat(app("diff", "shop").out())
        .contains("last changed by kubectl at 2026-01-02T00:00:00Z: .spec.replicas\n");
  }

  @Test
  void syncWritesAnOperationAndWaitsForItsEnd() {
    has(SHOP);
    next.add(SHOP + "operation: {sync: {}}\n");
    Outcome waiting = app("sync", "shop", "--timeout", "0");
    assertThat(waiting.exitCode()).isOne();
    assertThat(waiting.err()).contains("shop: waits for the controller");

    has(SHOP);
    writes.clear();
    Outcome outcome =
        app("sync", "shop", "--prune", "--revision", "v1", "--resource", "apps:Deployment:web");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).isEqualTo("argocd/shop: Succeeded all done\n");
    assertThat(writes)
        .singleElement()
        .satisfies(write ->
            assertThat(write)
                .contains("\"resourceVersion\":\"7\"", "\"username\":\"sealer app\"")
                .contains("\"revision\":\"v1\"", "\"prune\":true")
                .contains("{\"group\":\"apps\",\"kind\":\"Deployment\",\"name\":\"web\"}"));
  }

  @Test
  void aSyncThatFailsEndsWithOne() {
    has(SHOP.replace("phase: Succeeded", "phase: Failed"));
    Outcome outcome = app("sync", "shop");
    assertThat(outcome.exitCode()).isOne();
    assertThat(outcome.err()).contains("error: the sync of argocd/shop failed: all done");
  }

  @Test
  void aSecondSyncIsRefused() {
    has(SHOP.replace("phase: Succeeded", "phase: Running"));
    Outcome outcome = app("sync", "shop");
    assertThat(outcome.exitCode()).isOne();
    assertThat(outcome.err()).contains("runs already", "sealer app terminate shop");
    assertThat(writes).isEmpty();
  }

  @Test
  void waitAsksForARefreshAndEndsOnceAllIsWell() {
    has(CALM);
    Outcome outcome = app("wait", "shop", "--revision", NEWEST);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).isEqualTo("argocd/shop is Synced and Healthy with bbbbbbb\n");
    assertThat(writes.getFirst()).contains("\"argocd.argoproj.io/refresh\":\"normal\"");

    assertThat(app("wait", "shop", "--revision", OLDER, "--timeout", "0").err())
        .contains("is at commit bbbbbbb");
    has(SHOP);
    assertThat(app("wait", "shop", "--timeout", "0").err()).contains("OutOfSync, Degraded");
    has(SHOP.replace("phase: Succeeded", "phase: Error"));
    assertThat(app("wait", "shop").err()).contains("the sync of argocd/shop failed: all done");
  }

  @Test
  void historyAndRollback() {
    has(SHOP);
    assertThat(app("history", "shop").out())
        .containsPattern("2 +2026-01-02T00:00:00Z +bbbbbbb +- +-\n1 +2026-01-01.* +Ada +first\n");
    assertThat(app("rollback", "shop").exitCode()).isZero();
    assertThat(writes.getFirst())
        .contains("\"revision\":\"" + OLDER + "\"", "\"path\":\"shop\"", "\"prune\":false");
    assertThat(app("rollback", "shop", "9").err()).contains("no sync 9 in the history");

    has(SHOP.replace("syncPolicy: {}", "syncPolicy: {automated: {}}"));
    assertThat(app("rollback", "shop").err()).contains("would undo the rollback");
  }

  @Test
  void severalSourcesAreShownAndRolledBackTogether() {
    has(
        """
        kind: Application
        metadata: {name: shop, namespace: argocd, resourceVersion: "7"}
        spec:
          sources:
          - {repoURL: "https://git.example.com/team/app", path: shop, targetRevision: main}
          - {repoURL: "https://git.example.com/team/more", path: extra, targetRevision: v1}
        status:
          sync: {status: Synced, revisions: [NEWEST, OLDER]}
          history:
          - {id: 1, revisions: [OLDER, OLDER], sources: [{path: a}, {path: b}]}
          - {id: 2, revisions: [NEWEST, OLDER], sources: [{path: a}, {path: b}]}
        """
            .replace("NEWEST", NEWEST)
            .replace("OLDER", OLDER));

    assertThat(app("get", "shop").out())
        .contains(
            "https://git.example.com/team/app shop", "https://git.example.com/team/more extra")
        .contains("Synced with bbbbbbb,aaaaaaa");
    assertThat(app("list").out()).contains(" shop,extra");
    assertThat(app("history", "shop").out()).contains(" aaaaaaa,aaaaaaa");
    Outcome _ = app("rollback", "shop", "--timeout", "0");
    assertThat(writes.getFirst())
        .contains(
            "\"sync\":{\"prune\":false,\"revisions\":[\""
                + OLDER
                + "\",\""
                + OLDER
                + "\"],"
                + "\"sources\":[{\"path\":\"a\"},{\"path\":\"b\"}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "refresh, '\"argocd.argoproj.io/refresh\":\"normal\"'",
    "pause, '\"argocd.argoproj.io/skip-reconcile\":\"true\"'",
    "resume, '\"argocd.argoproj.io/skip-reconcile\":null'",
  })
  void requestsAreAnnotations(String word, String annotation) {
    has(SHOP);
    assertThat(app(word, "shop").exitCode()).isZero();
    assertThat(writes).singleElement().satisfies(write -> assertThat(write).contains(annotation));
  }

  @Test
  void onlyASyncThatRunsIsTerminated() {
    has(SHOP);
    assertThat(app("terminate", "shop").err()).contains("no sync runs");
    has(SHOP.replace("phase: Succeeded", "phase: Running"));
    assertThat(app("terminate", "shop").exitCode()).isZero();
    assertThat(writes.getLast()).contains("{\"phase\":\"Terminating\"}");
  }

  @Test
  void treeShowsWhatWorkloadsHaveCreated() {
    has(SHOP);
    objects.put(
        "/apis/apps/v1/namespaces/shop/replicasets",
        """
        items:
        - metadata: {name: web-1, namespace: shop, ownerReferences: [{kind: Deployment, name: web}]}
        """);
    objects.put(
        "/api/v1/namespaces/shop/pods",
        """
        items:
        - metadata: {name: web-1-x, namespace: shop, ownerReferences: [{kind: ReplicaSet, name: web-1}]}
        """);

    assertThat(app("tree", "shop").out())
        .contains(
            """
            shop Deployment.apps/web  OutOfSync Degraded
              ReplicaSet/web-1
                Pod/web-1-x
            shop Service/web  Synced Healthy
            """);
    assertThat(app("tree", "shop", "-o", "yaml").out()).contains("name: web-1-x");
  }

  @Test
  void deleteSaysWhatBecomesOfTheObjects() {
    has(SHOP);
    assertThat(app("delete", "shop").exitCode()).isEqualTo(2);
    assertThat(writes).isEmpty();

    assertThat(app("delete", "shop", "--cascade", "background").exitCode()).isZero();
    assertThat(writes)
        .satisfiesExactly(
            patch ->
                assertThat(patch)
                    .contains("[\"other\",\"resources-finalizer.argocd.argoproj.io/background\"]"),
            delete -> assertThat(delete).startsWith("DELETE " + SHOP_PATH));
    assertThat(app("delete", "shop", "--cascade", "none").out()).contains("its objects stay");
  }

  @Test
  void aDeletionThatLeavesTheObjectsRunsNoHooks() {
    has(SHOP.replace("[other]", "[other, pre-delete-finalizer.argocd.argoproj.io/cleanup]"));

    assertThat(app("delete", "shop", "--cascade", "none").exitCode()).isZero();
    assertThat(writes.getFirst()).contains("\"finalizers\":[\"other\"]");
    writes.clear();
    assertThat(app("delete", "shop", "--cascade", "foreground").exitCode()).isZero();
    assertThat(writes.getFirst()).contains("pre-delete-finalizer");
  }

  @Test
  void aPauseMayEndByItself() {
    has(SHOP);
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    assertThat(app("pause", "shop", "--for", "2h").exitCode()).isZero();
    assertThat(writes)
        .singleElement()
        .satisfies(write -> {
          assertThat(write).doesNotContain("skip-reconcile");
          String until = write.replaceAll("(?s).*automation-paused-until\":\"([^\"]+)\".*", "$1");
          assertThat(Instant.parse(until)).isAfterOrEqualTo(before.plus(2, ChronoUnit.HOURS));
        });
    assertThat(app("pause", "shop", "--for", "soon").exitCode()).isEqualTo(2);
  }

  @Test
  void resumeEndsAPauseOfAutomationToo() {
    has(
        SHOP.replace(
            "finalizers: [other]",
            "annotations: {sealer.dev/automation-paused-until: \"2030-01-01T00:00:00Z\"}"));
    assertThat(app("resume", "shop").exitCode()).isZero();
    assertThat(writes)
        .singleElement()
        .satisfies(
            write -> assertThat(write).contains("\"sealer.dev/automation-paused-until\":null"));
  }

  @Test
  void createWritesAnApplication() {
    objects.put(IN_ARGOCD + "/applications", SHOP);
    Outcome outcome =
        app(
            "create",
            "shop",
            "--repo",
            "https://git.example.com/team/app",
            "--dest-namespace",
            "shop",
            "--sync-policy",
            "automated",
            "--auto-prune",
            "--set-finalizer");

    assertThat(writes)
        .singleElement()
        .satisfies(write -> {
          assertThat(write).startsWith("POST " + IN_ARGOCD + "/applications ");
          assertThat(write)
              .contains(
                  "\"source\":{\"repoURL\":\"https://git.example.com/team/app\",\"path\":\".\"}",
                  "\"automated\":{\"prune\":true}",
                  "\"project\":\"default\"",
                  "\"finalizers\":[\"resources-finalizer.argocd.argoproj.io\"]");
        });
    assertThat(outcome.err()).isEmpty();
    assertThat(app("create", "shop", "--dest-namespace", "shop").exitCode()).isEqualTo(2);
  }

  @Test
  void setChangesOnlyWhatIsGiven() {
    has(SHOP);
    assertThat(app("set", "shop", "--revision", "v1", "--sync-policy", "none").exitCode()).isZero();
    assertThat(writes)
        .singleElement()
        .satisfies(write ->
            assertThat(write)
                .contains(
                    "\"resourceVersion\":\"7\"",
                    "\"spec\":{\"source\":{\"targetRevision\":\"v1\"},"
                        + "\"syncPolicy\":{\"automated\":null}}"));
    assertThat(app("set", "shop").exitCode()).isEqualTo(2);
    assertThat(app("set", "shop", "--sync-policy", "maybe").exitCode()).isEqualTo(2);
    assertThat(app("set", "shop", "--sync-policy", "none", "--self-heal").exitCode()).isEqualTo(2);
  }

  @Test
  void aWrongFormatIsAUsageError() {
    assertThat(app("list", "-o", "xml").exitCode()).isEqualTo(2);
    assertThat(app("sync", "shop", "--resource", "web").err()).contains("use GROUP:KIND:NAME");
  }
}
