package dev.sealer.externalsecrets.spec;

import dev.sealer.externalsecrets.generator.GeneratorRef;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.value.Decoding;
import dev.sealer.externalsecrets.value.KeyConversion;
import dev.sealer.externalsecrets.value.KeyRewrite;
import dev.sealer.externalsecrets.value.NullBytePolicy;
import java.util.List;

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

  /**
   * {@code remoteRef}, {@code extract} or {@code find}: values at the provider and what to do with
   * them.
   *
   * @param read what to ask the store
   * @param property path into the value; empty for the whole
   * @param decoding how to decode each value
   * @param conversion how to make keys valid, unless there are rewrites (not for a single value)
   * @param nullBytes whether a value may hold the byte 0
   * @param rewrites changes to the keys, applied in order (not for a single value)
   */
  record RemoteRef(
      StoreQuery read,
      String property,
      Decoding decoding,
      KeyConversion conversion,
      NullBytePolicy nullBytes,
      List<KeyRewrite> rewrites) {

    /** Copies the list. */
    public RemoteRef {
      rewrites = List.copyOf(rewrites);
    }
  }
}
