package dev.sealer.sync.plan;

import dev.sealer.sync.manifest.ResourceId;
import java.util.Optional;

/**
 * The annotation that says which Application an object belongs to: {@code
 * <app>:<group>/<kind>:<namespace>/<name>}, as Argo CD writes it. For a cluster-scoped object the
 * namespace is the Application's destination.
 *
 * @param application its name, see {@link ApplicationNamespaces}
 * @param group empty for the core group
 */
public record Tracking(
    String application, String group, String kind, String namespace, String name) {

  /** The annotation's name. */
  public static final String ANNOTATION = "argocd.argoproj.io/tracking-id";

  /** Returns the annotation to write on an object. */
  public static Tracking of(String application, ResourceId id, String destinationNamespace) {
    String namespace = id.namespace().isEmpty() ? destinationNamespace : id.namespace();
    return new Tracking(application, id.group(), id.kind(), namespace, id.name());
  }

  /** Reads the annotation's value; empty when it is not of the form. */
  public static Optional<Tracking> parse(String value) {
    String[] parts = value.split(":", 3);
    if (parts.length < 3) {
      return Optional.empty();
    }
    int kind = parts[1].indexOf('/');
    int name = parts[2].indexOf('/');
    if (kind < 0 || name < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Tracking(
            parts[0],
            parts[1].substring(0, kind),
            parts[1].substring(kind + 1),
            parts[2].substring(0, name),
            parts[2].substring(name + 1)));
  }

  /**
   * Returns whether the annotation describes the object that carries it. A copied object, such as a
   * ReplicaSet made from a Deployment, carries the annotation of its origin.
   */
  public boolean describes(ResourceId id) {
    return group.equals(id.group())
        && kind.equals(id.kind())
        && name.equals(id.name())
        && (id.namespace().isEmpty() || namespace.equals(id.namespace()));
  }

  /** The annotation's value. */
  public String value() {
    return application + ":" + group + "/" + kind + ":" + namespace + "/" + name;
  }
}
