package dev.sealer.externalsecrets.store;

import java.util.Collection;
import java.util.Map;

/**
 * An open store: one provider under one set of credentials. Safe for use by several threads.
 *
 * <p>Implementations never throw for what a provider answers or fails to answer; they turn it into
 * a {@link ReadResult}.
 */
public interface SecretStoreClient extends AutoCloseable {

  /**
   * Reads many secrets, in as few calls as the provider allows.
   *
   * @return one answer for each distinct read; the caller must close the values
   */
  Map<SecretRead, ReadResult> read(Collection<SecretRead> reads);

  /** Returns how {@code property} is interpreted in this store's values. */
  PropertyDialect properties();

  /** Checks the credentials as cheaply as the provider allows. */
  StoreHealth validate();

  @Override
  void close();
}
