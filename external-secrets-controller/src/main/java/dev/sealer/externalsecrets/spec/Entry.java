package dev.sealer.externalsecrets.spec;

import dev.sealer.externalsecrets.generator.GeneratorRef;
import dev.sealer.externalsecrets.store.StoreRef;

/** One source of values. */
public sealed interface Entry {

  /** Path in the ExternalSecret, such as {@code spec.data[0]}, for messages. */
  String field();

  /** One thing to fetch from a store. */
  sealed interface Remote extends Entry {

    /** The store to ask. */
    StoreRef store();

    /** The value to ask for. */
    RemoteRef remote();

    /** Returns whether the values name their data keys themselves, so that these can vanish. */
    default boolean namesItsKeys() {
      return switch (this) {
        case Single _ -> false;
        case Extract _, Find _ -> true;
      };
    }
  }

  /**
   * One value to one key.
   *
   * @param secretKey key in the target
   */
  record Single(String field, StoreRef store, RemoteRef remote, String secretKey)
      implements Remote {}

  /** The members of a JSON object to a key each. */
  record Extract(String field, StoreRef store, RemoteRef remote) implements Remote {}

  /** All secrets that a search finds, to a key each. */
  record Find(String field, StoreRef store, RemoteRef remote) implements Remote {}

  /**
   * The values that a generator makes, to a key each.
   *
   * @param generator makes them
   */
  record Generated(String field, GeneratorRef generator) implements Entry {}
}
