package dev.sealer.cli.app.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Objects by their owner, such as the Pods of a ReplicaSet. */
public final class OwnedObjects {
  /** The kinds that workloads create. */
  private static final List<ResourceType> KINDS =
      List.of(
          new ResourceType("apps", "v1", "ReplicaSet", "replicasets", true),
          new ResourceType("apps", "v1", "ControllerRevision", "controllerrevisions", true),
          new ResourceType("batch", "v1", "Job", "jobs", true),
          new ResourceType("", "v1", "Pod", "pods", true));

  private static final int DEEPEST = 8;

  private final Map<Place, List<Place>> children = new TreeMap<>();

  /** An object. */
  public record Place(String namespace, String kind, String name) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return toString().compareTo(other.toString());
    }
  }

  /**
   * Reads what the objects of an Application have created. Kinds that may not be listed are left
   * out.
   */
  public static OwnedObjects of(ApplicationClient client, List<AppResource> resources) {
    Set<String> namespaces = new TreeSet<>();
    resources.stream()
        .map(AppResource::namespace)
        .filter(namespace -> !namespace.isEmpty())
        .forEach(namespaces::add);
    OwnedObjects owned = new OwnedObjects();
    for (ResourceType type : KINDS) {
      namespaces.forEach(one -> owned.add(type.kind(), client.metadata(type, one)));
    }
    return owned;
  }

  /** Adds objects of a kind by their metadata. */
  private void add(String kind, List<JsonNode> metadata) {
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
  public Map<Place, Integer> below(Place owner) {
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
  public void describe(Place owner, ObjectNode into) {
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
