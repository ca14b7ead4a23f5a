package dev.sealer.externalsecrets.store.aws;

import dev.sealer.externalsecrets.provider.RegistryProvider;
import dev.sealer.externalsecrets.provider.RegistryProviderFactory;
import dev.sealer.externalsecrets.provider.StoreOptions;

/** Makes the provider of logins for Amazon ECR. */
public final class EcrProviderFactory implements RegistryProviderFactory {

  /** For {@link java.util.ServiceLoader}. */
  public EcrProviderFactory() {}

  @Override
  public String kind() {
    return "ECRAuthorizationToken";
  }

  @Override
  public RegistryProvider create(StoreOptions options) {
    return new EcrProvider(AwsSettings.of(options));
  }
}
