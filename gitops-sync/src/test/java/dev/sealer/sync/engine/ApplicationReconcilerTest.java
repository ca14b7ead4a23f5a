package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.APPLICATION;
import static dev.sealer.sync.engine.InMemoryApplications.application;
import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.apiserver.StoredWrite;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Applications on a cluster and a repository in memory, while all goes well. */
final class ApplicationReconcilerTest {

  private static final ResourceType JOB = new ResourceType("batch", "v1", "Job", "jobs", true);
  private static final ResourceType DEPLOYMENT =
      new ResourceType("apps", "v1", "Deployment", "deployments", true);

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

  private void synced(String... files) {
    String _ = place.git.commit(files);
    place.automated("web", "");
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
  }

  @Test
  void appliesABranchAndSaysSo() {
    String sha = place.git.commit("app/hello.yaml", configMap("hello", "one"));
    place.automated("web", "");
    place.settle();

    assertThat(place.greeting("hello")).isEqualTo("one");
    assertThat(
            place.user.text(
                ResourceType.CONFIG_MAP,
                inApp("hello"),
                "/metadata/annotations/argocd.argoproj.io~1tracking-id"))
        .isEqualTo("web:/ConfigMap:app/hello");
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    JsonNode status = place.status("web");
    assertThat(status.at("/sync/revision").asText()).isEqualTo(sha);
    assertThat(status.at("/resources/0/name").asText()).isEqualTo("hello");
    assertThat(status.at("/operationState/message").asText())
        .isEqualTo("successfully synced (all tasks run)");
    assertThat(status.path("history")).hasSize(1);
    assertThat(status.at("/history/0/commit/author").asText())
        .isEqualTo("Ada Example <ada@example.org>");
    assertThat(place.events.lines())
        .anySatisfy(line -> assertThat(line).startsWith("Normal web OperationStarted: "))
        .anySatisfy(line -> assertThat(line).startsWith("Normal web OperationCompleted: "))
        .contains("Normal web ResourceUpdated: Updated sync status: OutOfSync -> Synced");
  }

  @Test
  void anApplicationAtRestIsNotWritten() {
    synced("app/hello.yaml", configMap("hello", "one"));
    int lookups = place.git.lookups();
    int polls = place.git.polls();

    assertThat(place.writesDuring(Duration.ofMinutes(20))).isEmpty();
    assertThat(place.git.lookups() - lookups).isZero();
    assertThat(place.git.polls() - polls).isBetween(9, 12);
  }

