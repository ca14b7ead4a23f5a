package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.apiserver.StoredWrite;
import dev.sealer.simulation.plan.Fault;
import dev.sealer.simulation.plan.Spot;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that fields which Git leaves to others keep their live value, also while calls fail. */
final class CarriedFieldsTest {

  private static final ResourceType DEPLOYMENT = ResourceType.of(Deployment.class);
  private static final int CALLS = 16;

  /** An unreadable object is not an object without the field. */
  static Stream<Arguments> failures() {
    return IntStream.rangeClosed(1, CALLS)
        .boxed()
        .flatMap(call -> Stream.of(503, 403).map(code -> Arguments.of(call, code)));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aCallThatFailsWritesNoReplicas(int call, int code) {
    try (InMemoryApplications place =
        new InMemoryApplications(
            new Fault.Refusal(new Spot("a", "deployments", false, call), code))) {
      commit(place, "1");
      place.apply(
          "web",
          "",
          """
          {automated: {}, syncOptions: [RespectIgnoreDifferences=true]}
            ignoreDifferences: [{group: apps, kind: Deployment, jsonPointers: [/spec/replicas]}]
          """);
      place.settle();
      ObjectNode _ = place.user.edit(DEPLOYMENT, inApp("scaled"), "spec: {replicas: 7}");
      List<Integer> replicas = new ArrayList<>();
      place.world.server().listen(write -> record(write, replicas));

      commit(place, "2");
      place.settle();

      assertThat(image(place)).endsWith(":2");
      assertThat(replicas).isNotEmpty().containsOnly(7);
    }
  }

  private static void record(StoredWrite write, List<Integer> replicas) {
    JsonNode after = write.after();
    if (write.type().equals(DEPLOYMENT) && after != null) {
      replicas.add(after.at("/spec/replicas").asInt());
    }
  }

  private static String image(InMemoryApplications place) {
    return place.user.text(DEPLOYMENT, inApp("scaled"), "/spec/template/spec/containers/0/image");
  }

  private static void commit(InMemoryApplications place, String image) {
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
}
