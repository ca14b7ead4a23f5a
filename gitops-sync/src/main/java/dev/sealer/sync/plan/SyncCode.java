package dev.sealer.sync.plan;

/** Whether the cluster is as Git says; the words are Argo CD's. */
public enum SyncCode {
  /** It is. */
  SYNCED("Synced"),
  /** It is not. */
  OUT_OF_SYNC("OutOfSync"),
  /** It cannot be told. */
  UNKNOWN("Unknown");

  private final String word;

  SyncCode(String word) {
    this.word = word;
  }

  /** The word in a status. */
  public String word() {
    return word;
  }
}
