package dev.sealer.sealedsecrets.plan.secret;

import dev.sealer.sealedsecrets.plan.Failure;

/** What to do about one Secret. */
public sealed interface SecretPlan {

  /** There is none: make it. */
  record Create() implements SecretPlan {}

  /**
   * Bring it to what is desired.
   *
   * @param resourceVersion the state this was planned against
   * @param setOwner whether our owner reference is written
   * @param immutable the value of {@code immutable} to keep; it is only chosen at creation
   * @param foreign what becomes of fields that are not desired
   */
  record Update(String resourceVersion, boolean setOwner, boolean immutable, Foreign foreign)
      implements SecretPlan {}

  /**
   * Delete exactly this one, then make it anew.
   *
   * @param uid of the Secret to delete
   * @param resourceVersion the state this was planned against
   */
  record Recreate(String uid, String resourceVersion) implements SecretPlan {}

  /** Leave it alone and say why. */
  record Refuse(Failure failure) implements SecretPlan {}

  /** What becomes of fields of the Secret that the SealedSecret does not state. */
  enum Foreign {
    /** They stay: the Secret is shared. */
    KEEP,
    /** Keys of the data go; labels and annotations, which other programs add, stay. */
    REMOVE_DATA,
    /** Keys of the data, labels, annotations and other owners go, as the peer does it. */
    REMOVE_ALL
  }
}
