package dev.sealer.externalsecrets.provider;

import dev.sealer.externalsecrets.store.ApiCalls;
import java.time.InstantSource;

/**
 * Makes a provider. {@link java.util.ServiceLoader} finds it by a line in {@code
 * META-INF/services}, so that a kind of store is one package.
 */
public interface StoreProviderFactory {

  /**
   * Makes the provider.
   *
   * @param calls counts the calls to the provider
   * @param clock times what the provider remembers
   * @throws IllegalArgumentException for an invalid option; names it
   */
  StoreProvider create(StoreOptions options, ApiCalls calls, InstantSource clock);
}
