package dev.sealer.sync.plan;

/** The parts of a sync and of a deletion, in order; the words are Argo CD's. */
public enum SyncPhase {
  /** Before anything is applied. */
  PRE_SYNC("PreSync"),
  /** Where ordinary objects are applied. */
  SYNC("Sync"),
  /** After all is applied and healthy. */
  POST_SYNC("PostSync"),
  /** After something failed. */
  SYNC_FAIL("SyncFail"),
  /** Before the objects of an Application that is being deleted are deleted. */
  PRE_DELETE("PreDelete"),
  /** After the objects of an Application that is being deleted were deleted. */
  POST_DELETE("PostDelete");

  private final String word;

  SyncPhase(String word) {
    this.word = word;
  }

  /** The word in a status. */
  public String word() {
    return word;
  }

  /** Returns whether it is part of the deletion of an Application, and not of a sync. */
  public boolean isOfDeletion() {
    return this == PRE_DELETE || this == POST_DELETE;
  }
}
