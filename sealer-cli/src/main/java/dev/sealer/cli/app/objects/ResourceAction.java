package dev.sealer.cli.app.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sealer.cli.app.model.AppResource;
import java.time.Instant;
import java.util.List;

/** A change of one field that {@code sealer app actions run} makes to an object. Pure. */
enum ResourceAction {
  /** Replaces the Pods of a workload, as {@code kubectl rollout restart} does. */
  RESTART("restart") {
    @Override
    ObjectNode patch(Instant now) {
      return set(
          "/spec/template/metadata/annotations",
          "kubectl.kubernetes.io/restartedAt",
          TextNode.valueOf(now.toString()));
    }
  },
  /** Lets a Deployment start no rollout. */
  PAUSE("pause") {
    @Override
    boolean isAvailable(JsonNode live) {
      return !live.at("/spec/paused").asBoolean();
    }

    @Override
    ObjectNode patch(Instant now) {
      return set("/spec", "paused", BooleanNode.TRUE);
    }
  },
  /** Ends {@link #PAUSE}. */
  RESUME("resume") {
    @Override
    boolean isAvailable(JsonNode live) {
      return live.at("/spec/paused").asBoolean();
    }

    @Override
    ObjectNode patch(Instant now) {
      return set("/spec", "paused", BooleanNode.FALSE);
    }
  },
  /** Creates a Job from a CronJob now; see {@link ManualJob}. */
  CREATE_JOB("create-job") {
    @Override
    ObjectNode patch(Instant now) {
      return JsonNodeFactory.instance.objectNode();
    }
  },
  /** Lets a CronJob create no Jobs, and a Job run no Pods. */
  SUSPEND("suspend") {
    @Override
    boolean isAvailable(JsonNode live) {
      return !live.at("/spec/suspend").asBoolean() && !live.at("/status").has("completionTime");
    }

    @Override
    ObjectNode patch(Instant now) {
      return set("/spec", "suspend", BooleanNode.TRUE);
    }
  },
  /** Ends {@link #SUSPEND}. */
  CONTINUE("resume") {
    @Override
    boolean isAvailable(JsonNode live) {
      return live.at("/spec/suspend").asBoolean();
    }

    @Override
    ObjectNode patch(Instant now) {
      return set("/spec", "suspend", BooleanNode.FALSE);
    }
  },
  /** Fetches the values of an ExternalSecret again. */
  REFRESH("refresh") {
    @Override
    ObjectNode patch(Instant now) {
      return set(
          "/metadata/annotations",
          "force-sync",
          TextNode.valueOf(Long.toString(now.getEpochSecond())));
    }
  };

  private final String word;

  ResourceAction(String word) {
    this.word = word;
  }

  /** Returns its name on the command line. */
  String word() {
    return word;
  }

  /** Returns the actions of a kind. */
  static List<ResourceAction> of(AppResource resource) {
    return switch (resource.groupKind()) {
      case "apps/Deployment" -> List.of(RESTART, PAUSE, RESUME);
      case "apps/StatefulSet", "apps/DaemonSet" -> List.of(RESTART);
      case "batch/CronJob" -> List.of(CREATE_JOB, SUSPEND, CONTINUE);
      case "batch/Job" -> List.of(SUSPEND, CONTINUE);
      case "external-secrets.io/ExternalSecret" -> List.of(REFRESH);
      default -> List.of();
    };
  }

  /** Returns whether it would change anything. */
  boolean isAvailable(JsonNode live) {
    return true;
  }

  /** Returns the change (RFC 7386); empty for {@link #CREATE_JOB}. */
  abstract ObjectNode patch(Instant now);

  static ObjectNode set(String at, String name, JsonNode value) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.withObject(at).set(name, value);
    return patch;
  }
}
