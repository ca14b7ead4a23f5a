package dev.sealer.externalsecrets.plan;

import dev.sealer.externalsecrets.store.StoreRef;

/**
 * The Ready condition of an ExternalSecret.
 *
 * @param ready whether its status is {@code True}
 * @param reason External Secrets Operator's reason
 * @param message External Secrets Operator's message, followed by a colon and the cause, if any
 */
public record Verdict(boolean ready, String reason, String message) {

  private static final String SYNCED = "SecretSynced";
  private static final String DELETED = "SecretDeleted";
  private static final String MISSING = "SecretMissing";
  private static final String HELD = "DeletionsHeld";
  private static final String ERROR = "SecretSyncedError";

  /** The target was written. */
  public static Verdict synced() {
    return new Verdict(true, SYNCED, "secret synced");
  }

  /** The target was deleted, because the provider no longer has the values. */
  public static Verdict deleted() {
    return new Verdict(true, DELETED, "secret deleted due to DeletionPolicy=Delete");
  }

  /** Nothing was written. */
  public static Verdict kept(WritePlan.Why why) {
    return switch (why) {
      case NOTHING_TO_WRITE -> synced();
      case RETAINED -> new Verdict(true, SYNCED, "secret retained due to DeletionPolicy=Retain");
      case ALREADY_DELETED -> deleted();
      case TARGET_MISSING ->
          new Verdict(true, MISSING, "secret will not be created due to CreationPolicy=Merge");
    };
  }

  /** The provider's values could not be had. */
  public static Verdict notFetched(String cause) {
    return failed("could not get secret data from provider", cause);
  }

  /** Values are missing, and must not be removed because many of their store are. */
  public static Verdict held(StoreRef store) {
    return new Verdict(
        false,
        HELD,
        "too many values of "
            + store
            + " are missing at once, so none is removed; see the condition DeletionsHeld of the"
            + " store");
  }

  /** The ExternalSecret cannot be carried out as it is written. */
  public static Verdict invalid(String field, String problem) {
    return failed("invalid ExternalSecret", field + " " + problem);
  }

  /** Anything else that went wrong. */
  public static Verdict failed(String message, String cause) {
    return new Verdict(false, ERROR, cause.isEmpty() ? message : message + ": " + cause);
  }
}
