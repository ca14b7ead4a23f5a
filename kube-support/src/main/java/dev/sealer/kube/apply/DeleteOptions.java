package dev.sealer.kube.apply;

import org.jspecify.annotations.Nullable;

/**
 * The options of a delete.
 *
 * @param propagation what becomes of dependents
 * @param uid delete only this very object
 * @param resourceVersion delete only in this state
 * @param dryRun ask the API server, and change nothing
 */
public record DeleteOptions(
    Propagation propagation,
    @Nullable String uid,
    @Nullable String resourceVersion,
    boolean dryRun) {

  /** Decides about the objects that the deleted object owns. */
  public enum Propagation {
    /** The object goes last. */
    FOREGROUND("Foreground"),
    /** The object goes at once, its dependents after it. */
    BACKGROUND("Background"),
    /** The dependents stay. */
    ORPHAN("Orphan");

    private final String wire;

    Propagation(String wire) {
      this.wire = wire;
    }

    /** The API's word for it. */
    public String wire() {
      return wire;
    }
  }

  /** Without preconditions. */
  public static DeleteOptions with(Propagation propagation) {
    return new DeleteOptions(propagation, null, null, false);
  }

  /** Returns these options for the object with this UID only. */
  public DeleteOptions onlyUid(String expected) {
    return new DeleteOptions(propagation, expected, resourceVersion, dryRun);
  }

  /** Returns these options for this resourceVersion only. */
  public DeleteOptions onlyAt(String expected) {
    return new DeleteOptions(propagation, uid, expected, dryRun);
  }

  /** Changes nothing. */
  public DeleteOptions asDryRun() {
    return new DeleteOptions(propagation, uid, resourceVersion, true);
  }
}
