package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.apiserver.AdmissionHook.Review;
import dev.sealer.simulation.apiserver.AdmissionHook.Verdict;
import dev.sealer.simulation.apiserver.StoredWrite;
import dev.sealer.simulation.plan.Fault;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests what one object, one wave or one commit may keep waiting. */
final class ApplicationWavesTest {

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

  private static String waitingWave(String image) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: first, annotations: {argocd.argoproj.io/sync-wave: "-5"}}
    spec:
      selector: {matchLabels: {app: first}}
      template:
        metadata: {labels: {app: first}}
        spec: {containers: [{name: main, image: "example.com/first:%s"}]}
    """
        .formatted(image);
  }

  @Test
  void aNewerCommitTakesThePlaceOfASyncThatWaitsForHealth() {
    String first =
        place.git.commit(
            "app/first.yaml", waitingWave("1"), "app/hello.yaml", configMap("hello", "one"));
    place.automated("web", "");
    place.settle();
    assertThat(place.summary("web")).endsWith("Running");
    assertThat(place.greeting("hello")).isEmpty();

    String second = place.git.commit("app/hello.yaml", configMap("hello", "two"));
    place.settle();

    assertThat(place.greeting("hello")).isEqualTo("two");
    assertThat(place.status("web").at("/operationState/phase").asText()).isEqualTo("Succeeded");
    assertThat(place.status("web").at("/operationState/operation/info/0/value").asText())
        .isEqualTo(first);
    assertThat(place.events.lines())
        .anySatisfy(line -> assertThat(line).contains("superseded by commit " + second));
  }

  private void refuse(Predicate<Review> which) {
    place
        .world
        .server()
        .admitWith(review ->
            which.test(review) ? new Verdict.Refused("it does not fit") : new Verdict.Allowed());
  }

  @Test
  void anObjectThatCannotBeWrittenKeepsNothingElseWaiting() {
    String _ =
        place.git.commit(
            "app/stuck.yaml", configMap("stuck", "one"), "app/hello.yaml", configMap("hello", "1"));
    place.automated("web", "");
    place.settle();

    refuse(review -> review.key().equals(inApp("stuck")));
    String _ =
        place.git.commit(
            "app/stuck.yaml", configMap("stuck", "two"), "app/hello.yaml", configMap("hello", "2"));
    place.settle();

    assertThat(place.greeting("hello")).isEqualTo("2");
    assertThat(place.greeting("stuck")).isEqualTo("one");
    assertThat(place.status("web").at("/operationState/message").asText())
        .contains("ConfigMap app/stuck", "it does not fit");
    assertThat(place.status("web").at("/sync/status").asText()).isEqualTo("OutOfSync");
  }

  @Test
  void theNamespaceThatTheApplicationCreatesStaysWhenItLeavesGit() {
    String namespace =
        "{apiVersion: v1, kind: Namespace, metadata: {name: app, labels: {team: shop}}}";
    String _ =
        place.git.commit("app/ns.yaml", namespace, "app/hello.yaml", configMap("hello", "one"));
    place.apply(
        "web",
        "finalizers: [resources-finalizer.argocd.argoproj.io/background]",
        "{automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=true]}");
    place.settle();
    String uid = uid();

    String _ = place.git.commit("app/hello.yaml", configMap("hello", "one"));
    place.pass(Duration.ofMinutes(10));

    assertThat(uid()).isEqualTo(uid);
    assertThat(place.condition("web", "ExcludedResourceWarning"))
        .contains("Namespace app", "CreateNamespace=true");
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");

    place.user.delete(InMemoryApplications.APPLICATION, InMemoryApplications.application("web"));
    place.settle();
    assertThat(uid()).isEqualTo(uid);
    assertThat(place.greeting("hello")).isEmpty();
  }

  private String uid() {
    return place.user.text(ResourceType.NAMESPACE, ObjectKey.clusterScoped("app"), "/metadata/uid");
  }

  @Test
  void aNamespaceThatStillHoldsObjectsOfGitStays() {
    String other = "{apiVersion: v1, kind: Namespace, metadata: {name: other}}";
    String inside = "{apiVersion: v1, kind: ConfigMap, metadata: {name: inside, namespace: other}}";
    String _ = place.git.commit("app/ns.yaml", other, "app/inside.yaml", inside);
    place.automated("web", "");
    place.settle();

    String _ = place.git.commit("app/inside.yaml", inside);
    place.settle();

    ObjectNode namespace = place.user.get(ResourceType.NAMESPACE, ObjectKey.clusterScoped("other"));
    assertThat(namespace.at("/metadata/deletionTimestamp").isMissingNode()).isTrue();
    assertThat(place.condition("web", "ExcludedResourceWarning"))
        .contains("Namespace other", "Git still has objects in it");
  }

  @Test
  void anObjectOfTwoApplicationsStaysWithTheFirst() {
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "one"));
    place.automated("first", "");
    place.settle();
    place.automated("second", "");
    place.pass(Duration.ofMinutes(10));

    assertThat(place.condition("second", "SharedResourceWarning"))
        .contains("ConfigMap app/hello is part of Application first");
    assertThat(tracking()).startsWith("first:");
    assertThat(place.writesDuring(Duration.ofMinutes(10))).isEmpty();

    place.user.delete(InMemoryApplications.APPLICATION, InMemoryApplications.application("first"));
    place.settle();
    assertThat(tracking()).startsWith("second:");
  }

  @Test
  void anObjectThatItsFirstApplicationLeftIsNoDriftOfTheSecond() {
    String _ =
        place.git.commit(
            "app/hello.yaml",
            configMap("hello", "one"),
            "second/hello.yaml",
            configMap("hello", "one"),
            "second/own.yaml",
            configMap("own", "one"));
    place.automated("first", "");
    place.settle();
    place.automated("second", "");
    ObjectNode _ =
        place.user.edit(
            InMemoryApplications.APPLICATION,
            InMemoryApplications.application("second"),
            "spec: {source: {path: second}}");
    place.pass(Duration.ofMinutes(10));
    assertThat(tracking()).startsWith("first:");
    assertThat(place.greeting("own")).isEqualTo("one");

    place.user.delete(InMemoryApplications.APPLICATION, InMemoryApplications.application("first"));
    place.settle();
    assertThat(tracking()).startsWith("second:");
    assertThat(place.events.lines()).noneMatch(line -> line.contains("DriftDetected"));
    assertThat(
            place
                .status("second")
                .at("/operationState/syncResult/resources")
                .findValuesAsText("message"))
        .noneMatch(message -> message.contains("undid"));
  }

  @Test
  void anObjectOfTwoApplicationsStaysWithTheFirstThroughARestart() {
    try (InMemoryApplications other =
        new InMemoryApplications(new Fault.Restart("a", 400_000, 1_000))) {
      String _ = other.git.commit("app/hello.yaml", configMap("hello", "one"));
      other.automated("first", "");
      other.settle();
      other.automated("second", "");
      other.settle();

      List<StoredWrite> writes = other.writesDuring(Duration.ofMinutes(10));
      assertThat(writes)
          .filteredOn(write -> write.type().equals(ResourceType.CONFIG_MAP))
          .isEmpty();
      assertThat(other.condition("second", "SharedResourceWarning")).contains("first");
    }
  }

  private String tracking() {
    return place.user.text(
        ResourceType.CONFIG_MAP,
        inApp("hello"),
        "/metadata/annotations/argocd.argoproj.io~1tracking-id");
  }

  @Test
  void anApplicationThatHoldsItselfCanBeDeleted() {
    String itself =
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata:
          name: web
          namespace: argocd
          finalizers:
          - resources-finalizer.argocd.argoproj.io/background
          - post-delete-finalizer.argocd.argoproj.io
        spec:
          project: default
          source: {repoURL: "%s", targetRevision: main, path: app}
          destination: {server: https://kubernetes.default.svc, namespace: app}
          syncPolicy: {automated: {prune: true, selfHeal: true}}
        """
            .formatted(MemoryGit.URL);
    String _ = place.git.commit("app/web.yaml", itself, "app/hello.yaml", configMap("hello", "1"));
    ObjectNode _ = place.user.apply(itself);
    place.settle();
    assertThat(place.greeting("hello")).isEqualTo("1");

    place.user.delete(InMemoryApplications.APPLICATION, InMemoryApplications.application("web"));
    place.settle();

    assertThat(
            place.user.find(
                InMemoryApplications.APPLICATION, InMemoryApplications.application("web")))
        .isEmpty();
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("hello"))).isEmpty();
  }

  @Test
  void aSyncEndsOnlyWhenWhatItPrunedIsDeleted() {
    syncAndDropAnObjectWithAFinalizer();
    assertThat(place.greeting("hello")).isEqualTo("2");
    assertThat(place.summary("web")).endsWith("Running");

    ObjectNode _ =
        place.user.edit(ResourceType.CONFIG_MAP, inApp("old"), "metadata: {finalizers: null}");
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
  }

  @Test
  void aFinalizerThatNobodyRemovesDoesNotKeepASyncFromEnding() {
    syncAndDropAnObjectWithAFinalizer();
    assertThat(place.status("web").at("/operationState/message").asText())
        .isEqualTo(
            "waiting for ConfigMap app/old: its deletion waits for finalizers example.com/slow");
    ObjectNode _ =
        place.user.edit(ResourceType.CONFIG_MAP, inApp("hello"), "data: {greeting: drift}");
    place.pass(Duration.ofMinutes(6));

    assertThat(place.status("web").at("/operationState/phase").asText()).isEqualTo("Succeeded");
    assertThat(place.greeting("hello")).isEqualTo("2");
    assertThat(place.writesDuring(Duration.ofMinutes(10))).isEmpty();
  }

  /** Syncs two objects and then one; the deletion of the other one waits for its finalizer. */
  private void syncAndDropAnObjectWithAFinalizer() {
    String _ =
        place.git.commit(
            "app/hello.yaml",
            configMap("hello", "1"),
            "app/old.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: old, finalizers: [example.com/slow]}
            """);
    place.automated("web", "");
    place.settle();

    String _ = place.git.commit("app/hello.yaml", configMap("hello", "2"));
    place.settle();
  }
}
