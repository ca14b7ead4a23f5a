package dev.sealer.externalsecrets.provider;

import dev.sealer.externalsecrets.store.StoreTraits;

/** Knows one kind of provider block. */
public interface StoreProvider {

  /** The block's name below {@code spec.provider}, such as {@code aws}. */
  String blockName();

  /** Returns the constants of the stores that it opens. */
  StoreTraits traits();

  /** Reads a block; pure. */
  Parsed parse(StoreBlock block);

  /** The outcome of {@link #parse}. */
  sealed interface Parsed {

    /** The block is complete and supported. */
    record Accepted(StoreBlueprint blueprint) implements Parsed {}

    /**
     * The block cannot be used.
     *
     * @param field path in the store object
     * @param problem what is wrong and what to do
     */
    record Rejected(String field, String problem) implements Parsed {}
  }
}
