package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sealer.cli.app.model.ApplicationClient;
import dev.sealer.cli.app.model.ApplicationSummary;
import dev.sealer.cli.io.CommandFailure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A change of one field by which people tell the controller what to do. */
enum AppRequest {
  /** Read Git at once. */
  REFRESH(
      "refresh",
      "refresh of %s requested",
      "Reads Git at once and compares, instead of with the next poll.") {
    @Override
    ObjectNode patch(JsonNode application, boolean hard) {
      return ApplicationClient.annotation(
          ApplicationSummary.REFRESHES, TextNode.valueOf(hard ? "hard" : "normal"));
    }
  },
  /** Leave an Application alone. */
  PAUSE(
      "pause",
      "%s is paused; `sealer app resume` ends it",
      "Pauses an Application: it is neither compared nor synced nor healed.") {
    @Override
    ObjectNode patch(JsonNode application, boolean hard) {
      return ApplicationClient.annotation(PAUSES, TextNode.valueOf("true"));
    }
  },
  /** End a pause. */
  RESUME("resume", "%s is resumed", "Ends the pause of an Application.") {
    @Override
    ObjectNode patch(JsonNode application, boolean hard) {
      ObjectNode patch = ApplicationClient.annotation(PAUSES, NullNode.getInstance());
      if (application.at("/metadata/annotations").has(PAUSED_UNTIL)) {
        patch.withObject("/metadata/annotations").putNull(PAUSED_UNTIL);
      }
      patch.withObject("/metadata/annotations").put(ApplicationSummary.REFRESHES, "normal");
      return patch;
    }
  },
  /** End a sync. */
  TERMINATE(
      "terminate",
      "the sync of %s is being terminated",
      "Ends the sync that runs. What it has applied stays as it is.") {
    @Override
    ObjectNode patch(JsonNode application, boolean hard) {
      if (!application.at("/status/operationState/phase").asText().equals("Running")) {
        throw new CommandFailure("no sync runs");
      }
      ObjectNode patch = JsonNodeFactory.instance.objectNode();
      patch
          .putObject("metadata")
          .put("resourceVersion", application.at("/metadata/resourceVersion").asText());
      patch.putObject("status").putObject("operationState").put("phase", "Terminating");
      return patch;
    }
  };

  private static final String PAUSED_UNTIL = "sealer.dev/automation-paused-until";
  private static final String PAUSES = "argocd.argoproj.io/skip-reconcile";

  private final String word;
  private final String done;
  private final String description;

  AppRequest(String word, String done, String description) {
    this.word = word;
    this.done = done;
    this.description = description;
  }

  /** Returns the change that pauses automated syncs until a time, and nothing else. */
  static ObjectNode pauseUntil(Instant until) {
    return ApplicationClient.annotation(
        PAUSED_UNTIL, TextNode.valueOf(until.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  /** Returns the name of the command. */
  String word() {
    return word;
  }

  /** Returns what to say afterwards, with a place for the name. */
  String done() {
    return done;
  }

  String description() {
    return description;
  }

  /**
   * Returns the change.
   *
   * @param hard whether everything that is remembered is forgotten first; for a refresh
   * @throws CommandFailure if there is nothing to change
   */
  abstract ObjectNode patch(JsonNode application, boolean hard);
}
