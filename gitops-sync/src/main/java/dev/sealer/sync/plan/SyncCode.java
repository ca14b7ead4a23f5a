package dev.sealer.sync.plan;

/** Tells whether the cluster is as Git declares, in Argo CD's words. */
public enum SyncCode {
  /** The cluster is as Git declares. */
  SYNCED("Synced"),
  /** The cluster differs from Git. */
  OUT_OF_SYNC("OutOfSync"),
  /** It is not known whether the cluster differs from Git. */
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
