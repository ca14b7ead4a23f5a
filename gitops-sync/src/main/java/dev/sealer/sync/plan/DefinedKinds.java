package dev.sealer.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sync.health.Health;
import dev.sealer.sync.health.HealthStatus;
import java.util.Optional;

/** Tells which kinds come with the same sync, by a CustomResourceDefinition in Git. */
public final class DefinedKinds {

  private DefinedKinds() {}

  /**
   * Returns whether the cluster will serve the kind of {@code object} once a definition that is
   * part of {@code comparison} takes effect: it defines the kind, serves the version, and has not
   * failed.
   */
  public static boolean isComing(Comparison comparison, Desired object) {
    return comparison.resources().stream()
        .filter(one -> one.id().is("apiextensions.k8s.io", "CustomResourceDefinition"))
        .filter(one -> !hasFailed(one))
        .flatMap(one -> one.desired().stream())
        .anyMatch(definition -> defines(definition.object(), object));
  }

  private static boolean hasFailed(Compared definition) {
    Optional<HealthStatus> health = definition.health().map(Health::status);
    return health.filter(HealthStatus.DEGRADED::equals).isPresent();
  }

  private static boolean defines(JsonNode definition, Desired object) {
    JsonNode spec = definition.path("spec");
    if (!object.id().is(spec.path("group").asText(), spec.path("names").path("kind").asText())) {
      return false;
    }
    for (JsonNode version : spec.path("versions")) {
      if (version.path("name").asText().equals(object.version())
          && version.path("served").asBoolean()) {
        return true;
      }
    }
    return false;
  }
}
