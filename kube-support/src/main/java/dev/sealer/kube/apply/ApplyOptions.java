package dev.sealer.kube.apply;

import org.jspecify.annotations.Nullable;

/**
 * The options of an apply.
 *
 * @param fieldManager who owns the fields, 1 to 128 printable characters
 * @param force take fields from other managers instead of reporting {@link WriteResult.Conflict}
 * @param dryRun ask the API server what would be, and change nothing
 * @param precondition apply only to the object at this resourceVersion, else {@link
 *     WriteResult.Stale}; by itself it does not keep the API server from creating an object again
 *     that was deleted
 * @param uid apply only to the object with this UID; if it was deleted, {@link WriteResult.Stale}
 * @param known the resourceVersion the caller last saw, only to tell {@link WriteResult.Change}
 * @param metadataOnly the response contains only the metadata of the object, which is cheaper for
 *     both
 */
public record ApplyOptions(
    String fieldManager,
    boolean force,
    boolean dryRun,
    @Nullable String precondition,
    @Nullable String uid,
    @Nullable String known,
    boolean metadataOnly) {

  /**
   * The API server compares versions before it merges, and no object has this one: the first
   * revision of etcd is the one of the empty store. Where there is no object, it does not compare.
   */
  private static final String NO_OBJECTS_VERSION = "1";

  /** Reports conflicts, without a precondition. */
  public static ApplyOptions by(String fieldManager) {
    return new ApplyOptions(fieldManager, false, false, null, null, null, false);
  }

  /** Takes conflicting fields over. */
  public ApplyOptions forced() {
    return new ApplyOptions(fieldManager, true, dryRun, precondition, uid, known, metadataOnly);
  }

  /** Changes nothing. */
  public ApplyOptions asDryRun() {
    return new ApplyOptions(fieldManager, force, true, precondition, uid, known, metadataOnly);
  }

  /**
   * Applies only to the object at {@code resourceVersion}; add {@link #onlyUid} where an object
   * that was deleted meanwhile must not come back.
   */
  public ApplyOptions onlyAt(String resourceVersion) {
    return new ApplyOptions(
        fieldManager, force, dryRun, resourceVersion, uid, resourceVersion, metadataOnly);
  }

  /**
   * Creates the object. An existing object stays as it is, no matter who created it, and the result
   * is {@link WriteResult.Stale} or, without force, may be {@link WriteResult.Conflict}.
   */
  public ApplyOptions onlyNew() {
    return onlyAt(NO_OBJECTS_VERSION);
  }

  /** Returns whether nothing happens to an object that is there already. */
  boolean isOnlyNew() {
    return NO_OBJECTS_VERSION.equals(precondition);
  }

  /** Returns these options for a response with metadata only. */
  public ApplyOptions answeringMetadata() {
    return new ApplyOptions(fieldManager, force, dryRun, precondition, uid, known, true);
  }

  /** Applies only to this very object, and never creates. */
  public ApplyOptions onlyUid(String expected) {
    return new ApplyOptions(
        fieldManager, force, dryRun, precondition, expected, known, metadataOnly);
  }

  /** Tells whether the apply changed anything, by comparison with {@code resourceVersion}. */
  public ApplyOptions since(@Nullable String resourceVersion) {
    return new ApplyOptions(
        fieldManager, force, dryRun, precondition, uid, resourceVersion, metadataOnly);
  }
}
