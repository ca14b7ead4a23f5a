package dev.sealer.sync.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.Application;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.kit.ClusterUser;
import dev.sealer.simulation.plan.Action;
import dev.sealer.simulation.world.SimulatedWorld;
import dev.sealer.sync.engine.MemoryGit;
import java.time.Duration;
import java.util.List;

/** The actions of people on Applications, their objects and Git. */
final class ClusterActs {

  static final ResourceType APPLICATION = ResourceType.of(Application.class);
  static final String CONTROL = "argocd";
  static final String HOME = "sealer-system";
  static final String TARGET = "app";
  static final List<String> APPLICATIONS = List.of("w0", "w1");

  private final SimulatedWorld world;
  private final ClusterUser user;
  private final GitHistory history;

  ClusterActs(SimulatedWorld world, GitHistory history) {
    this.world = world;
    this.user = new ClusterUser(world.calls("kubectl"));
    this.history = history;
  }

  static ObjectKey application(String name) {
    return new ObjectKey(CONTROL, name);
  }

  static ObjectKey configMap(String name) {
    return new ObjectKey(TARGET, name);
  }

  void populate() {
    for (String name : List.of(CONTROL, HOME, TARGET)) {
      ObjectNode _ =
          user.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}");
    }
  }

  void act(Action action) {
    String name = action.object();
    switch (action.verb()) {
      case "commit" -> {
        history.commit(action);
        // As by a webhook. Without it most of what happens to a commit happens at a poll.
        if (!action.detail("told").isEmpty()) {
          refresh(name);
        }
      }
      case "want" -> want(name);
      case "delete" -> {
        if (user.find(APPLICATION, application(name)).isPresent()) {
          user.delete(APPLICATION, application(name));
        }
      }
      case "sync" -> editApplication(name, "operation: {sync: {prune: true}}");
      case "refresh" -> refresh(name);
      case "terminate" -> terminate(name);
      case "drift" -> {
        if (user.find(ResourceType.CONFIG_MAP, configMap(name)).isPresent()) {
          ObjectNode _ =
              user.edit(ResourceType.CONFIG_MAP, configMap(name), "data: {commit: \"drift\"}");
        }
      }
      case "deleteObject" -> {
        if (user.find(ResourceType.CONFIG_MAP, configMap(name)).isPresent()) {
          user.delete(ResourceType.CONFIG_MAP, configMap(name));
        }
      }
      case "outage" -> {
        history.fails(true);
        world.after(
            Duration.ofMillis(Long.parseLong(action.detail("millis"))), () -> history.fails(false));
      }
      default -> throw new IllegalArgumentException("no such action: " + action.verb());
    }
  }

  private void refresh(String name) {
    editApplication(name, "metadata: {annotations: {argocd.argoproj.io/refresh: normal}}");
  }

  private void editApplication(String name, String patch) {
    if (user.find(APPLICATION, application(name)).isPresent()) {
      ObjectNode _ = user.edit(APPLICATION, application(name), patch);
    }
  }

  private void terminate(String name) {
    boolean running =
        user.find(APPLICATION, application(name))
            .filter(found -> found.at("/status/operationState/phase").asText().equals("Running"))
            .isPresent();
    if (running) {
      editApplication(name, "status: {operationState: {phase: Terminating}}");
    }
  }

  private void want(String name) {
    ObjectNode _ =
        user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata:
              name: %s
              namespace: %s
              finalizers: [resources-finalizer.argocd.argoproj.io/background]
            spec:
              project: default
              %s
              destination: {server: https://kubernetes.default.svc, namespace: %s}
              syncPolicy:
                automated: {prune: true, selfHeal: true}
                retry: {limit: -1, backoff: {duration: 2s, factor: 2, maxDuration: 20s}}
            """
                .formatted(name, CONTROL, sources(name), TARGET));
  }

  private static String sources(String application) {
    List<String> all =
        GitHistory.sources(application).stream()
            .map(path ->
                "{repoURL: \"%s\", targetRevision: main, path: %s}".formatted(MemoryGit.URL, path))
            .toList();
    return all.size() == 1 ? "source: " + all.getFirst() : "sources: " + all;
  }
}
