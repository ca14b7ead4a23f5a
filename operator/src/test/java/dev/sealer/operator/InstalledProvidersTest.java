package dev.sealer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.externalsecrets.provider.RegistryProviderFactory;
import dev.sealer.externalsecrets.provider.StoreProviderFactory;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** What the operator finds on its class path, unless it is built to be slim. */
final class InstalledProvidersTest {

  @Test
  @DisabledIfSystemProperty(named = "slim", matches = ".*")
  void theModuleOfTheAwsSdkIsThere() {
    assertThat(ServiceLoader.load(StoreProviderFactory.class))
        .extracting(factory -> factory.getClass().getSimpleName())
        .containsExactlyInAnyOrder("AwsStoreProviderFactory", "FakeStoreProviderFactory");
    assertThat(ServiceLoader.load(RegistryProviderFactory.class))
        .extracting(RegistryProviderFactory::kind)
        .containsExactly("ECRAuthorizationToken");
  }
}
