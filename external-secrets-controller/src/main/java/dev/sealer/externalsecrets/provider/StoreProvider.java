package dev.sealer.externalsecrets.provider;

/** Knows one kind of provider block. */
public interface StoreProvider {

  /** The block's name below {@code spec.provider}, such as {@code aws}. */
  String blockName();

  /** Returns how many reads one call to the provider can carry; 1 if it cannot batch. */
  int batchLimit();

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
