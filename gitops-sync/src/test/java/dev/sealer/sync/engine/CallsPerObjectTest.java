package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static dev.sealer.sync.engine.InMemoryApplications.inApp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.plan.Fault;
import dev.sealer.simulation.world.Call;
import dev.sealer.simulation.world.Observer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counts the requests about each object. */
final class CallsPerObjectTest {

  private static final int OBJECTS = 50;

  private final List<Call> calls = new ArrayList<>();
  private final List<Call> statuses = new ArrayList<>();

  private InMemoryApplications place(Fault... faults) {
    InMemoryApplications place = new InMemoryApplications(faults);
    place.world.observe(
        new Observer() {
          @Override
          public void sent(Call call) {
            if (call.process().equals("a")
                && call.kind().equals("configmaps")
                && !call.name().isEmpty()) {
              calls.add(call);
            } else if (call.process().equals("a")
                && call.kind().equals("applications")
                && call.request().method().equals("PATCH")) {
              statuses.add(call);
            }
          }
        });
    String[] files = new String[2 * OBJECTS];
    for (int i = 0; i < OBJECTS; i++) {
      files[2 * i] = "app/c" + i + ".yaml";
      files[2 * i + 1] = configMap("c" + i, "1");
    }
    String _ = place.git.commit(files);
    return place;
  }

  private long dryRuns() {
    return calls.stream().filter(call -> call.request().query().containsKey("dryRun")).count();
  }

  @Test
  void aFirstSyncTakesOneDryRunAndOneWriteOfEachObject() {
    try (InMemoryApplications place = place()) {
      place.automated("web", "");
      place.settle();

      assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
      assertThat(dryRuns()).isEqualTo(OBJECTS);
      assertThat(calls).hasSizeLessThanOrEqualTo(OBJECTS * 22 / 10);
    }
  }

  @Test
  void aFirstSyncWithoutPreflightTakesOneWriteOfEachObject() {
    try (InMemoryApplications place = place()) {
      place.apply("web", "", "{automated: {}, syncOptions: [Preflight=false]}");
      place.settle();

      assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
      assertThat(dryRuns()).isZero();
      assertThat(calls).hasSizeLessThanOrEqualTo(OBJECTS * 12 / 10);
    }
  }

  @Test
  void theKindsOfAWaveFollowEachOtherWithoutAStatusBetween() {
    try (InMemoryApplications place = place()) {
      String _ =
          place.git.commit(
              "app/account.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n",
              "app/service.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n");
      place.automated("web", "");
      place.settle();

      assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
      assertThat(statuses).as("begun, applied, succeeded").hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void aRestartTakesNoRequestOfAnyObject() {
    try (InMemoryApplications place = place(new Fault.Restart("a", 240_000, 1_000))) {
      place.automated("web", "");
      place.settle();
      calls.clear();
      place.settle();

      assertThat(calls).isEmpty();
      ObjectNode _ =
          place.user.edit(ResourceType.CONFIG_MAP, inApp("c7"), "data: {greeting: drift}");
      place.pass(Duration.ofSeconds(10));
      assertThat(place.greeting("c7")).isEqualTo("1");
    }
  }
}
