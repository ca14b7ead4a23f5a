package dev.sealer.externalsecrets.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.world.SimulatedWorld;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The state that the cluster must reach in the end, derived from what users and the store say. */
final class ExpectedState {

  private final SimStore store;

  ExpectedState(SimStore store) {
    this.store = store;
  }

  /** Returns everything that is not as it must be, in words. */
  List<String> differences(SimulatedWorld world) {
    List<String> left = new ArrayList<>();
    if (store.isInTrouble()) {
      left.add("the store is in trouble");
    }
    Map<String, WantedSpec> byUid = new TreeMap<>();
    for (ObjectNode object : world.server().list(ClusterActs.EXTERNAL, ClusterActs.TEAM)) {
      WantedSpec wanted = WantedSpec.of(object);
      byUid.put(wanted.uid(), wanted);
      if (wanted.deleting()) {
        left.add("ExternalSecret " + wanted.name() + " is still being deleted");
      } else {
        compare(world, object, wanted, left);
      }
    }
    for (ObjectNode secret : world.server().list(ResourceType.SECRET, ClusterActs.TEAM)) {
      JsonNode owner = controller(secret);
      String uid = owner.path("uid").asText();
      if (!owner.path("kind").asText().equals("ExternalSecret")) {
        continue;
      }
      WantedSpec wanted = byUid.get(uid);
      if (wanted == null) {
        left.add("Secret " + name(secret) + " outlives its ExternalSecret");
      } else if (wanted.hasLeft(name(secret), store)) {
        left.add("Secret " + name(secret) + " stays though its target has another name");
      }
    }
    return left;
  }

  private void compare(
      SimulatedWorld world, JsonNode object, WantedSpec wanted, List<String> left) {
    Optional<ObjectNode> secret =
        world.server().get(ResourceType.SECRET, ClusterActs.inTeam(wanted.target()));
    boolean foreign =
        secret
            .map(ExpectedState::controller)
            .filter(owner -> !owner.isMissingNode())
            .filter(owner -> !owner.path("name").asText().equals(wanted.name()))
            .isPresent();
    if (wanted.isEmptied(store)) {
      expect(object, wanted.toleratesMissing() ? "False" : "True", left);
      return;
    }
    Optional<Map<String, String>> values = wanted.values(store);
    if (foreign || values.isEmpty()) {
      expect(object, "False", left);
      return;
    }
    expect(object, "True", left);
    if (wanted.creation().equals("Merge") && secret.isEmpty()) {
      return;
    }
    boolean goes = values.get().isEmpty() && wanted.deletion().equals("Delete");
    if (goes) {
      secret.ifPresent(_ -> left.add("Secret " + wanted.target() + " is still there"));
    } else if (secret.isEmpty()) {
      left.add("Secret " + wanted.target() + " is missing");
    } else if (!data(secret.get()).equals(values.get())) {
      left.add("Secret " + wanted.target() + " does not hold what the store says");
    }
  }

  private static void expect(JsonNode object, String ready, List<String> left) {
    String said = "";
    String why = "";
    for (JsonNode condition : object.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        said = condition.path("status").asText();
        why = condition.path("message").asText();
      }
    }
    if (!said.equals(ready)) {
      left.add("ExternalSecret " + name(object) + " says Ready=" + said + ", it is " + ready);
    } else if (SimStore.MESSAGES.stream().anyMatch(why::contains)) {
      left.add("ExternalSecret " + name(object) + " still speaks of a trouble that is over");
    }
  }

  private static Map<String, String> data(JsonNode secret) {
    Map<String, String> data = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : secret.path("data").properties()) {
      byte[] value = Base64.getDecoder().decode(entry.getValue().asText());
      data.put(entry.getKey(), new String(value, StandardCharsets.UTF_8));
    }
    return data;
  }

  /** Returns the owner that controls an object; a missing node if there is none. */
  static JsonNode controller(JsonNode object) {
    for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
      if (owner.path("controller").asBoolean()) {
        return owner;
      }
    }
    return object.path("metadata").path("no controller");
  }

  private static String name(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }
}
