package dev.sealer.sync.health;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.Condition;
import dev.sealer.kube.Conditions;
import java.util.List;
import java.util.Optional;

/** Answers the questions of health rules about {@code status.conditions} of any object. */
record StatusConditions(Conditions conditions) {

  static final String NOT_OBSERVED = "waiting for the latest change to be observed";

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
      return Health.progressing(NOT_OBSERVED);
    }
    String message = condition.get().message();
    return switch (condition.get().status()) {
      case TRUE -> Health.healthy(message);
      case FALSE -> Health.degraded(message);
      case UNKNOWN -> Health.progressing(message);
    };
  }

  /**
   * The health of a kind without a rule of its own, by the conventions that most controllers keep:
   * {@code Stalled} says that only a person can help, {@code Reconciling} and a {@code Ready} that
   * is not true that the controller works on it. A status about an older generation says nothing.
   *
   * @return empty if the status says none of this
   */
  Optional<Health> byConvention(JsonNode object) {
    if (isBehind(object)) {
      return Optional.of(Health.progressing(NOT_OBSERVED));
    }
    if (isTrue("Stalled")) {
      return Optional.of(Health.degraded(message("Stalled")));
    }
    if (isTrue("Reconciling")) {
      return Optional.of(Health.progressing(message("Reconciling")));
    }
    return conditions
        .get("Ready")
        .map(ready ->
            ready.status() == Condition.Status.TRUE
                ? byCondition(object, "Ready")
                : Health.progressing(ready.message()));
  }

  /** Returns whether the status of an object is about an older generation, as far as it says. */
  static boolean isBehind(JsonNode object) {
    return isOlder(object, observed(object));
  }

  private static boolean isBehind(JsonNode object, Condition condition) {
    return isOlder(
        object,
        condition.observedGeneration() > 0 ? condition.observedGeneration() : observed(object));
  }

  /** Argo Rollouts writes the number as text. */
  private static long observed(JsonNode object) {
    return object.path("status").path("observedGeneration").asLong();
  }

  private static boolean isOlder(JsonNode object, long observed) {
    return observed > 0 && observed < object.path("metadata").path("generation").asLong();
  }
}
