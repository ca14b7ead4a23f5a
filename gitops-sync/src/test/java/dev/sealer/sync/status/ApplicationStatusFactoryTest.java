package dev.sealer.sync.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.crds.argoproj.ApplicationSpec;
import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.health.Health;
import dev.sealer.sync.health.HealthChecks;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.Compared;
import dev.sealer.sync.plan.Comparison;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.SyncCode;
import dev.sealer.sync.plan.operation.SyncTarget;
import dev.sealer.yaml.KubeYaml;
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

  private static ApplicationStatus status(List<Compared> all) {
    ApplicationStatusFactory.Findings findings =
        new ApplicationStatusFactory.Findings(
            SyncCode.SYNCED,
            Health.HEALTHY,
            Optional.of(new Comparison(all)),
            SyncTarget.of(null, List.of(), "a", List.of()),
            List.of("Directory"),
            SPEC,
            Map.of(),
            List.of());
    return new ApplicationStatusFactory("argocd")
        .create(null, findings, null, List.of(), Instant.EPOCH);
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
}
