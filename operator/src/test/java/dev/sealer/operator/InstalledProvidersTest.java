package dev.sealer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.externalsecrets.provider.RegistryProviderFactory;
import dev.sealer.externalsecrets.provider.StoreProviderFactory;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What the operator finds on its class path, unless it is built to be slim. */
final class InstalledProvidersTest {

  @Test
  void theModuleOfTheAwsSdkIsThere() {
    assertThat(ServiceLoader.load(StoreProviderFactory.class))
        .extracting(factory -> factory.getClass().getSimpleName())
        .containsExactlyInAnyOrder("AwsStoreProviderFactory", "FakeStoreProviderFactory");
    assertThat(ServiceLoader.load(RegistryProviderFactory.class))
        .extracting(RegistryProviderFactory::kind)
        .containsExactly("ECRAuthorizationToken");
  }
}
