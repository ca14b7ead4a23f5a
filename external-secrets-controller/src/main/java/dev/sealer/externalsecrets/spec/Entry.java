package dev.sealer.externalsecrets.spec;

import dev.sealer.externalsecrets.store.StoreRef;

/** One thing to fetch. */
public sealed interface Entry {

  /** Path in the ExternalSecret, such as {@code spec.data[0]}, for messages. */
  String field();

  /** The store to ask. */
  StoreRef store();

  /** The value to ask for. */
  RemoteRef remote();

  /**
   * One value to one key.
   *
   * @param secretKey key in the target
   */
  record Single(String field, StoreRef store, RemoteRef remote, String secretKey)
      implements Entry {}

  /** The members of a JSON object to a key each. */
  record Extract(String field, StoreRef store, RemoteRef remote) implements Entry {}
}
