package dev.sealer.externalsecrets.stores;

import dev.sealer.externalsecrets.store.StoreHealth;

/**
 * The Ready condition of a store.
 *
 * @param ready whether its status is {@code True}
 * @param reason External Secrets Operator's reason
 * @param message External Secrets Operator's message, followed by a colon and the cause, if any
 * @param lasting whether only a change of the store or its Secrets can change it
 */
record StoreVerdict(boolean ready, String reason, String message, boolean lasting) {

  private static final String INVALID = "InvalidProviderConfig";
  private static final String CANNOT_VALIDATE = "unable to validate store: ";

  static StoreVerdict rejected(String field, String problem) {
    return new StoreVerdict(false, INVALID, CANNOT_VALIDATE + field + " " + problem, true);
  }

  static StoreVerdict notOpened(String cause) {
    return new StoreVerdict(false, INVALID, "unable to create client: " + cause, false);
  }

  static StoreVerdict of(StoreHealth health) {
    return switch (health) {
      case StoreHealth.Valid _ -> new StoreVerdict(true, "Valid", "store validated", false);
      case StoreHealth.Unknown _ -> unknown();
      case StoreHealth.Invalid(String cause) ->
          new StoreVerdict(false, INVALID, CANNOT_VALIDATE + cause, false);
    };
  }

  static StoreVerdict unknown() {
    return new StoreVerdict(
        true, "ValidationUnknown", "could not determine validation status", false);
  }
}
