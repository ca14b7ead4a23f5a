package dev.sealer.kube.apply;

import org.jspecify.annotations.Nullable;

/**
 * The options of a write to the status subresource.
 *
 * @param fieldManager who writes
 * @param verb how the written status is combined with the present one
 * @param precondition only at this resourceVersion, else {@link WriteResult.Stale}
 */
public record StatusWrite(String fieldManager, Verb verb, @Nullable String precondition) {

  /** The way to combine the written status with the present one. */
  public enum Verb {
    /** Server-side apply with force: the status is all that this manager owns of it. */
    APPLY,
    /** JSON merge patch: absent fields stay, null removes, lists are replaced whole. */
    MERGE
  }

  /** Returns the options of a server-side apply. */
  public static StatusWrite apply(String fieldManager) {
    return new StatusWrite(fieldManager, Verb.APPLY, null);
  }

  /** Returns the options of a merge patch. */
  public static StatusWrite merge(String fieldManager) {
    return new StatusWrite(fieldManager, Verb.MERGE, null);
  }

  /** Returns these options for this resourceVersion only. */
  public StatusWrite onlyAt(String resourceVersion) {
    return new StatusWrite(fieldManager, verb, resourceVersion);
  }
}
