package dev.sealer.sealing;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The objects in which a sealed value can be unsealed.
 *
 * <p>Names, annotations and labels are those of Bitnami Sealed Secrets.
 */
public enum Scope {
  /** Unseals only in an object of the same namespace and name. */
  STRICT("strict"),
  /** Unseals in any object of the same namespace. */
  NAMESPACE_WIDE("namespace-wide"),
  /** Unseals anywhere in the cluster that has the key. */
  CLUSTER_WIDE("cluster-wide");

  /** Marks a SealedSecret as namespace-wide when its value is exactly {@code true}. */
  public static final String NAMESPACE_WIDE_ANNOTATION = "sealedsecrets.bitnami.com/namespace-wide";

  /** Marks a SealedSecret as cluster-wide when its value is exactly {@code true}. */
  public static final String CLUSTER_WIDE_ANNOTATION = "sealedsecrets.bitnami.com/cluster-wide";

  private static final String SET = "true";

  private final String flag;

  Scope(String flag) {
    this.flag = flag;
  }

  /** Returns the scope's name on the command line. */
  public String flag() {
    return flag;
  }

  /** Returns the scope of that name; an empty name means strict, an unknown one nothing. */
  public static Optional<Scope> ofFlag(String name) {
    return name.isEmpty()
        ? Optional.of(STRICT)
        : Arrays.stream(values()).filter(scope -> scope.flag.equals(name)).findFirst();
  }

  /**
   * Reads the scope from an object's own annotations (never from those of its template).
   * Cluster-wide wins when both are set; any value but exactly {@code true} counts as not set.
   */
  public static Scope ofAnnotations(Map<String, String> annotations) {
    if (SET.equals(annotations.get(CLUSTER_WIDE_ANNOTATION))) {
      return CLUSTER_WIDE;
    }
    return SET.equals(annotations.get(NAMESPACE_WIDE_ANNOTATION)) ? NAMESPACE_WIDE : STRICT;
  }

  /**
   * Returns the scope that a template's annotations claim, if it is wider than this one. Values of
   * an object could be made readable in more places that way (CVE-2026-22728), so such an object
   * must be refused.
   */
  public Optional<Scope> widerClaimIn(Map<String, String> templateAnnotations) {
    return Optional.of(ofAnnotations(templateAnnotations))
        .filter(claimed -> claimed.compareTo(this) > 0);
  }

  /** Returns the annotation that states this scope; none for strict. */
  public Map<String, String> annotations() {
    return switch (this) {
      case STRICT -> Map.of();
      case NAMESPACE_WIDE -> Map.of(NAMESPACE_WIDE_ANNOTATION, SET);
      case CLUSTER_WIDE -> Map.of(CLUSTER_WIDE_ANNOTATION, SET);
    };
  }

  /** Tells whether this scope needs a namespace. */
  public boolean needsNamespace() {
    return this != CLUSTER_WIDE;
  }

  /** Tells whether this scope needs a name. */
  public boolean needsName() {
    return this == STRICT;
  }

  /**
   * Returns the label to seal a value with in the object {@code namespace/name}; what the scope
   * ignores may be empty.
   *
   * @throws IllegalArgumentException if a part is empty that the scope needs: an empty namespace
   *     would make a namespace-wide value readable everywhere in the cluster
   */
  public SealingLabel label(String namespace, String name) {
    if (needsNamespace() && namespace.isEmpty()) {
      throw new IllegalArgumentException("the label of scope " + flag + " needs a namespace");
    }
    if (needsName() && name.isEmpty()) {
      throw new IllegalArgumentException("the label of scope " + flag + " needs a name");
    }
    return labelToTry(namespace, name);
  }

  /**
   * Returns the label to try when unsealing a value that is there already. Parts that the scope
   * needs may be empty: other programs seal like that. Never seal with this label.
   */
  public SealingLabel labelToTry(String namespace, String name) {
    return new SealingLabel(
        switch (this) {
          case STRICT -> namespace + "/" + name;
          case NAMESPACE_WIDE -> namespace;
          case CLUSTER_WIDE -> "";
        });
  }
}
