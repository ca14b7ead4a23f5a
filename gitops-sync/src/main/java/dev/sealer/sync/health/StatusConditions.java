package dev.sealer.sync.health;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.Condition;
import dev.sealer.kube.Conditions;
import java.util.List;
import java.util.Optional;

/** Answers the questions of health rules about {@code status.conditions} of any object. */
record StatusConditions(Conditions conditions) {

  /** Reads the conditions in an object's status. */
  static StatusConditions of(JsonNode object) {
    return ofList(object.path("status").path("conditions"));
  }

  /** Reads a list of conditions. */
  static StatusConditions ofList(JsonNode list) {
    return new StatusConditions(Conditions.read(list));
  }

  List<Condition> all() {
    return conditions.all();
  }

  boolean isEmpty() {
    return conditions.all().isEmpty();
  }

  boolean isTrue(String type) {
    return conditions.isTrue(type);
  }

  boolean isFalse(String type) {
    return conditions.get(type).filter(c -> c.status() == Condition.Status.FALSE).isPresent();
  }

  String message(String type) {
    return conditions.get(type).map(Condition::message).orElse("");
  }

  String reason(String type) {
    return conditions.get(type).map(Condition::reason).orElse("");
  }

  /**
   * Returns healthy or degraded as one condition says, progressing while it is missing. A condition
   * about an older generation counts as missing: right after a change the old one is still there.
   */
  Health byCondition(JsonNode object, String type) {
    Optional<Condition> condition = conditions.get(type);
    if (condition.isEmpty()) {
      return Health.progressing("waiting for condition " + type);
    }
    if (isBehind(object, condition.get())) {
      return Health.progressing("waiting for the latest change to be observed");
    }
    String message = condition.get().message();
    return switch (condition.get().status()) {
      case TRUE -> Health.healthy(message);
      case FALSE -> Health.degraded(message);
      case UNKNOWN -> Health.progressing(message);
    };
  }

  private static boolean isBehind(JsonNode object, Condition condition) {
    long generation = object.path("metadata").path("generation").asLong();
    long inStatus = object.path("status").path("observedGeneration").longValue();
    long observed = condition.observedGeneration() > 0 ? condition.observedGeneration() : inStatus;
    return observed > 0 && observed < generation;
  }
}
