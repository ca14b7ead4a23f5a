package dev.sealer.kube.apply;

import org.jspecify.annotations.Nullable;

/**
 * How to apply.
 *
 * @param fieldManager who owns the fields, 1 to 128 printable characters
 * @param force take fields from other managers instead of reporting {@link WriteResult.Conflict}
 * @param dryRun ask the API server what would be, and change nothing
 * @param precondition apply only to the object at this resourceVersion, else {@link
 *     WriteResult.Stale}; also fails when the object is gone
 * @param known the resourceVersion the caller last saw, only to tell {@link WriteResult.Change}
 */
public record ApplyOptions(
    String fieldManager,
    boolean force,
    boolean dryRun,
    @Nullable String precondition,
    @Nullable String known) {

  /** Reports conflicts, without a precondition. */
  public static ApplyOptions by(String fieldManager) {
    return new ApplyOptions(fieldManager, false, false, null, null);
  }

  /** Takes conflicting fields over. */
  public ApplyOptions forced() {
    return new ApplyOptions(fieldManager, true, dryRun, precondition, known);
  }

  /** Changes nothing. */
  public ApplyOptions asDryRun() {
    return new ApplyOptions(fieldManager, force, true, precondition, known);
  }

  /** Applies only to the object at {@code resourceVersion}. */
  public ApplyOptions onlyAt(String resourceVersion) {
    return new ApplyOptions(fieldManager, force, dryRun, resourceVersion, resourceVersion);
  }

  /** Tells whether the apply changed anything, by comparison with {@code resourceVersion}. */
  public ApplyOptions since(@Nullable String resourceVersion) {
    return new ApplyOptions(fieldManager, force, dryRun, precondition, resourceVersion);
  }
}
