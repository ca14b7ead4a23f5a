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
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the cluster must look like in the end, worked out from what users wrote. */
final class ExpectedState {

  /** Reasons that no longer hold once the API server does what it is asked. */
  private static final List<String> PASSING = List.of("Refused", "Unavailable");

  private static final Pattern IN_PARENTHESES = Pattern.compile("\\(([^)]*)\\)");

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
    Map<String, String> data = new TreeMap<>();
    Set<String> closed = unseal(sealed, key, usableKeys, data);
    Optional<ObjectNode> secret = world.server().get(ResourceType.SECRET, key);
    if (!closed.isEmpty()) {
      expectFailure(sealed, "NotDecryptable", left);
      expectClosed(sealed, closed, left);
    } else if (secret.isEmpty()) {
      left.add("Secret " + name + " is missing");
    } else if (!isOurs(secret.get(), sealed)) {
      expectFailure(sealed, "NotManaged", left);
    } else if (!sameData(secret.get(), data)) {
      if (secret.get().path("immutable").asBoolean() && !mayRecreate(sealed, secret.get())) {
        expectFailure(sealed, "Immutable", left);
      } else {
        left.add("Secret " + name + " does not hold what its SealedSecret says");
      }
    } else {
      expectSynced(sealed, secret.get(), left);
    }
  }

  /** Adds the values that can be opened to {@code data}; returns the keys of the others. */
  private Set<String> unseal(
      ObjectNode sealed, ObjectKey key, Set<String> usableKeys, Map<String, String> data) {
    Set<String> closed = new TreeSet<>();
    for (Map.Entry<String, JsonNode> item :
        sealed.path("spec").path("encryptedData").properties()) {
      Optional<SealedLedger.Entry> entry =
          ledger
              .find(item.getValue().asText())
              .filter(e -> usableKeys.contains(e.fingerprint()))
              .filter(e -> e.label().equals(key.toString()));
      if (entry.isEmpty()) {
        closed.add(item.getKey());
      } else {
        byte[] plain = entry.get().plaintext().getBytes(StandardCharsets.UTF_8);
        data.put(item.getKey(), Base64.getEncoder().encodeToString(plain));
      }
    }
    return closed;
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

  private static void expectFailure(JsonNode sealed, String reason, List<String> left) {
    expectStatus(sealed, "False", left);
    String said = condition(sealed.path("status"), "Ready").path("reason").asText();
    if (!said.equals(reason)) {
      left.add("status of " + name(sealed) + " says " + said + ", the reason is " + reason);
    }
  }

  /** The message names the keys of the values that cannot be opened, in parentheses. */
  private static void expectClosed(JsonNode sealed, Set<String> closed, List<String> left) {
    String message = condition(sealed.path("status"), "Ready").path("message").asText();
    Matcher named = IN_PARENTHESES.matcher(message);
    Set<String> said = named.find() ? Set.of(named.group(1).split(", ")) : Set.of();
    if (!said.equals(closed)) {
      left.add("status of " + name(sealed) + " names " + said + ", these are closed: " + closed);
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
