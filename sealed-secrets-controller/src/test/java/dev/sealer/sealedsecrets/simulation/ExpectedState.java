package dev.sealer.sealedsecrets.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.world.SimulatedWorld;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the cluster must look like in the end, worked out from what users wrote. */
final class ExpectedState {

  /** Reasons that no longer hold once the API server does what it is asked. */
  private static final List<String> PASSING = List.of("Refused", "Unavailable");

  private final SealedLedger ledger;
  private final boolean selective;

  /**
   * What users wrote.
   *
   * @param selective whether the controller only takes care of SealedSecrets with a label
   */
  ExpectedState(SealedLedger ledger, boolean selective) {
    this.ledger = ledger;
    this.selective = selective;
  }

  /** Returns everything that is not as it must be, in words. */
  List<String> differences(SimulatedWorld world) {
    List<String> left = new ArrayList<>();
    Set<String> usableKeys = new HashSet<>();
    ClusterActs.activeKeys(world)
        .forEach(s ->
            ClusterActs.certificate(s).ifPresent(c -> usableKeys.add(c.fingerprint().value())));
    if (usableKeys.isEmpty()) {
      left.add("there is no sealing key");
    }
    Set<String> uids = new HashSet<>();
    for (ObjectNode sealed : world.server().list(ClusterActs.SEALED, ClusterActs.TEAM)) {
      uids.add(sealed.path("metadata").path("uid").asText());
      boolean caredFor = sealed.path("metadata").path("labels").has(ClusterActs.CARED_FOR);
      if (caredFor || !selective) {
        compare(world, sealed, usableKeys, left);
      }
    }
    for (ObjectNode secret : world.server().list(ResourceType.SECRET, ClusterActs.TEAM)) {
      String owner = controller(secret);
      if (!owner.isEmpty() && !uids.contains(owner)) {
        left.add("Secret " + name(secret) + " outlives its SealedSecret");
      }
    }
    return left;
  }

  private void compare(
      SimulatedWorld world, ObjectNode sealed, Set<String> usableKeys, List<String> left) {
    String name = name(sealed);
    ObjectKey key = ClusterActs.inTeam(name);
    Optional<Map<String, String>> data = data(sealed, key, usableKeys);
    Optional<ObjectNode> secret = world.server().get(ResourceType.SECRET, key);
    if (data.isEmpty()) {
      expectStatus(sealed, "False", left);
    } else if (secret.isEmpty()) {
      left.add("Secret " + name + " is missing");
    } else if (!isOurs(secret.get(), sealed)) {
      expectStatus(sealed, "False", left);
    } else if (!sameData(secret.get(), data.get())) {
      if (secret.get().path("immutable").asBoolean() && !mayRecreate(sealed, secret.get())) {
        expectStatus(sealed, "False", left);
      } else {
        left.add("Secret " + name + " does not hold what its SealedSecret says");
      }
    } else {
      expectSynced(sealed, secret.get(), left);
    }
  }

  /** Returns the data of the Secret; empty if a value cannot be opened. */
  private Optional<Map<String, String>> data(
      ObjectNode sealed, ObjectKey key, Set<String> usableKeys) {
    Map<String, String> data = new TreeMap<>();
    for (Map.Entry<String, JsonNode> item :
        sealed.path("spec").path("encryptedData").properties()) {
      Optional<SealedLedger.Entry> entry =
          ledger
              .find(item.getValue().asText())
              .filter(e -> usableKeys.contains(e.fingerprint()))
              .filter(e -> e.label().equals(key.toString()));
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      byte[] plain = entry.get().plaintext().getBytes(StandardCharsets.UTF_8);
      data.put(item.getKey(), Base64.getEncoder().encodeToString(plain));
    }
    return Optional.of(data);
  }

  private static boolean isOurs(JsonNode secret, JsonNode sealed) {
    return controller(secret).equals(sealed.path("metadata").path("uid").asText())
        || secret
            .path("metadata")
            .path("annotations")
            .path("sealedsecrets.bitnami.com/managed")
            .asText()
            .equals("true");
  }

  private static boolean mayRecreate(JsonNode sealed, JsonNode secret) {
    boolean asked =
        sealed
            .path("metadata")
            .path("annotations")
            .path("sealer.dev/recreate-immutable")
            .asText()
            .equals("true");
    return asked && controller(secret).equals(sealed.path("metadata").path("uid").asText());
  }

  private static boolean sameData(JsonNode secret, Map<String, String> data) {
    Map<String, String> live = new TreeMap<>();
    secret.path("data").properties().forEach(e -> live.put(e.getKey(), e.getValue().asText()));
    return live.equals(data);
  }

  private static void expectSynced(JsonNode sealed, JsonNode secret, List<String> left) {
    expectStatus(sealed, "True", left);
    String said = sealed.path("status").path("unsealed").path("secretResourceVersion").asText();
    if (!said.equals(secret.path("metadata").path("resourceVersion").asText())) {
      left.add("status of " + name(sealed) + " speaks of another version of the Secret");
    }
  }

  private static void expectStatus(JsonNode sealed, String synced, List<String> left) {
    JsonNode status = sealed.path("status");
    String said = condition(status, "Synced").path("status").asText();
    String reason = condition(status, "Ready").path("reason").asText();
    if (PASSING.contains(reason)) {
      left.add("status of " + name(sealed) + " still says " + reason);
    }
    long generation = sealed.path("metadata").path("generation").asLong();
    if (!said.equals(synced) || status.path("observedGeneration").asLong() != generation) {
      left.add(
          "status of "
              + name(sealed)
              + " says Synced="
              + said
              + " of generation "
              + status.path("observedGeneration")
              + ", it is "
              + synced
              + " of "
              + generation);
    }
  }

  private static JsonNode condition(JsonNode status, String type) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return MissingNode.getInstance();
  }

  static String controller(JsonNode object) {
    for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
      if (owner.path("controller").asBoolean()) {
        return owner.path("uid").asText();
      }
    }
    return "";
  }

  private static String name(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }
}
