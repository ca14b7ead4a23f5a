package dev.sealer.sync.health;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The health of an ExternalSecret. Its conditions carry no generation, but {@code
 * status.syncedResourceVersion} begins with the generation that was synced last: {@code 3-1f2e…}.
 * As long as that is an older one, a Ready condition describes an older specification.
 */
final class ExternalSecretHealth {

  private ExternalSecretHealth() {}

  static Health of(JsonNode live, StatusConditions conditions) {
    Health health = conditions.byCondition(live, "Ready");
    return health.status() == HealthStatus.HEALTHY && isBehind(live)
        ? Health.progressing("waiting for the latest change to be synced")
        : health;
  }

  private static boolean isBehind(JsonNode live) {
    String synced = live.path("status").path("syncedResourceVersion").asText();
    String generation = live.path("metadata").path("generation").asText();
    return !synced.isEmpty()
        && !synced.startsWith(generation + "-")
        && followsChanges(live.path("spec"));
  }

  /**
   * Returns whether a change of the specification is ever synced: some ExternalSecrets sync only
   * once.
   */
  private static boolean followsChanges(JsonNode spec) {
    return switch (spec.path("refreshPolicy").asText()) {
      case "CreatedOnce" -> false;
      case "OnChange" -> true;
      default -> !spec.path("refreshInterval").asText().matches("[-+]?0+([a-zµ]+0*)*");
    };
  }
}
