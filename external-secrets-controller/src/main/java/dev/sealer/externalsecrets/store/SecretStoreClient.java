package dev.sealer.externalsecrets.store;

import java.util.Collection;
import java.util.Map;

/**
 * An open store: one provider under one set of credentials. Safe for use by several threads.
 *
 * <p>Implementations never throw for what a provider answers or fails to answer; they turn it into
 * a {@link StoreAnswer}.
 */
public interface SecretStoreClient extends AutoCloseable {

  /**
   * Answers many queries, in as few calls as the provider allows.
   *
   * @return one answer for each distinct query; the caller must close the values
   */
  Map<StoreQuery, StoreAnswer> fetch(Collection<? extends StoreQuery> queries);

  /** Checks the credentials as cheaply as the provider allows. */
  StoreHealth validate();

  @Override
  void close();
}
