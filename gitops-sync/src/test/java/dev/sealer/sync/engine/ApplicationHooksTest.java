package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.oracle.LogCapture;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the objects of hooks come and go. */
final class ApplicationHooksTest {

  private static final LogCapture LOGS = LogCapture.install();
  private static final ResourceType JOB = ResourceType.of(Job.class);

  private final InMemoryApplications place = new InMemoryApplications();

  @AfterAll
  static void giveLogsBack() {
    LOGS.close();
  }

  @AfterEach
  void end() {
    place.close();
  }

  private static String hook(String kind, String name, String more) {
    return """
    apiVersion: %s
    kind: %s
    metadata:
      name: %s
      annotations:
        argocd.argoproj.io/hook: PreSync
        argocd.argoproj.io/hook-delete-policy: HookSucceeded
    %s
    """
        .formatted(kind.equals("Job") ? "batch/v1" : "v1", kind, name, more);
  }

  private static String job(String name) {
    return hook(
        "Job",
        name,
        "spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image:"
            + " example.com/migrate}]}}}");
  }

  private void endJob(String condition) {
    place.user.writeStatus(
        JOB, inApp("migrate"), "{conditions: [{type: " + condition + ", status: \"True\"}]}");
  }

  @Test
  void whatALaterHookNeedsStaysUntilTheSyncHasSucceeded() {
    String _ =
        place.git.commit(
            "app/hello.yaml",
            configMap("hello", "one"),
            "app/settings.yaml",
            hook("ConfigMap", "settings", "data: {}"),
            "app/migrate.yaml",
            job("migrate"));
    place.automated("web", "");
    place.settle();
    assertThat(place.user.find(JOB, inApp("migrate"))).isPresent();
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("settings"))).isPresent();

    endJob("Complete");
    place.settle();

    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    assertThat(place.greeting("hello")).isEqualTo("one");
    assertThat(place.user.find(JOB, inApp("migrate"))).isEmpty();
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("settings"))).isEmpty();
  }

  @Test
  void eachTryRunsItsHooksAnew() {
    String _ =
        place.git.commit(
            "app/hello.yaml", configMap("hello", "one"), "app/migrate.yaml", job("migrate"));
    place.apply("web", "", "{automated: {}, retry: {limit: 2, backoff: {duration: 5s}}}");
    place.settle();
    ObjectNode first = place.user.get(JOB, inApp("migrate"));
    endJob("Failed");
    place.pass(Duration.ofSeconds(20));

    ObjectNode second = place.user.get(JOB, inApp("migrate"));
    assertThat(second.at("/metadata/uid")).isNotEqualTo(first.at("/metadata/uid"));
    assertThat(place.summary("web")).endsWith(" Running");

    endJob("Complete");
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    assertThat(place.greeting("hello")).isEqualTo("one");
  }
}
