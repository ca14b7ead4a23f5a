package dev.sealer.sync.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;

/**
 * Which object of the cluster, whatever version it is written in.
 *
 * @param group empty for the core group
 * @param kind for example {@code Deployment}
 * @param namespace empty for a cluster-scoped object, or where it is not decided yet
 * @param name never empty, except for an object whose name the API server is to make
 */
public record ResourceId(String group, String kind, String namespace, String name)
    implements Comparable<ResourceId> {

  private static final Comparator<ResourceId> ORDER =
      Comparator.comparing(ResourceId::group)
          .thenComparing(ResourceId::kind)
          .thenComparing(ResourceId::namespace)
          .thenComparing(ResourceId::name);

  /** Reads {@code apiVersion}, {@code kind} and {@code metadata} of an object. */
  public static ResourceId of(JsonNode object) {
    return new ResourceId(
        groupOf(object.path("apiVersion").asText()),
        object.path("kind").asText(),
        object.path("metadata").path("namespace").asText(""),
        object.path("metadata").path("name").asText(""));
  }

  /** The group in an {@code apiVersion}; empty for the core group. */
  public static String groupOf(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /** The version in an {@code apiVersion}. */
  public static String versionOf(String apiVersion) {
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }

  /** Returns the ID in another namespace, or in none. */
  public ResourceId inNamespace(String other) {
    return new ResourceId(group, kind, other, name);
  }

  /** Returns whether the object is of this kind. */
  public boolean is(String otherGroup, String otherKind) {
    return group.equals(otherGroup) && kind.equals(otherKind);
  }

  @Override
  public int compareTo(ResourceId other) {
    return ORDER.compare(this, other);
  }

  /** {@code Deployment.apps default/web}, as a user would look for it. */
  @Override
  public String toString() {
    String type = group.isEmpty() ? kind : kind + "." + group;
    return type + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }
}
