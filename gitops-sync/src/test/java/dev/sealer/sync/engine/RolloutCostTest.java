package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.world.Call;
import dev.sealer.simulation.world.Observer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Counts what one rollout of a Deployment costs. */
final class RolloutCostTest {

  private static final ResourceType DEPLOYMENT =
      new ResourceType("apps", "v1", "Deployment", "deployments", true);
  private static final int REPLICAS = 50;
  private static final Duration STEP = Duration.ofMillis(300);

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();
  private final List<Call> calls = new ArrayList<>();

  @BeforeEach
  void begin() {
    String _ = commit("1");
    place.automated("web", "");
    place.pass(Duration.ofSeconds(10));
    rollOut(1, REPLICAS);
    place.settle();
    place.world.observe(
        new Observer() {
          @Override
          public void sent(Call call) {
            if (call.process().equals("a") && !call.name().isEmpty()) {
              calls.add(call);
            }
          }
        });
  }

  private String commit(String image) {
    return place.git.commit(
        "app/web.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: %d
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: web, image: "web:%s"}]}
        """
            .formatted(REPLICAS, image));
  }

  private void rollOut(int from, int until) {
    long generation = place.user.get(DEPLOYMENT, inApp("web")).at("/metadata/generation").asLong();
    for (int i = from; i <= until; i++) {
      place.user.writeStatus(
          DEPLOYMENT,
          inApp("web"),
          "{observedGeneration: %d, replicas: %d, updatedReplicas: %d, availableReplicas: %d}"
              .formatted(generation, REPLICAS, i, i));
      place.pass(STEP);
    }
  }

  private long count(String kind, String method) {
    return calls.stream()
        .filter(call -> call.kind().equals(kind) && call.request().method().equals(method))
        .count();
  }

  @Test
  void aRolloutTakesFewPassesAndNoRequestOfTheDeployment() {
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    place.user.edit(DEPLOYMENT, inApp("web"), "metadata: {labels: {other: theirs}}");
    calls.clear();

    rollOut(0, REPLICAS);
    place.pass(Duration.ofSeconds(30));

    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    assertThat(count("deployments", "GET")).isZero();
    assertThat(count("deployments", "PATCH")).isZero();
    assertThat(count("applications", "GET")).isLessThanOrEqualTo(5);
    assertThat(count("applications", "PATCH")).isLessThanOrEqualTo(5);
  }

  @Test
  void theStatusShowsHowFarARolloutIsAfterAWhile() {
    rollOut(0, 20);
    place.pass(Duration.ofSeconds(15));

    assertThat(place.status("web").at("/health/status").asText()).isEqualTo("Progressing");
    assertThat(place.status("web").at("/resources/0/health/message").asText()).contains("20");
  }
}
