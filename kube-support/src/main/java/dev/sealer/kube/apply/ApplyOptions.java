package dev.sealer.kube.apply;

import org.jspecify.annotations.Nullable;

/**
 * How to apply.
 *
 * @param fieldManager who owns the fields, 1 to 128 printable characters
 * @param force take fields from other managers instead of reporting {@link WriteResult.Conflict}
 * @param dryRun ask the API server what would be, and change nothing
 * @param precondition apply only to the object at this resourceVersion, else {@link
 *     WriteResult.Stale}; by itself it does not keep the API server from creating an object that is
 *     gone
 * @param uid apply only to this very object, else, and when it is gone, {@link WriteResult.Stale}
 * @param known the resourceVersion the caller last saw, only to tell {@link WriteResult.Change}
 */
public record ApplyOptions(
    String fieldManager,
    boolean force,
    boolean dryRun,
    @Nullable String precondition,
    @Nullable String uid,
    @Nullable String known) {

  /** Reports conflicts, without a precondition. */
  public static ApplyOptions by(String fieldManager) {
    return new ApplyOptions(fieldManager, false, false, null, null, null);
  }

  /** Takes conflicting fields over. */
  public ApplyOptions forced() {
    return new ApplyOptions(fieldManager, true, dryRun, precondition, uid, known);
  }

  /** Changes nothing. */
  public ApplyOptions asDryRun() {
    return new ApplyOptions(fieldManager, force, true, precondition, uid, known);
  }

  /**
   * Applies only to the object at {@code resourceVersion}; add {@link #onlyUid} where an object
   * that has gone meanwhile must not come back.
   */
  public ApplyOptions onlyAt(String resourceVersion) {
    return new ApplyOptions(fieldManager, force, dryRun, resourceVersion, uid, resourceVersion);
  }

  /** Applies only to this very object, and never creates. */
  public ApplyOptions onlyUid(String expected) {
    return new ApplyOptions(fieldManager, force, dryRun, precondition, expected, known);
  }

  /** Tells whether the apply changed anything, by comparison with {@code resourceVersion}. */
  public ApplyOptions since(@Nullable String resourceVersion) {
    return new ApplyOptions(fieldManager, force, dryRun, precondition, uid, resourceVersion);
  }
}
