package dev.sealer.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;

/**
 * The name of one object of a kind that the context knows.
 *
 * @param namespace empty for a cluster-scoped object
 * @param name never empty
 */
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {

  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::namespace).thenComparing(ObjectKey::name);

  /** Checks that there is a name. */
  public ObjectKey {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("an object needs a name");
    }
  }

  /** The key of an object of a cluster-scoped kind. */
  public static ObjectKey clusterScoped(String name) {
    return new ObjectKey("", name);
  }

  /** The key of {@code object}, which must have a name. */
  public static ObjectKey of(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return new ObjectKey(namespace == null ? "" : namespace, object.getMetadata().getName());
  }

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }

  /** {@code namespace/name}, or the bare name for a cluster-scoped object. */
  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
