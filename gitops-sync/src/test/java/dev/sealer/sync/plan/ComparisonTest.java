package dev.sealer.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.health.HealthChecks;
import dev.sealer.sync.health.HealthStatus;
import dev.sealer.sync.manifest.Origin;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.yaml.KubeYaml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state and the health of an Application, from those of its objects. */
final class ComparisonTest {

  private static ResourceId id(String kind, String name) {
    return switch (kind) {
      case "Application" -> new ResourceId("argoproj.io", kind, "ns", name);
      case "Deployment" -> new ResourceId("apps", kind, "ns", name);
      default -> new ResourceId("", kind, "ns", name);
    };
  }

  private static Desired desired(String kind, String name) {
    return new Desired(
        id(kind, name),
        "v1",
        Json.object(),
        new Origin("a.yaml", 1),
        0,
        Optional.empty(),
        Set.of());
  }

  private static LiveFacts live(String yaml) {
    String json = Json.text(KubeYaml.readDocument(yaml, "test").content());
    return LiveFacts.of(
        (ObjectNode) Json.parse(json.getBytes(StandardCharsets.UTF_8)), HealthChecks.builtIn());
  }

  private static Compared extra(String metadata) {
    return Compared.extra(id("ConfigMap", "old"), "v1", live("{metadata: " + metadata + "}"));
  }

  private static Compared synced(String kind, String name, String yaml) {
    return Compared.both(desired(kind, name), live(yaml), List.of(), "");
  }

  private static Compared pod(String name, String annotations, String phase) {
    return synced(
        "Pod",
        name,
        "{apiVersion: v1, kind: Pod, metadata: {annotations: %s}, status: {phase: %s, message: %s}}"
            .formatted(annotations, phase, phase));
  }

  private static Compared child(String health) {
    return synced(
        "Application",
        "child",
        "{apiVersion: argoproj.io/v1alpha1, kind: Application, status: {health: {status: "
            + health
            + "}}}");
  }

  @Test
  void aModifiedAMissingAndAnExtraObjectAreOutOfSync() {
    Desired web = desired("ConfigMap", "web");
    Compared modified = Compared.both(web, live("{}"), List.of("/data/a"), "");

    assertThat(List.of(modified, Compared.missing(web), extra("{}")))
        .allSatisfy(one -> assertThat(one.code()).isEqualTo(SyncCode.OUT_OF_SYNC))
        .allSatisfy(
            one -> assertThat(new Comparison(List.of(one)).code()).isEqualTo(SyncCode.OUT_OF_SYNC));
    assertThat(new Comparison(List.of()).code()).isEqualTo(SyncCode.SYNCED);
  }

  @Test
  void anExtraObjectThatMayBeThereLeavesTheApplicationSynced() {
    Compared allowed =
        extra("{annotations: {argocd.argoproj.io/compare-options: IgnoreExtraneous}}");

    assertThat(allowed.code()).isEqualTo(SyncCode.OUT_OF_SYNC);
    assertThat(new Comparison(List.of(allowed)).code()).isEqualTo(SyncCode.SYNCED);
    assertThat(new Comparison(List.of(allowed)).outOfSync()).isEmpty();
  }

  @Test
  void oneObjectThatCannotBeReadMakesTheApplicationUnknown() {
    Desired web = desired("ConfigMap", "web");

    assertThat(
            new Comparison(
                    List.of(
                        Compared.missing(web),
                        Compared.unknown(desired("ConfigMap", "b"), Optional.empty(), "forbidden")))
                .code())
        .isEqualTo(SyncCode.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "Succeeded, Succeeded, HEALTHY",
    "Succeeded, Pending, PROGRESSING",
    "Pending, Failed, DEGRADED",
    "Failed, Lost, UNKNOWN",
  })
  void theWorstHealthIsThatOfTheApplication(String one, String other, HealthStatus expected) {
    Comparison all = new Comparison(List.of(pod("a", "{}", one), pod("b", "{}", other)));

    assertThat(all.health().status()).isEqualTo(expected);
  }

  @Test
  void aMissingObjectCountsOnlyIfNoneIsThere() {
    Compared missing = Compared.missing(desired("Pod", "b"));

    assertThat(new Comparison(List.of(missing)).health().status()).isEqualTo(HealthStatus.MISSING);
    assertThat(new Comparison(List.of(pod("a", "{}", "Succeeded"), missing)).health().status())
        .isEqualTo(HealthStatus.HEALTHY);
  }

  @Test
  void anObjectThatAsksForItAndAChildWithoutHealthDoNotCount() {
    String ignored = "{argocd.argoproj.io/ignore-healthcheck: 'true'}";

    assertThat(
            new Comparison(List.of(pod("a", "{}", "Succeeded"), pod("b", ignored, "Failed")))
                .health()
                .status())
        .isEqualTo(HealthStatus.HEALTHY);
    assertThat(new Comparison(List.of(child("Missing"))).health().status())
        .isEqualTo(HealthStatus.HEALTHY);
    assertThat(new Comparison(List.of(child("Unknown"))).health().status())
        .isEqualTo(HealthStatus.HEALTHY);
    assertThat(new Comparison(List.of(child("Degraded"))).health().status())
        .isEqualTo(HealthStatus.DEGRADED);
  }

  @Test
  void theFirstThreeCausesAreNamed() {
    Comparison all =
        new Comparison(
            List.of(
                pod("a", "{}", "Failed"),
                pod("b", "{}", "Failed"),
                pod("c", "{}", "Failed"),
                pod("d", "{}", "Failed")));

    assertThat(all.health().message())
        .isEqualTo("Pod ns/a: Failed; Pod ns/b: Failed; Pod ns/c: Failed");
  }
}
