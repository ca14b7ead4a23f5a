package dev.sealer.sync.live;

/** Names under which the sync engine is known in a cluster. */
public final class SyncNames {

  /** Owns the fields that Git sets. */
  public static final String FIELD_MANAGER = "sealer-sync";

  /** Owns the status of Applications. */
  public static final String STATUS_MANAGER = "sealer-sync-status";

  /** On a hook's object: the operation that made it. */
  public static final String OPERATION = "sealer.dev/operation";

  /**
   * On an Application: the kinds of its hooks, {@code apiVersion/kind} separated by commas. Written
   * before the first hook of a kind is created, so that a deletion finds every hook.
   */
  public static final String HOOK_KINDS = "sealer.dev/hook-kinds";

  /** Keeps the object of a hook until its result is known; Argo CD's name. */
  public static final String HOOK_FINALIZER = "argocd.argoproj.io/hook-finalizer";

  private SyncNames() {}
}
