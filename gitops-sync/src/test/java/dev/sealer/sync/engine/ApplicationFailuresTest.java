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
import dev.sealer.simulation.apiserver.AdmissionHook.Operation;
import dev.sealer.simulation.apiserver.AdmissionHook.Review;
import dev.sealer.simulation.apiserver.AdmissionHook.Verdict;
import dev.sealer.simulation.plan.Fault;
import dev.sealer.simulation.plan.Spot;
import dev.sealer.testbed.canary.Canary;
import dev.sealer.testbed.canary.CanarySearch;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications on a cluster and a repository in memory, while something goes wrong. */
final class ApplicationFailuresTest {

  private static InMemoryApplications synced() {
    InMemoryApplications place = new InMemoryApplications();
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "one"));
    place.automated("web", "finalizers: [resources-finalizer.argocd.argoproj.io/background]");
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    return place;
  }

  private static void refuse(InMemoryApplications place, Predicate<Review> which) {
    place
        .world
        .server()
        .admitWith(review ->
            which.test(review)
                ? new Verdict.Refused("a policy forbids it")
                : new Verdict.Allowed());
  }

  static Stream<GitFailure> gitFailures() {
    return Stream.of(
        new GitFailure.NoSuchRepository(MemoryGit.URL),
        new GitFailure.Storage(MemoryGit.URL, "disk full"));
  }

  @ParameterizedTest
  @MethodSource("gitFailures")
  void whatGitCannotGiveIsSaidAndChangesNothing(GitFailure failure) {
    try (InMemoryApplications place = synced()) {
      place.git.failWith(failure);
      place.settle();
      assertThat(place.condition("web", "ComparisonError")).isEqualTo(failure.message());
      assertThat(place.status("web").at("/sync/status").asText()).isEqualTo("Unknown");
      assertThat(place.greeting("hello")).isEqualTo("one");

      worksAgain(place);
    }
  }

  static Stream<GitFailure> outages() {
    return Stream.of(
        new GitFailure.NotReachable(MemoryGit.URL, "connection refused"),
        new GitFailure.NotAuthorised(MemoryGit.URL, "401"));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void anOutageOfGitIsReportedAfterAWhileAndStopsNoSelfHeal(GitFailure failure) {
    try (InMemoryApplications place = synced()) {
      place.git.failWith(failure);
      place.pass(Duration.ofMinutes(2));
      assertThat(place.condition("web", "ComparisonError")).isEmpty();

      ObjectNode _ =
          place.user.edit(ResourceType.CONFIG_MAP, inApp("hello"), "data: {greeting: drift}");
      place.pass(Duration.ofSeconds(10));
      assertThat(place.greeting("hello")).isEqualTo("one");

      place.pass(Duration.ofMinutes(6));
      assertThat(place.condition("web", "ComparisonError")).isEqualTo(failure.message());
      assertThat(place.status("web").at("/sync/status").asText()).isEqualTo("Synced");

      worksAgain(place);
    }
  }

  @Test
  void aSyncOfACommitThatIsNotThereDoesNotSyncAnotherOne() {
    try (InMemoryApplications place = synced()) {
      String _ = place.git.commit("app/hello.yaml", configMap("hello", "two"));
      place.git.failWith(new GitFailure.NotReachable(MemoryGit.URL, "connection refused"));
      ObjectNode _ =
          place.user.edit(
              InMemoryApplications.APPLICATION,
              InMemoryApplications.application("web"),
              "operation: {sync: {revision: main, prune: true}}");
      place.pass(Duration.ofMinutes(1));

      JsonNode operation = place.status("web").at("/operationState");
      assertThat(operation.at("/operation/initiatedBy/automated").asBoolean()).isTrue();
      worksAgain(place);
    }
  }

  @Test
  void aRefreshThatGitDoesNotAnswerSaysSoAtOnce() {
    try (InMemoryApplications place = synced()) {
      place.git.failWith(new GitFailure.NotReachable(MemoryGit.URL, "connection refused"));
      ObjectNode _ =
          place.user.edit(
              InMemoryApplications.APPLICATION,
              InMemoryApplications.application("web"),
              "metadata: {annotations: {argocd.argoproj.io/refresh: normal}}");
      place.pass(Duration.ofSeconds(5));

      assertThat(place.condition("web", "ComparisonError")).contains("connection refused");
    }
  }

  private static void worksAgain(InMemoryApplications place) {
    place.git.failWith(null);
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "two"));
    place.settle();
    assertThat(place.condition("web", "ComparisonError")).isEmpty();
    assertThat(place.greeting("hello")).isEqualTo("two");
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    try (InMemoryApplications place = synced()) {
      String _ = place.git.commit("other/hello.yaml", configMap("hello", "two"));
      place.settle();

      assertThat(place.condition("web", "ComparisonError")).contains("has no directory app");
      assertThat(place.greeting("hello")).isEqualTo("one");
    }
  }

  @Test
  void aBrokenCommitLeavesTheClusterAsItWasAndIsNamedWithFileAndLine() {
    try (InMemoryApplications place = synced()) {
      String _ =
          place.git.commit(
              "app/bad.yaml",
              "kind: ConfigMap\n  x: 1\n",
              "app/hello.yaml",
              configMap("hello", "2"));
      place.settle();

      assertThat(place.condition("web", "ComparisonError")).contains("app/bad.yaml:");
      assertThat(place.greeting("hello")).isEqualTo("one");
    }
  }

  @Test
  void anEmptiedDirectoryDeletesNothingUnlessAllowed() {
    try (InMemoryApplications place = synced()) {
      String _ = place.git.commit("app/README.md", "nothing here");
      place.settle();
      assertThat(place.condition("web", "SyncError")).contains("allowEmpty");
      assertThat(place.greeting("hello")).isEqualTo("one");

      place.apply("web", "", "{automated: {prune: true, allowEmpty: true}}");
      place.settle();
      assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("hello"))).isEmpty();
    }
  }

  @Test
  void anUnsealedSecretInGitIsRefusedWithFileAndLine() {
    Canary canary = Canary.random();
    try (InMemoryApplications place = synced()) {
      String _ =
          place.git.commit(
              "app/secret.yaml",
              """
              # a comment
              apiVersion: v1
              kind: Secret
              metadata: {name: creds}
              stringData: {password: '%s'}
              """
                  .formatted(canary.value()));
      StringBuilder logged = new StringBuilder();
      place.logs.follow(logged::append);
      place.settle();

      assertThat(place.condition("web", "ComparisonError"))
          .contains("app/secret.yaml:2", "Secret creds");
      assertThat(place.user.find(ResourceType.SECRET, inApp("creds"))).isEmpty();
      CanarySearch.of(canary)
          .text("status", place.status("web").toString())
          .text("events", String.join("\n", place.events.lines()))
          .text("log", logged.toString())
          .assertNothingFound();
    }
  }

  @Test
  void whatTheApiServerRefusesFailsTheSyncBeforeAnythingIsApplied() {
    try (InMemoryApplications place = synced()) {
      refuse(place, review -> review.key().equals(inApp("bad")));
      String _ =
          place.git.commit(
              "app/bad.yaml", configMap("bad", "1"), "app/hello.yaml", configMap("hello", "two"));
      place.settle();

      assertThat(place.summary("web")).endsWith(" Failed");
      assertThat(place.status("web").at("/operationState/message").asText())
          .contains("nothing was applied", "ConfigMap app/bad", "a policy forbids it");
      assertThat(place.greeting("hello")).isEqualTo("one");

      refuse(place, _ -> false);
      String _ = place.git.commit("app/hello.yaml", configMap("hello", "three"));
      place.settle();
      assertThat(place.greeting("hello")).isEqualTo("three");
      assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    }
  }

  @Test
  void anUnexpectedExceptionBecomesACondition() {
    try (InMemoryApplications place = synced()) {
      place.git.breakWith(new IllegalStateException("canary-8d"));
      String _ = place.git.commit("app/hello.yaml", configMap("hello", "two"));
      ObjectNode _ =
          place.user.edit(
              APPLICATION,
              application("web"),
              "metadata: {annotations: {argocd.argoproj.io/refresh: normal}}");
      place.settle();

      assertThat(place.condition("web", "ComparisonError"))
          .isEqualTo("internal error (IllegalStateException); see the operator's log");
      assertThat(place.summary("web")).startsWith("Unknown");

      place.git.breakWith(null);
      place.pass(Duration.ofMinutes(10));
      assertThat(place.condition("web", "ComparisonError")).isEmpty();
      assertThat(place.greeting("hello")).isEqualTo("two");
    }
  }

  @Test
  void aFailedSyncIsTriedAgainAsItsPolicySays() {
    try (InMemoryApplications place = new InMemoryApplications()) {
      refuse(place, review -> review.key().equals(inApp("hello")));
      String _ = place.git.commit("app/hello.yaml", configMap("hello", "one"));
      place.apply(
          "web",
          "",
          "{automated: {}, retry: {limit: 3, backoff: {duration: 5s, factor: 2, maxDuration: 1m}}}");
      place.pass(Duration.ofSeconds(4));
      assertThat(place.status("web").at("/operationState/message").asText())
          .contains("retry 1 follows in 5 s");

      refuse(place, _ -> false);
      place.pass(Duration.ofSeconds(10));
      assertThat(place.greeting("hello")).isEqualTo("one");
      assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
      assertThat(place.status("web").at("/operationState/retryCount").asInt()).isEqualTo(1);
    }
  }

  @Test
  void anotherClusterAndAnUnknownProjectAreRefused() {
    try (InMemoryApplications place = synced()) {
      ObjectNode _ =
          place.user.edit(
              APPLICATION,
              application("web"),
              "spec: {destination: {server: 'https://elsewhere.example.com'}}");
      place.settle();
      assertThat(place.condition("web", "InvalidSpecError")).contains("elsewhere.example.com");

      ObjectNode _ =
          place.user.edit(
              APPLICATION,
              application("web"),
              "spec: {project: nobody, destination: {server: 'https://kubernetes.default.svc'}}");
      place.settle();
      assertThat(place.condition("web", "InvalidSpecError")).contains("there is no project nobody");
      assertThat(place.greeting("hello")).isEqualTo("one");
    }
  }

  @Test
  void aProjectKeepsItsApplicationsWithinItsRules() {
    try (InMemoryApplications place = synced()) {
      ObjectNode _ =
          place.user.apply(
              """
              apiVersion: argoproj.io/v1alpha1
              kind: AppProject
              metadata: {name: default, namespace: argocd}
              spec:
                sourceRepos: ["https://git.example.com/other/*"]
                destinations: [{server: "*", namespace: "*"}]
              """);
      String _ = place.git.commit("app/hello.yaml", configMap("hello", "two"));
      place.settle();

      assertThat(place.condition("web", "InvalidSpecError")).contains(MemoryGit.URL);
      assertThat(place.greeting("hello")).isEqualTo("one");
    }
  }

  @Test
  void theFinalizerStaysUntilTheLastObjectIsDeleted() {
    try (InMemoryApplications place = synced()) {
      refuse(
          place,
          review -> review.operation() == Operation.DELETE && review.key().equals(inApp("hello")));
      place.user.delete(APPLICATION, application("web"));
      place.settle();
      assertThat(place.user.find(APPLICATION, application("web"))).isPresent();
      assertThat(place.events.lines())
          .anySatisfy(line ->
              assertThat(line).startsWith("Warning web DeletionError: ConfigMap app/hello: "));

      refuse(place, _ -> false);
      place.settle();
      assertThat(place.user.find(APPLICATION, application("web"))).isEmpty();
      assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("hello"))).isEmpty();
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault.Errors("", Spot.WORK, "", 503, false, 1_000, 20_000),
        new Fault.Errors("", "configmaps", "write", 409, false, 0, 20_000),
        new Fault.Errors("", "applications", "write", 500, false, 0, 20_000),
        new Fault.Errors("", Spot.WORK, "write", 429, true, 0, 20_000),
        new Fault.LostAnswer(new Spot("a", "configmaps", true, 2)),
        new Fault.LostRequest(new Spot("a", "applications", true, 2)),
        new Fault.Lag("a", "configmaps", 500, 30_000),
        new Fault.Expiry("a", "applications", 2_000, 10_000),
        new Fault.Restart("a", 1_500, 5_000),
        new Fault.Crash(new Spot("a", "configmaps", true, 3), 2_000),
        new Fault.Crash(new Spot("a", "applications", true, 2), 2_000));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void afterAFaultEverythingIsAsGitSays(Fault fault) {
    try (InMemoryApplications place = new InMemoryApplications(fault)) {
      String _ =
          place.git.commit(
              "app/a.yaml",
              configMap("one", "1", "{argocd.argoproj.io/sync-wave: \"1\"}"),
              "app/b.yaml",
              configMap("two", "1", "{argocd.argoproj.io/sync-wave: \"2\"}"),
              "app/c.yaml",
              configMap("three", "1", "{argocd.argoproj.io/sync-wave: \"3\"}"));
      place.apply("web", "", "{automated: {prune: true, selfHeal: true}}");
      place.pass(Duration.ofMinutes(15));

      assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
      assertThat(Stream.of("one", "two", "three").map(place::greeting))
          .containsExactly("1", "1", "1");
      assertThat(place.status("web").path("history")).hasSize(1);
      assertThat(place.writesDuring(Duration.ofMinutes(10))).isEmpty();
    }
  }

  @Test
  void aStatusThatAFormerLeaderWroteIsLookedAtSoon() {
    try (InMemoryApplications place = synced()) {
      ObjectNode _ =
          place.user.edit(
              APPLICATION,
              application("web"),
              "{status: {sync: {status: Unknown}, operationState: {phase: Running}}}");
      assertThat(place.summary("web")).startsWith("Unknown");

      place.pass(Duration.ofSeconds(45));

      assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    }
  }
}
