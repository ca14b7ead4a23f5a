package dev.sealer.externalsecrets.plan;

import java.util.Set;

/** The planned change to the target. */
public sealed interface WritePlan {

  /**
   * Apply, then remove what an apply leaves behind.
   *
   * @param desired the fields to apply
   * @param create the Secret does not exist
   * @param prune which other keys have to go
   * @param staleOwners uids of owner references that have to go first
   */
  record Write(DesiredSecret desired, boolean create, Prune prune, Set<String> staleOwners)
      implements WritePlan {}

  /** Delete the Secret, if it is still the same. */
  record Delete(String uid, String resourceVersion) implements WritePlan {}

  /** Leave it alone. */
  record Keep(Why why) implements WritePlan {}

  /**
   * It must not be touched, and trying again would not help.
   *
   * @param message External Secrets Operator's message
   * @param cause details, safe to show in a status
   */
  record Refuse(String message, String cause) implements WritePlan {}

  /** Why the target is left alone. */
  enum Why {
    /** creationPolicy None. */
    NOTHING_TO_WRITE,
    /** creationPolicy Merge, and there is nothing to merge into. */
    TARGET_MISSING,
    /** The provider has nothing, and the Secret stays. */
    RETAINED,
    /** The provider has nothing, and there is no Secret to delete. */
    ALREADY_DELETED
  }

  /** Which keys of data go, besides those that are written. */
  sealed interface Prune {
    /** All. */
    record Foreign() implements Prune {}

    /** These, which were ours once. */
    record Only(Set<String> keys) implements Prune {}
  }
}
