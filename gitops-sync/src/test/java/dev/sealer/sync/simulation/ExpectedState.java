package dev.sealer.sync.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.world.SimulatedWorld;
import dev.sealer.sync.simulation.GitHistory.Directory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what is not yet as Git and the Applications say. */
final class ExpectedState {

  private final GitHistory history;

  ExpectedState(GitHistory history) {
    this.history = history;
  }

  List<String> differences(SimulatedWorld world) {
    List<String> left = new ArrayList<>();
    if (history.isAway()) {
      left.add("Git is away");
    }
    for (String name : ClusterActs.APPLICATIONS) {
      Optional<ObjectNode> found =
          world.server().get(ClusterActs.APPLICATION, ClusterActs.application(name));
      if (found.isEmpty()) {
        gone(world, name, left);
      } else if (found.get().path("metadata").hasNonNull("deletionTimestamp")) {
        if (!isTerminated(found.get())) {
          left.add("Application " + name + " is still being deleted");
        }
      } else {
        compare(world, name, found.get(), left);
      }
    }
    for (ObjectNode object : world.server().list(ResourceType.CONFIG_MAP, ClusterActs.TARGET)) {
      JsonNode metadata = object.path("metadata");
      if (metadata.hasNonNull("deletionTimestamp")) {
        left.add("ConfigMap " + metadata.path("name").asText() + " is still being deleted");
      }
    }
    return left;
  }

  /** Whoever terminates the hooks of a deletion stops the deletion until a refresh. */
  private static boolean isTerminated(JsonNode application) {
    JsonNode operation = application.at("/status/operationState");
    return operation.path("phase").asText().equals("Failed")
        && operation.path("message").asText().startsWith("the operation was terminated");
  }

  private static void gone(SimulatedWorld world, String application, List<String> left) {
    for (ObjectNode object : world.server().list(ResourceType.CONFIG_MAP, ClusterActs.TARGET)) {
      outlives(object, application, left);
    }
    for (ObjectNode object : world.server().list(InMemoryJobController.JOB, ClusterActs.TARGET)) {
      outlives(object, application, left);
    }
  }

  private static void outlives(JsonNode object, String application, List<String> left) {
    JsonNode metadata = object.path("metadata");
    String name = metadata.path("name").asText();
    // A PostDelete hook that is to be deleted only if it fails outlives it on purpose.
    JsonNode annotations = metadata.path("annotations");
    boolean keeps =
        annotations.path("argocd.argoproj.io/hook").asText().equals("PostDelete")
            && annotations
                .path("argocd.argoproj.io/hook-delete-policy")
                .asText()
                .equals("HookFailed");
    if (name.endsWith("-" + application) && !keeps) {
      left.add(object.path("kind").asText() + " " + name + " outlives its Application");
    }
  }

  /** Returns whether only users start the sync again: they ended it, or asked for no retries. */
  private static boolean isLeftToUsers(JsonNode operation) {
    boolean failed = operation.path("phase").asText().equals("Failed");
    boolean automated = operation.at("/operation/initiatedBy/automated").asBoolean();
    return failed
        && (!automated
            || operation.path("message").asText().equals("the operation was terminated"));
  }

  private boolean showsNewest(String application, JsonNode sync) {
    if (GitHistory.sources(application).size() == 1) {
      return history.isNewest(sync.path("revision").asText());
    }
    List<String> shown = new ArrayList<>();
    sync.path("revisions").forEach(one -> shown.add(one.asText()));
    return shown.size() == 2 && shown.stream().allMatch(history::isNewest);
  }

  private void compare(SimulatedWorld world, String name, JsonNode application, List<String> left) {
    Directory wanted = history.newest(name);
    JsonNode status = application.path("status");
    String sync = status.at("/sync/status").asText();
    if (wanted.refused()) {
      if (!sync.equals("Unknown")) {
        left.add("Application " + name + " does not say that its commit is refused");
      }
      return;
    }
    if (isLeftToUsers(status.path("operationState"))) {
      return;
    }
    boolean emptied = wanted.names().isEmpty();
    if (application.has("operation")) {
      left.add("Application " + name + " has a request that nobody took");
    }
    if (status.at("/operationState/phase").asText().equals("Running")) {
      left.add("Application " + name + " still syncs");
    }
    if (!showsNewest(name, status.path("sync"))) {
      left.add("Application " + name + " shows an older commit");
    }
    if (!emptied && !sync.equals("Synced")) {
      left.add("Application " + name + " is " + sync);
    }
    for (String object : GitHistory.NAMES) {
      Optional<ObjectNode> live =
          world.server().get(ResourceType.CONFIG_MAP, ClusterActs.configMap(object + "-" + name));
      boolean isWanted = wanted.names().contains(object);
      if (isWanted && live.isEmpty()) {
        left.add("ConfigMap " + object + "-" + name + " is missing");
      } else if (isWanted
          && !live.get().at("/data/commit").asText().equals(String.valueOf(wanted.number()))) {
        left.add("ConfigMap " + object + "-" + name + " is not of commit " + wanted.number());
      } else if (!isWanted && !emptied && live.isPresent()) {
        left.add("ConfigMap " + object + "-" + name + " has left Git");
      }
    }
  }
}
