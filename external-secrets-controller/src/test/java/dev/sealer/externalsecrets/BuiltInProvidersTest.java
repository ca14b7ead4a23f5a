package dev.sealer.externalsecrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.externalsecrets.provider.StoreOptions;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.simulation.kit.InMemoryCluster;
import org.junit.jupiter.api.Test;

/**
 * The providers of a slim installation: the controller without modules of large client libraries.
 */
final class BuiltInProvidersTest {

  @Test
  void theControllerAloneServesTheFakeStoreAndNoRegistry() {
    StoreOptions options = StoreOptions.DEFAULT;

    assertThat(BuiltInProviders.of(options, new InMemoryCluster("ns").context()))
        .extracting(StoreProvider::blockName)
        .containsExactly("fake");
    assertThat(BuiltInProviders.registries(options)).isEmpty();
  }
}
