package dev.sealer.externalsecrets.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ExternalSecret;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.kit.ClusterUser;
import dev.sealer.simulation.oracle.CanaryValue;
import dev.sealer.simulation.plan.Action;
import dev.sealer.simulation.world.SimulatedWorld;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The actions of people on ExternalSecrets, Secrets and the store. */
final class ClusterActs {

  static final ResourceType EXTERNAL = ResourceType.of(ExternalSecret.class);
  static final String TEAM = "team";
  static final String HOME = "sealer-system";

  private final ClusterUser user;
  private final ClusterUser somebody;
  private final SimStore store;
  private final CanaryValue canary;

  ClusterActs(SimulatedWorld world, SimStore store, CanaryValue canary) {
    this.user = new ClusterUser(world.calls("kubectl"), TEAM);
    this.somebody = new ClusterUser(world.calls("somebody"), TEAM);
    this.store = store;
    this.canary = canary;
  }

  static ObjectKey inTeam(String name) {
    return new ObjectKey(TEAM, name);
  }

  void populate() {
    for (String name : List.of(TEAM, HOME)) {
      ObjectNode _ =
          user.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}");
    }
    region(SimStore.REGION);
  }

  void act(Action action) {
    String name = action.object();
    switch (action.verb()) {
      case "want" -> want(action);
      case "delete" -> delete(EXTERNAL, inTeam(name));
      case "deleteSecret" -> delete(ResourceType.SECRET, inTeam(name));
      case "drift" -> edit(name, "stringData: {k0: drift}");
      case "dropKey" -> edit(name, "data: {k0: null}");
      case "label" -> edit(name, "metadata: {labels: {seen-by: u" + action.detail("n") + "}}");
      case "foreignKey" -> edit(name, "stringData: {foreign: foreign}");
      case "squat" -> squat(name);
      case "make" -> make(name);
      case "region" -> {
        store.move(action.detail("region"));
        region(action.detail("region"));
      }
      case "put" -> put(action);
      case "empty" -> store.put(name, Map.of());
      case "remove" -> store.remove(name);
      case "trouble" ->
          store.trouble(
              SimStore.Trouble.valueOf(action.detail("what").toUpperCase(Locale.ROOT)),
              name,
              Duration.ofMillis(Long.parseLong(action.detail("millis"))));
      default -> throw new IllegalArgumentException("no such action: " + action.verb());
    }
  }

  private void want(Action action) {
    String target =
        action.details().entrySet().stream()
            .filter(detail -> detail.getKey().startsWith("target."))
            .map(detail -> detail.getKey().substring("target.".length()) + ": " + detail.getValue())
            .collect(Collectors.joining(", "));
    String remote = action.detail("remote");
    String entries =
        action.detail("keys").isEmpty()
            ? "dataFrom: [{extract: {key: " + remote + "}}]"
            : List.of(action.detail("keys").split(",")).stream()
                .map(key ->
                    "{secretKey: %s, remoteRef: {key: %s, property: %s}}"
                        .formatted(key, remote, key))
                .collect(Collectors.joining(", ", "data: [", "]"));
    ObjectNode _ =
        user.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: ExternalSecret
            metadata: {name: %s}
            spec:
              refreshInterval: %s
              secretStoreRef: {name: store}
              target: {%s}
              %s
            """
                .formatted(
                    action.object(),
                    action.details().getOrDefault("interval", "1m"),
                    target,
                    entries));
  }

  private void region(String region) {
    ObjectNode _ =
        user.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: SecretStore
            metadata: {name: store}
            spec: {provider: {memory: {region: %s}}}
            """
                .formatted(region));
  }

  /** Adds a ClusterSecretStore that nobody uses. */
  void addClusterStore() {
    ObjectNode _ =
        user.apply(
            """
            apiVersion: external-secrets.io/v1
            kind: ClusterSecretStore
            metadata: {name: shared}
            spec: {provider: {memory: {region: eu}}}
            """);
  }

  private void put(Action action) {
    Map<String, String> fields = new TreeMap<>();
    for (String field : List.of(action.detail("fields").split(","))) {
      fields.put(field, canary.of(Long.parseLong(action.detail("n"))));
    }
    store.put(action.object(), fields);
  }

  private void delete(ResourceType type, ObjectKey key) {
    if (user.find(type, key).isPresent()) {
      user.delete(type, key);
    }
  }

  private void edit(String secret, String patch) {
    if (user.find(ResourceType.SECRET, inTeam(secret)).isPresent()) {
      ObjectNode _ = user.edit(ResourceType.SECRET, inTeam(secret), patch);
    }
  }

  /** Somebody makes a Secret of that name that nobody controls, unless there is one. */
  private void make(String name) {
    if (user.find(ResourceType.SECRET, inTeam(name)).isEmpty()) {
      ObjectNode _ =
          somebody.apply(
              "{apiVersion: v1, kind: Secret, metadata: {name: %s}, stringData: {theirs: keep}}"
                  .formatted(name));
    }
  }

  /** Another controller makes a Secret of that name, unless there is one. */
  private void squat(String name) {
    if (user.find(ResourceType.SECRET, inTeam(name)).isEmpty()) {
      ObjectNode owner =
          somebody.apply("{apiVersion: v1, kind: ConfigMap, metadata: {name: owner}}");
      ObjectNode _ =
          somebody.apply(
              """
              apiVersion: v1
              kind: Secret
              metadata:
                name: %s
                ownerReferences:
                - {apiVersion: v1, kind: ConfigMap, name: owner, uid: %s, controller: true}
              stringData: {theirs: keep}
              """
                  .formatted(name, owner.path("metadata").path("uid").asText()));
    }
  }
}
