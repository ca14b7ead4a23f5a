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

/** Which kinds a sync brings itself. */
final class DefinedKindsTest {

  private static Desired desired(ResourceId id, String version, ObjectNode object) {
    return new Desired(id, version, object, new Origin("a.yaml", 1), 0, Optional.empty(), Set.of());
  }

  private static Desired widget(String version) {
    return desired(new ResourceId("example.com", "Widget", "app", "w"), version, Json.object());
  }

  private static Desired definition(boolean served) {
    ObjectNode object = Json.object();
    ObjectNode spec = object.putObject("spec").put("group", "example.com");
    spec.putObject("names").put("kind", "Widget");
    spec.putArray("versions").addObject().put("name", "v1").put("served", served);
    return desired(
        new ResourceId("apiextensions.k8s.io", "CustomResourceDefinition", "", "widgets"),
        "v1",
        object);
  }

  private static boolean isComing(Compared definition, String version) {
    return DefinedKinds.isComing(new Comparison(List.of(definition)), widget(version));
  }

  private static Compared live(String condition, String status) {
    ObjectNode live = Json.object();
    live.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
    live.putObject("status")
        .putArray("conditions")
        .addObject()
        .put("type", condition)
        .put("status", status);
    return Compared.both(
        definition(true), LiveFacts.of(live, HealthChecks.builtIn()), List.of(), "");
  }

  @Test
  void aDefinitionInGitBringsTheVersionsThatItServes() {
    assertThat(isComing(Compared.missing(definition(true)), "v1")).isTrue();
    assertThat(isComing(live("Established", "True"), "v1")).isTrue();
    assertThat(isComing(Compared.missing(definition(true)), "v2")).isFalse();
    assertThat(isComing(Compared.missing(definition(false)), "v1")).isFalse();
  }

  @Test
  void aDefinitionThatIsRefusedBringsNothing() {
    assertThat(isComing(live("NamesAccepted", "False"), "v1")).isFalse();
  }

  @Test
  void anotherDefinitionBringsNothing() {
    Desired other =
        desired(new ResourceId("example.com", "Gadget", "app", "g"), "v1", Json.object());

    assertThat(
            DefinedKinds.isComing(
                new Comparison(List.of(Compared.missing(definition(true)))), other))
        .isFalse();
  }
}
