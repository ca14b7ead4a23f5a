package dev.sealer.kube.apply;

import org.jspecify.annotations.Nullable;

/**
 * How to write a status.
 *
 * @param fieldManager who writes
 * @param verb how it is combined with what is there
 * @param place where the kind takes its status
 * @param precondition only at this resourceVersion, else {@link WriteResult.Stale}
 */
public record StatusWrite(
    String fieldManager, Verb verb, Place place, @Nullable String precondition) {

  /** How a status is combined with what is there. */
  public enum Verb {
    /** Server-side apply with force: the status is all that this manager owns of it. */
    APPLY,
    /** JSON merge patch: absent fields stay, null removes, lists are replaced whole. */
    MERGE
  }

  /** Where a kind takes its status. */
  public enum Place {
    /** {@code …/status}: the kind has the status subresource. */
    SUBRESOURCE,
    /** The object itself: the kind has none, as Argo CD's Application. */
    MAIN
  }

  /** Server-side apply to {@code /status}. */
  public static StatusWrite apply(String fieldManager) {
    return new StatusWrite(fieldManager, Verb.APPLY, Place.SUBRESOURCE, null);
  }

  /** Merge patch to {@code /status}. */
  public static StatusWrite merge(String fieldManager) {
    return new StatusWrite(fieldManager, Verb.MERGE, Place.SUBRESOURCE, null);
  }

  /** To the object itself instead of the subresource. */
  public StatusWrite onMainResource() {
    return new StatusWrite(fieldManager, verb, Place.MAIN, precondition);
  }

  /** Only at this resourceVersion. */
  public StatusWrite onlyAt(String resourceVersion) {
    return new StatusWrite(fieldManager, verb, place, resourceVersion);
  }
}
