package dev.sealer.sync.health;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.sync.manifest.Manifest;
import java.util.Optional;

/** The rule for a pod of its own. */
final class PodHealth {

  private static final String IGNORE_RESTART_POLICY = "argocd.argoproj.io/ignore-restart-policy";

  private PodHealth() {}

  static Health of(JsonNode object) {
    boolean restartsAlways =
        object.path("spec").path("restartPolicy").asText("Always").equals("Always");
    if (restartsAlways || isJudgedAllTheSame(object)) {
      Optional<Health> stuck = stuckContainer(object);
      if (stuck.isPresent()) {
        return stuck.get();
      }
    }
    String message = object.path("status").path("message").asText();
    return switch (object.path("status").path("phase").asText()) {
      case "Pending" -> Health.progressing(message);
      case "Succeeded" -> Health.healthy(message);
      case "Failed" -> Health.degraded(failure(object));
      case "Running" -> restartsAlways ? running(object) : Health.progressing(message);
      default -> Health.unknown("the pod has no phase");
    };
  }

  private static boolean isJudgedAllTheSame(JsonNode object) {
    return Manifest.annotation(object, IGNORE_RESTART_POLICY).filter("true"::equals).isPresent();
  }

  private static Optional<Health> stuckContainer(JsonNode object) {
    for (JsonNode container : object.path("status").path("containerStatuses")) {
      JsonNode waiting = container.path("state").path("waiting");
      String reason = waiting.path("reason").asText();
      if (reason.startsWith("Err") || reason.endsWith("Error") || reason.endsWith("BackOff")) {
        return Optional.of(
            Health.degraded(
                container.path("name").asText()
                    + ": "
                    + reason
                    + " "
                    + waiting.path("message").asText()));
      }
    }
    return Optional.empty();
  }

  private static Health running(JsonNode object) {
    if (StatusConditions.of(object).isTrue("Ready")) {
      return Health.HEALTHY;
    }
    for (JsonNode container : object.path("status").path("containerStatuses")) {
      if (!container.path("lastState").path("terminated").isMissingNode()) {
        return Health.degraded(container.path("name").asText() + " was restarted and is not ready");
      }
    }
    return Health.progressing("the pod is not ready");
  }

  private static String failure(JsonNode object) {
    String message = object.path("status").path("message").asText();
    if (!message.isEmpty()) {
      return message;
    }
    for (JsonNode container : object.path("status").path("containerStatuses")) {
      JsonNode ended = container.path("state").path("terminated");
      if (ended.path("exitCode").asInt() != 0) {
        return container.path("name").asText()
            + ": "
            + ended.path("reason").asText("exit code")
            + " "
            + ended.path("exitCode").asInt();
      }
    }
    return "";
  }
}
