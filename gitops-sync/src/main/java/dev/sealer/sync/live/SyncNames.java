package dev.sealer.sync.live;

/** Names under which the sync engine is known in a cluster. */
public final class SyncNames {

  /** Owns the fields that Git sets. */
  public static final String FIELD_MANAGER = "sealer-sync";

  /** Owns the status of Applications. */
  public static final String STATUS_MANAGER = "sealer-sync-status";

  /** On a hook's object: the operation that made it. */
  public static final String OPERATION = "sealer.dev/operation";

  private SyncNames() {}
}
