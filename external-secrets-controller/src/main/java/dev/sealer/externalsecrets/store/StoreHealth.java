package dev.sealer.externalsecrets.store;

/** Whether a store can be used. */
public sealed interface StoreHealth {

  /** Credentials work. */
  record Valid() implements StoreHealth {}

  /** Cannot be told here, because the credentials depend on the ExternalSecret's namespace. */
  record Unknown() implements StoreHealth {}

  /**
   * Cannot be used.
   *
   * @param cause fit for a status
   */
  record Invalid(String cause) implements StoreHealth {}
}
