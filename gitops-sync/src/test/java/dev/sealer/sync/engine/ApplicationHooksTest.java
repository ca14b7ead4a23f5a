package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.APPLICATION;
import static dev.sealer.sync.engine.InMemoryApplications.application;
import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.apiserver.StoredWrite;
import dev.sealer.simulation.plan.Fault;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When the objects of hooks come and go. */
final class ApplicationHooksTest {

  private static final ResourceType JOB = ResourceType.of(Job.class);

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

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

  private static final ObjectKey MIGRATE = inApp("migrate");

  private void runsMigration() {
    String _ =
        place.git.commit(
            "app/hello.yaml", configMap("hello", "one"), "app/migrate.yaml", job("migrate"));
    place.apply(
        "web",
        "finalizers: [resources-finalizer.argocd.argoproj.io/background]",
        "{automated: {prune: true, selfHeal: true}, retry: {limit: 0}}");
    place.settle();
    assertThat(place.user.find(JOB, MIGRATE)).isPresent();
  }

  private static Optional<String> step(StoredWrite write) {
    JsonNode after = write.after();
    if (after == null) {
      return Optional.empty();
    }
    if (write.type().equals(JOB)) {
      return Optional.of("suspend " + after.at("/spec/suspend"));
    }
    return after.at("/status/operationState/syncResult/resources").isEmpty()
        ? Optional.empty()
        : Optional.of("status " + after.at("/status/operationState/phase").asText());
  }

  @Test
  void aHookRunsOnceTheStatusSaysThatItWasCreated() {
    List<StoredWrite> writes = new ArrayList<>();
    place.world.server().listen(writes::add);
    runsMigration();

    List<String> steps = writes.stream().flatMap(write -> step(write).stream()).distinct().toList();
    assertThat(steps).startsWith("suspend true", "status Running", "suspend false");
    assertThat(place.user.get(JOB, MIGRATE).at("/metadata/annotations/sealer.dev~1paused"))
        .isEmpty();
  }

