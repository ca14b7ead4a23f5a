package dev.sealer.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.health.HealthChecks;
import dev.sealer.sync.manifest.Origin;
import dev.sealer.sync.manifest.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From whom an object is taken over. */
final class AdoptedManagersTest {

  private static final SyncOptions NONE = SyncOptions.of(List.of());

  private static LiveFacts live(String apiVersion) {
    ObjectNode object = Json.object();
    object.put("apiVersion", "autoscaling/v2");
    for (String manager : List.of("kubectl-client-side-apply", "helm", "sealer-sync")) {
      ObjectNode entry = object.withObject("/metadata").withArray("managedFields").addObject();
      entry.put("manager", manager).put("apiVersion", apiVersion);
    }
    return LiveFacts.of(object, HealthChecks.builtIn());
  }

  private static Desired desired(String annotation, String value) {
    ObjectNode object = Json.object();
    if (!annotation.isEmpty()) {
      object.withObject("/metadata/annotations").put(annotation, value);
    }
    return new Desired(
        new ResourceId("autoscaling", "HorizontalPodAutoscaler", "app", "web"),
        "v2",
        object,
        new Origin("a.yaml", 1),
        0,
        Optional.empty(),
        Set.of());
  }

  private static Set<String> of(LiveFacts live, Desired desired, SyncOptions options) {
    return AdoptedManagers.of(options, Optional.empty(), "sealer-sync").find(live, desired);
  }

  @Test
  void kubectlIsTakenOverFromByItself() {
    assertThat(of(live("autoscaling/v2"), desired("", ""), NONE))
        .containsExactly("kubectl-client-side-apply");
  }

  @Test
  void theManagerThatTheAnnotationNamesIsTakenOverFrom() {
    Desired named = desired("argocd.argoproj.io/client-side-apply-migration-manager", "helm");

    assertThat(of(live("autoscaling/v2"), named, NONE))
        .containsExactlyInAnyOrder("helm", "kubectl-client-side-apply");
  }

  @Test
  void theManagerThatTheApplicationNamesIsTakenOverFrom() {
    assertThat(
            AdoptedManagers.of(NONE, Optional.of("helm"), "sealer-sync")
                .find(live("autoscaling/v2"), desired("", "")))
        .containsExactlyInAnyOrder("helm", "kubectl-client-side-apply");
  }

  @Test
  void nothingIsTakenOverFromSealerItself() {
    Desired named =
        desired("argocd.argoproj.io/client-side-apply-migration-manager", "sealer-sync");

    assertThat(
            AdoptedManagers.of(NONE, Optional.of("sealer-sync"), "sealer-sync")
                .find(live("autoscaling/v2"), named))
        .containsExactly("kubectl-client-side-apply");
  }

  @Test
  void fieldsOfAnotherApiVersionCannotBeTakenOver() {
    assertThat(of(live("autoscaling/v1"), desired("", ""), NONE)).isEmpty();
  }

  @Test
  void theOptionTurnsItOffForTheObjectAndForTheApplication() {
    Desired off = desired("argocd.argoproj.io/sync-options", "ClientSideApplyMigration=false");

    assertThat(of(live("autoscaling/v2"), off, NONE)).isEmpty();
    assertThat(
            of(
                live("autoscaling/v2"),
                desired("", ""),
                SyncOptions.of(List.of("ClientSideApplyMigration=false"))))
        .isEmpty();
  }
}
