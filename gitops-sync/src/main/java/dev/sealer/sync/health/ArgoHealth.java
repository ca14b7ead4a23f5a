package dev.sealer.sync.health;

import com.fasterxml.jackson.databind.JsonNode;

/** Rules for the kinds of Argo CD, Argo Rollouts and Argo Workflows. */
final class ArgoHealth {

  private ArgoHealth() {}

  static Health application(JsonNode live) {
    JsonNode health = live.path("status").path("health");
    for (HealthStatus status : HealthStatus.values()) {
      if (status.word().equals(health.path("status").asText())) {
        return new Health(status, health.path("message").asText());
      }
    }
    return Health.progressing("the Application has no health yet");
  }

  static Health applicationSet(StatusConditions conditions) {
    if (conditions.isTrue("ErrorOccurred")) {
      return Health.degraded(conditions.message("ErrorOccurred"));
    }
    return conditions.isTrue("ResourcesUpToDate")
        ? Health.HEALTHY
        : Health.progressing("the Applications are not up to date yet");
  }

  static Health rollout(JsonNode live) {
    if (StatusConditions.isBehind(live)) {
      return Health.progressing(StatusConditions.NOT_OBSERVED);
    }
    String message = live.path("status").path("message").asText();
    return switch (live.path("status").path("phase").asText()) {
      case "Healthy" -> Health.healthy(message);
      case "Degraded" -> Health.degraded(message);
      case "Paused" -> Health.suspended(message);
      default -> Health.progressing(message);
    };
  }

  static Health workflow(JsonNode live) {
    String message = live.path("status").path("message").asText();
    return switch (live.path("status").path("phase").asText()) {
      case "Succeeded" -> Health.healthy(message);
      case "Failed", "Error" -> Health.degraded(message);
      default -> Health.progressing(message);
    };
  }
}
