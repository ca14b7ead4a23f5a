package dev.sealer.externalsecrets.stores;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import java.util.ArrayList;
import java.util.List;

/**
 * A Deployment of External Secrets Operator's controller.
 *
 * @param key its namespace and name
 * @param available whether at least one of its Pods is available
 * @param controllerClass the class that it reconciles
 */
public record UpstreamDeployment(ObjectKey key, boolean available, String controllerClass) {

  /** The resource type of the kind. */
  public static final ResourceType TYPE =
      new ResourceType("apps", "v1", "Deployment", "deployments", true);

  /** Selects the controller's Deployments by the label that the upstream chart sets. */
  public static final String SELECTOR = "app.kubernetes.io/name=external-secrets";

  private static final String FLAG = "--controller-class";
  private static final String DEFAULT_CLASS = "default";

  /** Returns what a Deployment states. */
  public static UpstreamDeployment of(ObjectNode tree) {
    JsonNode metadata = tree.path("metadata");
    return new UpstreamDeployment(
        new ObjectKey(metadata.path("namespace").asText(), metadata.path("name").asText()),
        tree.path("status").path("availableReplicas").asInt() > 0,
        controllerClass(tree.at("/spec/template/spec/containers")));
  }

  private static String controllerClass(JsonNode containers) {
    List<String> words = new ArrayList<>();
    for (JsonNode container : containers) {
      container.path("command").forEach(word -> words.add(word.asText()));
      container.path("args").forEach(word -> words.add(word.asText()));
    }
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).startsWith(FLAG + "=")) {
        return words.get(i).substring(FLAG.length() + 1);
      }
      if (words.get(i).equals(FLAG) && i + 1 < words.size()) {
        return words.get(i + 1);
      }
    }
    return DEFAULT_CLASS;
  }

  /** As users see it. */
  @Override
  public String toString() {
    return "Deployment " + key;
  }
}
