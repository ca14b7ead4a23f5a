package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.plan.Fault;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that an object that another Application has taken is not deleted while a watch is late. */
final class TakenObjectsTest {

  @RegisterExtension
  private final InMemoryApplications place =
      new InMemoryApplications(new Fault.Lag("a", "configmaps", 200_000, 60_000));

  @BeforeEach
  void takeOneOfTwo() {
    String _ =
        place.git.commit(
            "app/one.yaml", configMap("one", "1"), "app/two.yaml", configMap("two", "1"));
    place.automated("web", "finalizers: [resources-finalizer.argocd.argoproj.io/background]");
    place.pass(Duration.ofSeconds(210));
    ObjectNode _ =
        place.user.edit(
            ResourceType.CONFIG_MAP,
            inApp("two"),
            "metadata: {annotations: {argocd.argoproj.io/tracking-id: 'other:/ConfigMap:app/two'}}");
  }

  @Test
  void aPruneLeavesIt() {
    String _ = place.git.commit("app/one.yaml", configMap("one", "2"));
    ObjectNode _ =
        place.user.edit(
            InMemoryApplications.APPLICATION,
            InMemoryApplications.application("web"),
            "metadata: {annotations: {argocd.argoproj.io/refresh: normal}}");
    place.pass(Duration.ofSeconds(20));

    assertThat(place.greeting("one")).isEqualTo("2");
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("two"))).isPresent();
  }

  @Test
  void theDeletionOfItsFormerApplicationLeavesIt() {
    place.user.delete(InMemoryApplications.APPLICATION, InMemoryApplications.application("web"));
    place.pass(Duration.ofSeconds(20));

    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("one"))).isEmpty();
    assertThat(place.user.find(ResourceType.CONFIG_MAP, inApp("two"))).isPresent();
  }
}
