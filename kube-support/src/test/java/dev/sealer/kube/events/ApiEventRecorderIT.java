package dev.sealer.kube.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.platform.SetClock;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@KubernetesCluster
final class ApiEventRecorderIT {

  private final KubernetesClient client;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  ApiEventRecorderIT(KubernetesClient client) {
    this.client = client;
  }

  private List<Event> events(String namespace) {
    return client.v1().events().inNamespace(namespace).list().getItems();
  }

  @Test
  void writesEachThingOnceAndCountsRepeats(@FreshNamespace String namespace) {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    Subject about = new Subject("v1", "Secret", new ObjectKey(namespace, "s"), "uid-1");
    Platform platform = SetClock.platform(now::get);
    try (ApiEventRecorder recorder =
        new ApiEventRecorder(new ApiServerObjects(client), "sealer-test", platform, registry)) {
      for (int i = 0; i < 3; i++) {
        recorder.record(about, EventRecorder.Type.WARNING, "Broken", "it does not work");
      }
      recorder.record(
          about, EventRecorder.Type.NORMAL, "Leaky", "token Bearer canary-0123456789 was refused");
      await().until(() -> events(namespace).size() == 2);
      now.updateAndGet(t -> t.plus(EventJournal.COUNT_EVERY));
      recorder.record(about, EventRecorder.Type.WARNING, "Broken", "it does not work");
      await().until(() -> events(namespace).stream().anyMatch(e -> e.getCount() == 4));
    }

    assertThat(events(namespace))
        .hasSize(2)
        .allSatisfy(e -> {
          assertThat(e.getSource().getComponent()).isEqualTo("sealer-test");
          assertThat(e.getInvolvedObject().getUid()).isEqualTo("uid-1");
          assertThat(e.getMessage()).doesNotContain("canary");
        });
  }

  @Test
  void countsWhatCannotBeWrittenAndNeverFails() {
    Subject nowhere = new Subject("v1", "Secret", new ObjectKey("no-such-namespace", "s"), "");
    try (ApiEventRecorder recorder =
        new ApiEventRecorder(
            new ApiServerObjects(client), "sealer-test", JdkPlatform.standard(), registry)) {
      recorder.record(nowhere, EventRecorder.Type.NORMAL, "Lost", "nobody will see this");
      await()
          .until(() ->
              registry.counter("sealer.events.dropped", "component", "sealer-test").count() == 1);
    }
  }
}
