package dev.sealer.externalsecrets.store.aws;

import dev.sealer.externalsecrets.provider.StoreOptions;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.externalsecrets.provider.StoreProviderFactory;
import dev.sealer.externalsecrets.store.ApiCalls;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes the provider of AWS stores. Reads {@code AWS_SECRETSMANAGER_ENDPOINT} and {@code
 * AWS_STS_ENDPOINT}, as External Secrets Operator does.
 */
public final class AwsStoreProviderFactory implements StoreProviderFactory {

  /** For {@link java.util.ServiceLoader}. */
  public AwsStoreProviderFactory() {}

  @Override
  public StoreProvider create(StoreOptions options, ApiCalls calls, InstantSource clock) {
    AwsSettings settings =
        new AwsSettings(
            endpoint(options, "AWS_SECRETSMANAGER_ENDPOINT"),
            endpoint(options, "AWS_STS_ENDPOINT"),
            options.credentialsWithoutTls(),
            options.ambientForSecretStores());
    return new AwsStoreProvider(settings, calls, clock);
  }

  private static Optional<URI> endpoint(StoreOptions options, String variable) {
    String text = options.variables().getOrDefault(variable, "");
    if (text.isBlank()) {
      return Optional.empty();
    }
    URI uri = URI.create(text);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(
          variable + ": invalid value \"" + text + "\"; must be a URL such as https://host");
    }
    return Optional.of(uri);
  }
}
