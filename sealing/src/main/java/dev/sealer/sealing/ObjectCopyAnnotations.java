package dev.sealer.sealing;

import java.util.Collection;
import java.util.Set;

/**
 * Knows the annotations in which deployment tools keep a copy of the whole object. On a Secret, or
 * on the template of one, such a copy repeats the values in plain text.
 */
public final class ObjectCopyAnnotations {

  /** Names that do not tell by their last part what they hold. */
  private static final Set<String> NAMES =
      Set.of(
          // kapp
          "kapp.k14s.io/original",
          "kapp.k14s.io/original-diff",
          "kapp.k14s.io/original-diff-full",
          // Rancher's wrangler: compressed, then base64
          "objectset.rio.cattle.io/applied");

  /**
   * Last parts of names that many tools share, each with a prefix of its own: kubectl, kubecfg,
   * KubeVela, kopf, the object matcher of Cisco's operators.
   */
  private static final Set<String> LAST_PARTS =
      Set.of("last-applied-configuration", "last-applied", "last-handled-configuration");

  private ObjectCopyAnnotations() {}

  /** Tells whether the annotation of this name holds a copy of its object. */
  public static boolean isCopy(String name) {
    return NAMES.contains(name) || LAST_PARTS.contains(name.substring(name.indexOf('/') + 1));
  }

  /** Removes the copies from annotations, given as their names. */
  public static void removeFrom(Collection<String> names) {
    names.removeIf(ObjectCopyAnnotations::isCopy);
  }
}
