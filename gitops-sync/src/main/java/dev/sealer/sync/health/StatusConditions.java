package dev.sealer.sync.health;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads {@code status.conditions} of any object. */
final class StatusConditions {

  private final JsonNode conditions;

  private StatusConditions(JsonNode conditions) {
    this.conditions = conditions;
  }

  /** The conditions in an object's status. */
  static StatusConditions of(JsonNode object) {
    return ofList(object.path("status").path("conditions"));
  }

  /** The conditions of a list. */
  static StatusConditions ofList(JsonNode conditions) {
    return new StatusConditions(conditions);
  }

  /** The list itself. */
  JsonNode all() {
    return conditions;
  }

  boolean none() {
    return conditions.isEmpty();
  }

  /** The first condition of a type. */
  Optional<JsonNode> get(String type) {
    for (JsonNode condition : conditions) {
      if (condition.path("type").asText().equals(type)) {
        return Optional.of(condition);
      }
    }
    return Optional.empty();
  }

  boolean is(String type, String status) {
    return get(type).filter(c -> c.path("status").asText().equals(status)).isPresent();
  }

  String message(String type) {
    return get(type).map(c -> c.path("message").asText()).orElse("");
  }

  String reason(String type) {
    return get(type).map(c -> c.path("reason").asText()).orElse("");
  }

  /**
   * Healthy or degraded as one condition says, on its way while there is none. A condition that
   * speaks of an older generation says nothing yet: right after a change the old one still stands.
   */
  Health byCondition(JsonNode object, String type) {
    Optional<JsonNode> condition = get(type);
    if (condition.isEmpty()) {
      return Health.progressing("waiting for condition " + type);
    }
    if (isBehind(object, condition.get())) {
      return Health.progressing("waiting for the latest change to be observed");
    }
    String message = condition.get().path("message").asText();
    return switch (condition.get().path("status").asText()) {
      case "True" -> Health.healthy(message);
      case "False" -> Health.degraded(message);
      default -> Health.progressing(message);
    };
  }

  private static boolean isBehind(JsonNode object, JsonNode condition) {
    long generation = object.path("metadata").path("generation").asLong();
    JsonNode inCondition = condition.path("observedGeneration");
    JsonNode inStatus = object.path("status").path("observedGeneration");
    JsonNode observed = inCondition.isNumber() ? inCondition : inStatus;
    return observed.isNumber() && observed.asLong() > 0 && observed.asLong() < generation;
  }
}
