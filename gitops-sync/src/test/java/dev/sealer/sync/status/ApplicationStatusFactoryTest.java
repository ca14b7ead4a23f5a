package dev.sealer.sync.status;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.crds.argoproj.ApplicationSpec;
import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.crds.argoproj.Operation;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.health.Health;
import dev.sealer.sync.health.HealthChecks;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.SyncCode;
import dev.sealer.sync.plan.operation.OperationLife;
import dev.sealer.sync.plan.operation.SyncOperation;
import dev.sealer.sync.plan.operation.SyncTarget;
import dev.sealer.sync.plan.order.TaskResult;
import dev.sealer.yaml.KubeYaml;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a status shows of the objects of an Application. */
final class ApplicationStatusFactoryTest {

  private static final ApplicationSpec SPEC =
      Json.typed(
          KubeYaml.readDocument("{destination: {namespace: app}, project: default}", "test")
              .content(),
          ApplicationSpec.class);

  private static Compared claim(int number, String phase) {
    JsonNode live =
        KubeYaml.readDocument(
                """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: claim}
                status: {phase: %s}
                """
                    .formatted(phase),
                "claim")
            .content();
    ResourceId id = new ResourceId("", "PersistentVolumeClaim", "app", "claim-" + number);
    return Compared.extra(id, "v1", LiveFacts.of(live, HealthChecks.builtIn()));
  }

  private static ApplicationStatusFactory.Findings findings(
      List<Compared> all, Map<String, String> conditions) {
    return new ApplicationStatusFactory.Findings(
        SyncCode.SYNCED,
        Health.HEALTHY,
        Optional.of(new Comparison(all)),
        SyncTarget.of(null, List.of(), "a", List.of()),
        List.of("Directory"),
        SPEC,
        conditions,
        List.of());
  }

  private static ApplicationStatus status(List<Compared> all) {
    return new ApplicationStatusFactory("argocd")
        .create(null, findings(all, Map.of()), null, List.of(), Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({"500, 500", "501, 1"})
  void manyObjectsShowTheirHealthOnlyWhereItIsNotGood(int objects, int shown) {
    List<Compared> all = new ArrayList<>();
    for (int i = 1; i < objects; i++) {
      all.add(claim(i, "Bound"));
    }
    all.add(claim(0, "Pending"));

    assertThat(status(all).resources()).hasSize(objects);
    assertThat(status(all).resources()).filteredOn(one -> one.health() != null).hasSize(shown);
  }

  @Test
  void anUnchangedStatusIsEqual() {
    ApplicationStatus before = status(List.of(claim(1, "Bound")));
    assertThat(status(List.of(claim(1, "Bound")))).isEqualTo(before);
  }

  @Test
  void theStatusOfManyFailedObjectsFitsIntoEtcd() {
    String reason = "admission webhook \"policy.example.com\" denied the request: 😀".repeat(60);
    LiveFacts facts = LiveFacts.of(Json.object(), HealthChecks.builtIn());
    List<Compared> objects = new ArrayList<>();
    List<TaskResult> results = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      Compared object =
          Compared.extra(new ResourceId("", "ConfigMap", "app", "settings-" + i), "v1", facts);
      objects.add(object);
      results.add(TaskResult.left(object, TaskResult.Status.FAILED, i + " " + reason));
    }
    SyncOperation operation =
        SyncOperation.begin(
                new Operation(null, null, List.of(), null),
                SyncTarget.of(null, List.of(), "a", List.of()),
                Instant.EPOCH)
            .with(results, "")
            .ended(OperationLife.Outcome.FAILED, reason.repeat(1_000), Instant.EPOCH);
    ApplicationStatus status =
        new ApplicationStatusFactory("argocd")
            .create(
                null,
                findings(objects, Map.of("ComparisonError", reason.repeat(1_000))),
                OperationMapper.write(operation),
                List.of(),
                Instant.EPOCH);

    assertThat(Json.text(Json.tree(status)).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(1_500_000);
    assertThat(status.resources()).hasSize(5_000);
    List<ApplicationStatus.ResourceResult> shown =
        requireNonNull(requireNonNull(status.operationState()).syncResult()).resources();
    assertThat(shown).hasSize(5_000);
    assertThat(shown.getFirst().message()).startsWith("0 admission").hasSize(1_000);
    assertThat(shown.getLast().message()).isNull();
    assertThat(status.conditions().getFirst().message()).startsWith(reason).endsWith("…");

    // What was cut stays as it is, so an Application in which nothing happens is not written.
    assertThat(OperationMapper.write(OperationMapper.read(status.operationState()).orElseThrow()))
        .isEqualTo(status.operationState());
  }
}
