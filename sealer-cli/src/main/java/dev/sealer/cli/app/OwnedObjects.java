package dev.sealer.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects by their owner, such as the Pods of a ReplicaSet. Pure. */
final class OwnedObjects {
  /** The kinds that workloads create. */
  static final List<ResourceType> KINDS =
      List.of(
          new ResourceType("apps", "v1", "ReplicaSet", "replicasets", true),
          new ResourceType("apps", "v1", "ControllerRevision", "controllerrevisions", true),
          new ResourceType("batch", "v1", "Job", "jobs", true),
          new ResourceType("", "v1", "Pod", "pods", true));

  private static final int DEEPEST = 8;

  private final Map<Place, List<Place>> children = new TreeMap<>();

  /** An object. */
  record Place(String namespace, String kind, String name) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return toString().compareTo(other.toString());
    }
  }

  /** Adds objects of a kind by their metadata. */
  void add(String kind, List<JsonNode> metadata) {
    for (JsonNode one : metadata) {
      String namespace = one.path("namespace").asText();
      for (JsonNode owner : one.path("ownerReferences")) {
        children
            .computeIfAbsent(
                new Place(namespace, owner.path("kind").asText(), owner.path("name").asText()),
                _ -> new ArrayList<>())
            .add(new Place(namespace, kind, one.path("name").asText()));
      }
    }
  }

  /** Returns the objects below one, each with its depth, in order. */
  Map<Place, Integer> below(Place owner) {
    Map<Place, Integer> found = new LinkedHashMap<>();
    collect(owner, 1, found);
    return found;
  }

  private void collect(Place owner, int depth, Map<Place, Integer> found) {
    if (depth > DEEPEST) {
      return;
    }
    for (Place child : children.getOrDefault(owner, List.of()).stream().sorted().toList()) {
      if (found.putIfAbsent(child, depth) == null) {
        collect(child, depth + 1, found);
      }
    }
  }

  /** Describes what is below an object. */
  void describe(Place owner, ObjectNode into) {
    describe(owner, 1, into);
  }

  private void describe(Place owner, int depth, ObjectNode into) {
    for (Place child : children.getOrDefault(owner, List.of()).stream().sorted().toList()) {
      ObjectNode node = into.withArray("children").addObject();
      node.put("kind", child.kind()).put("name", child.name());
      if (depth < DEEPEST) {
        describe(child, depth + 1, node);
      }
    }
  }
}
