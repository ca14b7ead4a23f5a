package dev.sealer.sync.plan;

import dev.sealer.kube.ObjectKey;
import java.util.List;
import java.util.stream.Stream;

/**
 * The namespaces whose Applications are synced, and the names that Applications have across them:
 * as in Argo CD the bare name in the control namespace, and {@code <namespace>_<name>} elsewhere.
 */
public final class ApplicationNamespaces {

  private static final char SEPARATOR = '_';

  private final String control;
  private final List<NamespacePattern> others;

  private ApplicationNamespaces(String control, List<NamespacePattern> others) {
    this.control = control;
    this.others = List.copyOf(others);
  }

  /** Applications of the control namespace, and of no other. */
  public static ApplicationNamespaces only(String control) {
    return of(control, List.of());
  }

  /**
   * Applications of the control namespace, and of those that match a pattern.
   *
   * @param patterns names, globs, and regular expressions between slashes
   * @throws dev.sealer.sync.manifest.ManifestException if a pattern cannot be read
   */
  public static ApplicationNamespaces of(String control, List<String> patterns) {
    return new ApplicationNamespaces(
        control, patterns.stream().map(NamespacePattern::parse).toList());
  }

  /** Returns where projects, settings and the credentials of repositories are. */
  public String control() {
    return control;
  }

  /** Returns whether Applications of a namespace are synced. */
  public boolean includes(String namespace) {
    return namespace.equals(control)
        || others.stream().anyMatch(pattern -> pattern.matches(namespace));
  }

  /** Returns the namespaces to watch; empty for all of them, because a pattern says which. */
  public List<String> watched() {
    List<String> names = others.stream().map(NamespacePattern::name).toList();
    return names.contains("")
        ? List.of()
        : Stream.concat(Stream.of(control), names.stream()).distinct().toList();
  }

  /** Returns the name of an Application in tracking annotations. */
  public String tracking(ObjectKey application) {
    return application.namespace().equals(control)
        ? application.name()
        : application.namespace() + SEPARATOR + application.name();
  }

  /**
   * Returns the Application that has a name in tracking annotations.
   *
   * @param tracking not empty; a name that no Application can have results in a key that none has
   */
  public ObjectKey find(String tracking) {
    int end = tracking.indexOf(SEPARATOR);
    if (end < 0) {
      return new ObjectKey(control, tracking);
    }
    String namespace = tracking.substring(0, end);
    String name = tracking.substring(end + 1);
    // With the control namespace in front it is not the name of the Application there.
    return namespace.isEmpty() || name.isEmpty() || namespace.equals(control)
        ? ObjectKey.clusterScoped(tracking)
        : new ObjectKey(namespace, name);
  }
}
