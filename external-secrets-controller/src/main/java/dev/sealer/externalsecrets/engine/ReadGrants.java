package dev.sealer.externalsecrets.engine;

import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import java.util.Optional;

/** Decides which namespace may read what. It is asked before any cached value is given out. */
@FunctionalInterface
public interface ReadGrants {
  /** Allows everything that the store's own conditions allow. */
  ReadGrants ALLOW = (namespace, store, read) -> Optional.empty();

  /**
   * Returns why an ExternalSecret of {@code namespace} may not read, safe to show in a status;
   * empty if it may.
   */
  Optional<String> denial(String namespace, StoreRef store, StoreQuery read);
}
