package dev.sealer.externalsecrets.store;

/** The result of checking whether a store can be used. */
public sealed interface StoreHealth {

  /** Credentials work. */
  record Valid() implements StoreHealth {}

  /** Cannot be told here, because the credentials depend on the ExternalSecret's namespace. */
  record Unknown() implements StoreHealth {}

  /**
   * Cannot be used.
   *
   * @param cause safe to show in a status
   */
  record Invalid(String cause) implements StoreHealth {}
}