  @Test
  void followsCommitsAndPrunesWhatLeavesGit() {
    synced("app/one.yaml", configMap("one", "1"), "app/two.yaml", configMap("two", "1"));
    String _ = place.git.commit("app/one.yaml", configMap("one", "2"));
    place.settle();
    assertThat(place.greeting("one")).isEqualTo("2");
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("two"))).isEmpty();

    String _ =
        place.git.commit(
            "app/one.yaml", configMap("one", "1"), "app/two.yaml", configMap("two", "1"));
    place.settle();
    assertThat(place.greeting("one")).isEqualTo("1");
    assertThat(place.greeting("two")).isEqualTo("1");
    assertThat(place.status("web").path("history")).hasSize(3);
  }

  @Test
  void withoutPruneWhatLeavesGitStaysAndIsSaid() {
    String _ =
        place.git.commit(
            "app/one.yaml", configMap("one", "1"), "app/two.yaml", configMap("two", "1"));
    place.apply("web", "", "{automated: {}}");
    place.settle();
    String _ = place.git.commit("app/one.yaml", configMap("one", "2"));
    place.settle();

    assertThat(place.greeting("one")).isEqualTo("2");
    assertThat(place.greeting("two")).isEqualTo("1");
    assertThat(place.summary("web")).startsWith("OutOfSync ");
  }

  @Test
  void undoesAnEditAndNamesItsAuthor() {
    synced("app/hello.yaml", configMap("hello", "one"));
    ObjectNode _ =
        place.user.edit(ResourceType.CONFIG_MAP, inApp("hello"), "data: {greeting: hacked}");
    place.settle();

    assertThat(place.greeting("hello")).isEqualTo("one");
    assertThat(place.events.lines())
        .anySatisfy(line ->
            assertThat(line).contains("DriftDetected", "hello", ".data.greeting by kubectl-edit"));
    assertThat(place.status("web").path("history")).hasSize(1);
  }

  @Test
  void aDeploymentOfGitUndoesNothing() {
    synced("app/hello.yaml", configMap("hello", "one"));
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "two"));
    place.settle();

    assertThat(place.greeting("hello")).isEqualTo("two");
    assertThat(place.status("web").at("/operationState/syncResult/resources/0/message").asText())
        .isEqualTo("configured");
  }

  @Test
  void anObjectMayAskToBePrunedLast() {
    synced(
        "app/old.yaml", configMap("old", "1", "{argocd.argoproj.io/sync-options: PruneLast=true}"));
    String _ =
        place.git.commit(
            "app/new.yaml",
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: new, annotations: {argocd.argoproj.io/sync-wave: "3"}}
            spec:
              template:
                spec: {restartPolicy: Never, containers: [{name: c, image: example.com/new}]}
            """);
    place.settle();
    assertThat(place.user.find(JOB, inApp("new"))).isPresent();
    assertThat(place.greeting("old")).isEqualTo("1");

    place.user.writeStatus(
        JOB, inApp("new"), "{succeeded: 1, conditions: [{type: Complete, status: \"True\"}]}");
    place.settle();
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("old"))).isEmpty();
  }

  @Test
  void withoutSelfHealAnEditStays() {
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "one"));
    place.apply("web", "", "{automated: {prune: true}}");
    place.settle();
    ObjectNode _ =
        place.user.edit(ResourceType.CONFIG_MAP, inApp("hello"), "data: {greeting: hacked}");
    place.settle();

    assertThat(place.greeting("hello")).isEqualTo("hacked");
    assertThat(place.summary("web")).isEqualTo("OutOfSync Healthy Succeeded");
  }

  @Test
  void makesADeletedObjectAgain() {
    synced("app/hello.yaml", configMap("hello", "one"));
    place.user.delete(ResourceType.CONFIG_MAP, inApp("hello"));
    place.settle();

    assertThat(place.greeting("hello")).isEqualTo("one");
  }

  @Test
  void appliesWavesInTheirOrder() {
    String _ =
        place.git.commit(
            "app/a.yaml",
            configMap("last", "1", "{argocd.argoproj.io/sync-wave: \"5\"}"),
            "app/b.yaml",
            configMap("first", "1", "{argocd.argoproj.io/sync-wave: \"-1\"}"),
            "app/c.yaml",
            configMap("middle", "1"));
    place.automated("web", "");

    assertThat(
            place.writesDuring(Duration.ofMinutes(1)).stream()
                .filter(write -> write.type().equals(ResourceType.CONFIG_MAP))
                .filter(write -> write.verb() == StoredWrite.Verb.CREATED)
                .map(write -> write.key().name()))
        .containsExactly("first", "middle", "last");
  }

  @Test
  void aHookRunsBeforeTheRest() {
    String _ =
        place.git.commit(
            "app/hello.yaml",
            configMap("hello", "one"),
            "app/migrate.yaml",
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: migrate, annotations: {argocd.argoproj.io/hook: PreSync}}
            spec:
              template:
                spec: {restartPolicy: Never, containers: [{name: c, image: example.com/migrate}]}
            """);
    place.automated("web", "");
    place.settle();
    assertThat(place.user.find(JOB, inApp("migrate"))).isPresent();
    assertThat(place.greeting("hello")).isEmpty();
    assertThat(place.summary("web")).endsWith(" Running");

    place.user.writeStatus(
        JOB, inApp("migrate"), "{succeeded: 1, conditions: [{type: Complete, status: \"True\"}]}");
    place.settle();
    assertThat(place.greeting("hello")).isEqualTo("one");
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
  }

  @Test
  void theHealthOfADeploymentIsThatOfTheApplication() {
    String _ =
        place.git.commit(
            "app/web.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 1
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: c, image: example.com/web}]}
            """);
    place.automated("web", "");
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Progressing Succeeded");

    place.user.writeStatus(
        DEPLOYMENT,
        inApp("web"),
        "{observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: 1}");
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
  }

  @Test
  void aManualSyncIsAskedForByTheOperation() {
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "one"));
    place.apply("web", "", "{}");
    place.settle();
    assertThat(place.status("web").at("/sync/status").asText()).isEqualTo("OutOfSync");
    assertThat(place.greeting("hello")).isEmpty();

    ObjectNode _ =
        place.user.edit(
            APPLICATION, application("web"), "operation: {initiatedBy: {username: ada}, sync: {}}");
    place.settle();
    assertThat(place.greeting("hello")).isEqualTo("one");
    assertThat(place.user.get(APPLICATION, application("web")).has("operation")).isFalse();
    assertThat(place.status("web").at("/history/0/initiatedBy/username").asText()).isEqualTo("ada");
  }

  @Test
  void aDryRunAppliesNothing() {
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "one"));
    place.apply("web", "", "{}");
    ObjectNode _ =
        place.user.edit(APPLICATION, application("web"), "operation: {sync: {dryRun: true}}");
    place.settle();

    assertThat(place.greeting("hello")).isEmpty();
    assertThat(place.summary("web")).endsWith(" Succeeded");
  }

  @Test
  void aRequestForARefreshIsTakenOff() {
    synced("app/hello.yaml", configMap("hello", "one"));
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "two"));
    ObjectNode _ =
        place.user.edit(
            APPLICATION,
            application("web"),
            "metadata: {annotations: {argocd.argoproj.io/refresh: normal}}");
    place.pass(Duration.ofSeconds(10));

    assertThat(place.greeting("hello")).isEqualTo("two");
    assertThat(
            place
                .user
                .get(APPLICATION, application("web"))
                .path("metadata")
                .path("annotations")
                .has("argocd.argoproj.io/refresh"))
        .isFalse();
  }

  @Test
  void withTheFinalizerItsObjectsGoFirst() {
    String _ =
        place.git.commit(
            "app/a.yaml", configMap("gone", "1"),
            "app/b.yaml",
                configMap("kept", "1", "{argocd.argoproj.io/sync-options: Delete=false}"));
    place.automated("web", "finalizers: [resources-finalizer.argocd.argoproj.io/background]");
    place.settle();
    place.user.delete(APPLICATION, application("web"));
    List<StoredWrite> writes = place.writesDuring(Duration.ofMinutes(3));

    assertThat(
            writes.stream()
                .filter(write -> write.verb() == StoredWrite.Verb.DELETED)
                .map(write -> write.type().kind() + " " + write.key().name()))
        .containsExactly("ConfigMap gone", "Application web");
    assertThat(place.greeting("kept")).isEqualTo("1");
  }

  @Test
  void withoutTheFinalizerItsObjectsStay() {
    synced("app/hello.yaml", configMap("hello", "one"));
    place.user.delete(APPLICATION, application("web"));
    place.settle();

    assertThat(place.user.find(APPLICATION, application("web"))).isEmpty();
    assertThat(place.greeting("hello")).isEqualTo("one");
  }
}
