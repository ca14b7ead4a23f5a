package dev.sealer.externalsecrets.store.aws;

import dev.sealer.externalsecrets.provider.StoreOptions;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.externalsecrets.provider.StoreProviderFactory;
import dev.sealer.externalsecrets.store.ApiCalls;
import java.time.InstantSource;

/** Makes the provider of AWS stores. */
public final class AwsStoreProviderFactory implements StoreProviderFactory {

  /** For {@link java.util.ServiceLoader}. */
  public AwsStoreProviderFactory() {}

  @Override
  public StoreProvider create(StoreOptions options, ApiCalls calls, InstantSource clock) {
    return new AwsStoreProvider(AwsSettings.of(options), calls, clock);
  }
}
