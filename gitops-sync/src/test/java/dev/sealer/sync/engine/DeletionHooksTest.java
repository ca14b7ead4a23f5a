package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.APPLICATION;
import static dev.sealer.sync.engine.InMemoryApplications.application;
import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.git.GitFailure;
import dev.sealer.kube.ResourceType;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hooks that run when an Application is deleted. */
final class DeletionHooksTest {

  private static final ResourceType JOB = ResourceType.of(Job.class);
  private static final String PRE = "pre-delete-finalizer.argocd.argoproj.io";
  private static final String POST = "post-delete-finalizer.argocd.argoproj.io";
  private static final String RESOURCES = "resources-finalizer.argocd.argoproj.io";

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

  private static String job(String name, String phase, String more) {
    return """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: %s, annotations: {argocd.argoproj.io/hook: %s%s}}
    spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: e.com/c}]}}}
    """
        .formatted(name, phase, more);
  }

  private void syncedWithPreDeleteHook() {
    synced(
        RESOURCES,
        "app/hello.yaml",
        configMap("hello", "one"),
        "app/before.yaml",
        job("before", "PreDelete", ""));
  }

  private void synced(String finalizers, String... files) {
    String _ = place.git.commit(files);
    place.automated("web", "finalizers: [" + finalizers + "]");
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
  }

  private List<String> finalizers() {
    return place
            .user
            .get(APPLICATION, application("web"))
            .at("/metadata/finalizers")
            .isMissingNode()
        ? List.of()
        : place
            .user
            .get(APPLICATION, application("web"))
            .at("/metadata/finalizers")
            .valueStream()
            .map(JsonNode::asText)
            .toList();
  }

  private boolean exists(ResourceType type, String name) {
    return place.user.find(type, inApp(name)).isPresent();
  }

  private boolean isRunning(String job) {
    return place
        .user
        .find(JOB, inApp(job))
        .filter(found -> !found.at("/spec/suspend").asBoolean())
        .isPresent();
  }

  private void end(String job, String condition) {
    place.user.writeStatus(
        JOB, inApp(job), "{conditions: [{type: " + condition + ", status: \"True\"}]}");
    place.pass(Duration.ofSeconds(30));
  }

  private void delete() {
    place.user.delete(APPLICATION, application("web"));
    place.pass(Duration.ofSeconds(30));
  }

  private boolean isGone() {
    return place.user.find(APPLICATION, application("web")).isEmpty();
  }

  @Test
  void objectsAreDeletedBetweenPreDeleteAndPostDelete() {
    synced(
        RESOURCES,
        "app/hello.yaml",
        configMap("hello", "one"),
        "app/before.yaml",
        job("before", "PreDelete", ""),
        "app/after.yaml",
        job("after", "PostDelete", ""));
    assertThat(finalizers())
        .containsExactlyInAnyOrder(RESOURCES, PRE, PRE + "/cleanup", POST, POST + "/cleanup");
    assertThat(exists(JOB, "before")).isFalse();

    delete();
    assertThat(isRunning("before")).isTrue();
    assertThat(exists(ResourceType.CONFIG_MAP, "hello")).isTrue();
    assertThat(place.status("web").at("/operationState/message").asText()).contains("before");

    end("before", "Complete");
    assertThat(exists(ResourceType.CONFIG_MAP, "hello")).isFalse();
    assertThat(exists(JOB, "before")).isFalse();
    assertThat(isRunning("after")).isTrue();
    assertThat(finalizers()).containsExactlyInAnyOrder(POST, POST + "/cleanup");

    end("after", "Complete");
    assertThat(exists(JOB, "after")).isFalse();
    assertThat(isGone()).isTrue();
  }

  @Test
  void wavesOfAPhaseFollowEachOther() {
    synced(
        RESOURCES,
        "app/first.yaml",
        job("first", "PreDelete", ", argocd.argoproj.io/sync-wave: \"-1\""),
        "app/second.yaml",
        job("second", "PreDelete", ""),
        "app/hello.yaml",
        configMap("hello", "one"));

    delete();
    assertThat(isRunning("first")).isTrue();
    assertThat(exists(JOB, "second")).isFalse();
    end("first", "Complete");
    assertThat(isRunning("second")).isTrue();
    end("second", "Complete");
    assertThat(isGone()).isTrue();
  }

  @Test
  void aFailedHookStopsTheDeletionUntilARefresh() {
    syncedWithPreDeleteHook();
    delete();
    end("before", "Failed");
    place.settle();

    assertThat(exists(ResourceType.CONFIG_MAP, "hello")).isTrue();
    assertThat(place.condition("web", "DeletionError")).contains("PreDelete hook failed", PRE);
    assertThat(place.writesDuring(Duration.ofMinutes(20))).isEmpty();

    ObjectNode failed = place.user.get(JOB, inApp("before"));
    ObjectNode _ =
        place.user.edit(
            APPLICATION,
            application("web"),
            "metadata: {annotations: {argocd.argoproj.io/refresh: normal}}");
    place.pass(Duration.ofSeconds(30));
    assertThat(place.user.get(JOB, inApp("before")).at("/metadata/uid"))
        .isNotEqualTo(failed.at("/metadata/uid"));
    assertThat(place.condition("web", "DeletionError")).isEmpty();
    end("before", "Complete");
    assertThat(isGone()).isTrue();
  }

  @Test
  void hooksThatLeaveGitTakeTheirFinalizersAlong() {
    syncedWithPreDeleteHook();

    String _ = place.git.commit("app/hello.yaml", configMap("hello", "two"));
    place.settle();

    assertThat(finalizers()).containsExactly(RESOURCES);
  }

  @Test
  void anApplicationThatLeavesItsObjectsRunsNoHook() {
    String _ = place.git.commit("app/before.yaml", job("before", "PreDelete", ""));
    place.automated("web", "");
    place.settle();
    assertThat(finalizers()).isEmpty();

    delete();
    assertThat(isGone()).isTrue();
    assertThat(exists(JOB, "before")).isFalse();
  }

  @Test
  void anOutageOfGitDoesNotStopHooksThatWereReadBefore() {
    syncedWithPreDeleteHook();
    place.git.failWith(new GitFailure.NotReachable(MemoryGit.URL, "outage"));
    place.settle();

    delete();
    assertThat(isRunning("before")).isTrue();
    end("before", "Complete");
    assertThat(isGone()).isTrue();
  }

  @Test
  void aNewestCommitThatIsRefusedDoesNotStopTheHooksOfTheDeployedOne() {
    syncedWithPreDeleteHook();
    String _ =
        place.git.commit("app/nameless.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {}}");
    place.settle();
    assertThat(place.condition("web", "ComparisonError")).isNotEmpty();

    delete();
    assertThat(isRunning("before")).isTrue();
    end("before", "Complete");
    assertThat(isGone()).isTrue();
  }

  @Test
  void aHookThatTheProjectDoesNotAllowIsNotCreated() {
    syncedWithPreDeleteHook();
    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: default, namespace: argocd}
            spec:
              sourceRepos: ["*"]
              destinations: [{server: "*", namespace: "*"}]
              namespaceResourceBlacklist: [{group: batch, kind: Job}]
            """);

    delete();

    assertThat(exists(JOB, "before")).isFalse();
    assertThat(place.condition("web", "DeletionError")).contains("does not allow Job.batch");
  }
}
