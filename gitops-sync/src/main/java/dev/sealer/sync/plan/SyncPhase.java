package dev.sealer.sync.plan;

/** The parts of a sync, in order; the words are Argo CD's. */
public enum SyncPhase {
  /** Before anything is applied. */
  PRE_SYNC("PreSync"),
  /** Where ordinary objects are applied. */
  SYNC("Sync"),
  /** After all is applied and healthy. */
  POST_SYNC("PostSync"),
  /** After something failed. */
  SYNC_FAIL("SyncFail");

  private final String word;

  SyncPhase(String word) {
    this.word = word;
  }

  /** The word in a status. */
  public String word() {
    return word;
  }
}
