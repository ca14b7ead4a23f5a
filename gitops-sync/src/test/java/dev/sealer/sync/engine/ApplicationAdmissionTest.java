package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.apiserver.AdmissionHook.Operation;
import dev.sealer.simulation.apiserver.AdmissionHook.Review;
import dev.sealer.simulation.apiserver.AdmissionHook.Verdict;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Webhooks, and changes by others between a comparison and its write. */
final class ApplicationAdmissionTest {

  private static final String UNKNOWN_KIND =
      """
      apiVersion: example.com/v1
      kind: Widget
      metadata: {name: w%s}
      """;

  /** The API server in memory serves no autoscalers; the option leaves the same field to others. */
  private static final String RESPECTS_REPLICAS =
      """
      {automated: {prune: true}, syncOptions: [RespectIgnoreDifferences=true]}
        ignoreDifferences: [{group: apps, kind: Deployment, jsonPointers: [/spec/replicas]}]
      """;

  private static final ResourceType DEPLOYMENT = ResourceType.of(Deployment.class);

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

  private void commit(String first, String second) {
    String _ =
        place.git.commit(
            "app/first.yaml",
            configMap("first", first),
            "app/second.yaml",
            configMap("second", second));
  }

  @Test
  void aWebhookWithoutDryRunsKeepsNothingFromBeingCreated() {
    place
        .world
        .server()
        .admitWith(
            review -> isOf(review, "first") ? new Verdict.NoDryRun() : new Verdict.Allowed());
    commit("one", "one");
    place.automated("web", "");
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");

    commit("two", "two");
    place.settle();
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    assertThat(place.greeting("first")).isEqualTo("two");
    assertThat(place.writesDuring(Duration.ofMinutes(20))).isEmpty();
  }

  @Test
  void aWebhookThatIsDownKeepsNoOtherObjectWaiting() {
    commit("one", "one");
    place.automated("web", "");
    place.settle();

    place
        .world
        .server()
        .admitWith(review -> isOf(review, "first") ? new Verdict.Down() : new Verdict.Allowed());
    commit("two", "two");
    place.settle();
    assertThat(place.greeting("second")).isEqualTo("two");
    assertThat(place.greeting("first")).isEqualTo("one");
    assertThat(place.summary("web")).startsWith("OutOfSync ");

    place.world.server().admitWith(_ -> new Verdict.Allowed());
    commit("three", "three");
    place.settle();
    assertThat(place.greeting("first")).isEqualTo("three");
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
  }

  @Test
  void aKindThatAnotherObjectBringsLaterNeedsNoDryRun() {
    String _ =
        place.git.commit(
            "app/first.yaml",
            configMap("first", "one"),
            "app/widget.yaml",
            UNKNOWN_KIND.formatted(
                ", annotations: {argocd.argoproj.io/sync-options:"
                    + " SkipDryRunOnMissingResource=true}"));
    place.automated("web", "");
    place.settle();

    assertThat(place.greeting("first")).isEqualTo("one");
    assertThat(place.status("web").at("/operationState/message").asText())
        .contains("Widget", "does not serve kind")
        .doesNotContain("nothing was applied");
  }

  @Test
  void withoutTheOptionAKindThatIsNotServedIsFoundBeforeAnythingIsApplied() {
    String _ =
        place.git.commit(
            "app/first.yaml", configMap("first", "one"), "app/w.yaml", UNKNOWN_KIND.formatted(""));
    place.automated("web", "");
    place.settle();

    assertThat(place.greeting("first")).isEmpty();
    assertThat(place.status("web").at("/operationState/message").asText())
        .contains("nothing was applied", "does not serve kind");
  }

  private static boolean isOf(Review review, String name) {
    return review.key().equals(inApp(name)) && !review.status();
  }

  /** Scales once, right before the engine writes. */
  private void scaleBeforeTheWrite() {
    AtomicBoolean done = new AtomicBoolean();
    place.beforeCall =
        request -> {
          if (request.method().equals("PATCH")
              && request.path().equals(DEPLOYMENT.objectPath(inApp("scaled")))
              && !request.query().containsKey("dryRun")
              && done.compareAndSet(false, true)) {
            ObjectNode _ = place.user.edit(DEPLOYMENT, inApp("scaled"), "spec: {replicas: 9}");
          }
        };
  }

  @Test
  void anAutoscalerThatScalesBetweenReadAndApplyIsNotOverwritten() {
    commitScaled("1");
    place.apply("web", "", RESPECTS_REPLICAS);
    place.settle();

    scaleBeforeTheWrite();
    commitScaled("2");
    place.settle();

    ObjectNode scaled = place.user.get(DEPLOYMENT, inApp("scaled"));
    assertThat(scaled.at("/spec/replicas").asInt()).isEqualTo(9);
    assertThat(scaled.at("/spec/template/spec/containers/0/image").asText()).endsWith(":2");
  }

  private void commitScaled(String image) {
    String _ =
        place.git.commit(
            "app/all.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: scaled}
            spec:
              replicas: 3
              selector: {matchLabels: {app: scaled}}
              template:
                metadata: {labels: {app: scaled}}
                spec: {containers: [{name: main, image: "example.com/scaled:%s"}]}
            """
                .formatted(image));
  }

  @Test
  void anObjectThatMayStayFromNowOnIsNotPruned() {
    commit("one", "one");
    place.automated("web", "");
    place.settle();

    // The first deletion: the comparison is older than what happens to the other object now.
    place
        .world
        .server()
        .admitWith(review -> {
          if (isOf(review, "first") && review.operation() == Operation.DELETE) {
            ObjectNode _ =
                place.user.edit(
                    ResourceType.CONFIG_MAP,
                    inApp("second"),
                    "metadata: {annotations: {argocd.argoproj.io/sync-options: Prune=false}}");
          }
          return new Verdict.Allowed();
        });
    String _ = place.git.commit("app/third.yaml", configMap("third", "one"));
    place.settle();

    assertThat(place.greeting("third")).isEqualTo("one");
    assertThat(place.greeting("second")).isEqualTo("one");
    assertThat(place.greeting("first")).isEmpty();
  }

  /** The hash of a Secret cannot be known, so only the dry run tells. */
  @Test
  void aWebhookThatStampsEachRequestIsNoDrift() {
    AtomicInteger requests = new AtomicInteger();
    place
        .world
        .server()
        .admitWith(review ->
            isOf(review, "stamped") && review.object() != null
                ? new Verdict.Changed(stamped(review, requests.incrementAndGet()))
                : new Verdict.Allowed());
    String _ =
        place.git.commit(
            "app/stamped.yaml",
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: stamped, annotations: {sealer.dev/allow-plain-secret: "true"}}
            stringData: {greeting: hello}
            """);
    place.automated("web", "");
    place.settle();

    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    assertThat(place.writesDuring(Duration.ofMinutes(20))).isEmpty();
  }

  private static ObjectNode stamped(Review review, int number) {
    ObjectNode object = Objects.requireNonNull(review.object()).deepCopy();
    object.withObject("/metadata/annotations").put("example.com/request", Integer.toString(number));
    return object;
  }
}
