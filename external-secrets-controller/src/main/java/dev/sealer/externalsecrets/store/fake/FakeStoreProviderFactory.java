package dev.sealer.externalsecrets.store.fake;

import dev.sealer.externalsecrets.provider.StoreOptions;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.externalsecrets.provider.StoreProviderFactory;
import dev.sealer.externalsecrets.store.ApiCalls;
import java.time.InstantSource;

/** Makes the provider of Fake stores. */
public final class FakeStoreProviderFactory implements StoreProviderFactory {

  /** For {@link java.util.ServiceLoader}. */
  public FakeStoreProviderFactory() {}

  @Override
  public StoreProvider create(StoreOptions options, ApiCalls calls, InstantSource clock) {
    return new FakeStoreProvider();
  }
}