  @Test
  void aHookThatAFormerLeaderCreatesTooLateDoesNotRun() {
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "one"));
    place.automated("web", "");
    place.settle();

    ObjectNode _ =
        place.user.apply(
            """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: migrate
              namespace: app
              finalizers: [argocd.argoproj.io/hook-finalizer]
              annotations:
                argocd.argoproj.io/hook: PreSync
                argocd.argoproj.io/tracking-id: "web:batch/Job:app/migrate"
                sealer.dev/operation: "2026-01-01T00:00:00Z/PreSync"
                sealer.dev/paused: "true"
            spec:
              suspend: true
              template: {spec: {restartPolicy: Never, containers: [{name: c, image: e.com/c}]}}
            """);
    List<StoredWrite> writes = place.writesDuring(Duration.ofMinutes(1));

    assertThat(place.user.find(JOB, MIGRATE)).isEmpty();
    assertThat(writes)
        .flatMap(write -> step(write).stream().toList())
        .doesNotContain("suspend false");
  }

  @Test
  void aHookThatIsDeletedOnceItEndedHasSucceeded() {
    runsMigration();

    endJob("Complete");
    place.user.delete(JOB, MIGRATE);
    place.settle();

    assertThat(place.user.find(JOB, MIGRATE)).isEmpty();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    assertThat(place.greeting("hello")).isEqualTo("one");
  }

  @Test
  void aHookThatIsDeletedBeforeItEndedHasFailed() {
    runsMigration();

    place.user.delete(JOB, MIGRATE);
    place.settle();

    assertThat(place.user.find(JOB, MIGRATE)).isEmpty();
    assertThat(place.status("web").at("/operationState/message").asText()).contains("migrate");
    assertThat(place.status("web").at("/operationState/syncResult/resources/0/message").asText())
        .isEqualTo("its object was deleted before it ended");
    assertThat(place.greeting("hello")).isEmpty();
  }

  @Test
  void aRunningHookDoesNotKeepItsApplicationFromBeingDeleted() {
    runsMigration();

    place.user.delete(APPLICATION, application("web"));
    place.settle();

    assertThat(place.user.find(JOB, MIGRATE)).isEmpty();
    assertThat(place.user.find(APPLICATION, application("web"))).isEmpty();
  }

  @Test
  void aTerminatedSyncHoldsNoHook() {
    runsMigration();

    ObjectNode _ =
        place.user.edit(
            APPLICATION, application("web"), "status: {operationState: {phase: Terminating}}");
    place.settle();

    assertThat(place.summary("web")).endsWith("Failed");
    assertThat(place.user.get(JOB, MIGRATE).at("/metadata/finalizers")).isEmpty();
  }

  @Test
  void afterARestartADeletedApplicationTakesItsHooksAlong() {
    try (InMemoryApplications other =
        new InMemoryApplications(new Fault.Restart("a", 200_000, 60_000))) {
      String kept = job("migrate").replace("HookSucceeded", "HookFailed");
      String _ =
          other.git.commit("app/hello.yaml", configMap("hello", "one"), "app/migrate.yaml", kept);
      other.automated("web", "finalizers: [resources-finalizer.argocd.argoproj.io/background]");
      other.pass(Duration.ofSeconds(60));
      other.user.writeStatus(
          JOB, inApp("migrate"), "{conditions: [{type: Complete, status: \"True\"}]}");
      other.pass(Duration.ofMinutes(2));
      assertThat(other.summary("web")).isEqualTo("Synced Healthy Succeeded");
      String _ = other.git.commit("app/hello.yaml", configMap("hello", "one"));
      other.pass(Duration.ofSeconds(25));

      other.user.delete(APPLICATION, application("web"));
      other.pass(Duration.ofMinutes(3));

      assertThat(other.user.find(APPLICATION, application("web"))).isEmpty();
      assertThat(other.user.find(JOB, inApp("migrate"))).isEmpty();
    }
  }

  @Test
  void aHookOfAnApplicationThatWasDeletedMeanwhileIsNotHeld() {
    try (InMemoryApplications other =
        new InMemoryApplications(new Fault.Restart("a", 100_000, 60_000))) {
      String _ =
          other.git.commit(
              "app/hello.yaml", configMap("hello", "one"), "app/migrate.yaml", job("migrate"));
      other.automated("web", "");
      other.pass(Duration.ofSeconds(110));
      assertThat(other.user.find(JOB, MIGRATE)).isPresent();

      other.user.delete(APPLICATION, application("web"));
      other.user.delete(JOB, MIGRATE);
      other.pass(Duration.ofSeconds(10));
      assertThat(other.user.find(JOB, MIGRATE)).isPresent();

      other.pass(Duration.ofMinutes(3));
      assertThat(other.user.find(JOB, MIGRATE)).isEmpty();
    }
  }

  @Test
  void aFailedHookIsDeletedIfItsPolicySaysSoOnceTheHooksOfTheFailureHaveRun() {
    String _ =
        place.git.commit(
            "app/hello.yaml",
            configMap("hello", "one"),
            "app/migrate.yaml",
            job("migrate").replace("HookSucceeded", "HookFailed"),
            "app/alarm.yaml",
            job("alarm").replace("PreSync", "SyncFail"));
    place.automated("web", "");
    place.settle();
    assertThat(place.user.find(JOB, inApp("alarm"))).isEmpty();

    endJob("Failed");
    place.settle();
    assertThat(place.user.find(JOB, inApp("alarm"))).isPresent();
    assertThat(place.user.find(JOB, MIGRATE)).isPresent();
    assertThat(place.summary("web")).endsWith(" Running");

    place.user.writeStatus(
        JOB, inApp("alarm"), "{conditions: [{type: Complete, status: \"True\"}]}");
    place.settle();
    assertThat(place.user.find(JOB, MIGRATE)).isEmpty();
    assertThat(place.summary("web")).endsWith(" Failed");
    assertThat(place.greeting("hello")).isEmpty();
  }

  @Test
  void aGeneratedNameIsMadeOfRevisionPhaseAndTime() {
    String sha =
        place.git.commit(
            "app/hello.yaml",
            configMap("hello", "one"),
            "app/migrate.yaml",
            job("migrate").replace("name: migrate", "generateName: migrate-"));
    place.automated("web", "");
    place.settle();

    Instant begun = Instant.parse(place.status("web").at("/operationState/startedAt").asText());
    assertThat(
            place.user.find(
                JOB,
                inApp("migrate-" + sha.substring(0, 7) + "-presync-" + begun.getEpochSecond())))
        .isPresent();
  }
}
