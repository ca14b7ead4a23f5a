package dev.sealer.externalsecrets.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ExternalSecretStatus;
import dev.sealer.crds.externalsecrets.SecretStoreStatus;
import dev.sealer.kube.Condition;
import dev.sealer.kube.Conditions;
import dev.sealer.kube.client.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions as {@code external-secrets.io} has them: type, status, reason, message and
 * lastTransitionTime; its schema has no observedGeneration.
 */
public final class ConditionJson {

  private ConditionJson() {}

  /** From an ExternalSecret. */
  public static Conditions ofExternalSecret(List<ExternalSecretStatus.Condition> read) {
    return Conditions.of(
        read.stream()
            .map(c ->
                Condition.read(
                    c.type(), c.status(), c.reason(), c.message(), c.lastTransitionTime()))
            .toList());
  }

  /** From a store. */
  public static Conditions ofStore(List<SecretStoreStatus.Condition> read) {
    return Conditions.of(
        read.stream()
            .map(c ->
                Condition.read(
                    c.type(), c.status(), c.reason(), c.message(), c.lastTransitionTime()))
            .toList());
  }

  /** For a status. */
  public static ArrayNode of(Conditions conditions) {
    ArrayNode array = Json.object().arrayNode();
    for (Condition condition : conditions.all()) {
      ObjectNode node = array.addObject();
      node.put("type", condition.type());
      node.put("status", condition.status().wire());
      node.put("reason", condition.reason());
      node.put("message", condition.message());
      node.put("lastTransitionTime", condition.lastTransitionTime().toString());
    }
    return array;
  }

  /** A time as the API server holds it; the beginning of time if it is none. */
  public static Instant instant(@Nullable String text) {
    try {
      return text == null ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeParseException notATime) {
      return Instant.EPOCH;
    }
  }
}
