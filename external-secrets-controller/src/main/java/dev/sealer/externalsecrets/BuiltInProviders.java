package dev.sealer.externalsecrets;

import dev.sealer.externalsecrets.provider.RegistryProvider;
import dev.sealer.externalsecrets.provider.RegistryProviderFactory;
import dev.sealer.externalsecrets.provider.StoreOptions;
import dev.sealer.externalsecrets.provider.StoreProvider;
import dev.sealer.externalsecrets.provider.StoreProviderFactory;
import dev.sealer.externalsecrets.status.SyncMetrics;
import dev.sealer.kube.controller.ControllerContext;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Makes the providers whose factories are on the class path. */
public final class BuiltInProviders {

  private BuiltInProviders() {}

  /**
   * Returns providers that count their calls in the metrics of {@code context}, sorted by name.
   *
   * @throws IllegalArgumentException for an invalid option; names it
   */
  public static List<StoreProvider> of(StoreOptions options, ControllerContext context) {
    SyncMetrics calls = new SyncMetrics(context.metrics());
    return ServiceLoader.load(StoreProviderFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .map(factory -> factory.create(options, calls, context.platform().time()))
        .sorted(Comparator.comparing(StoreProvider::blockName))
        .toList();
  }

  /**
   * Returns the providers of logins for registries, by the kind of generator that each serves.
   *
   * @throws IllegalArgumentException for an invalid option; names it
   */
  static Map<String, RegistryProvider> registries(StoreOptions options) {
    return ServiceLoader.load(RegistryProviderFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .collect(
            Collectors.toUnmodifiableMap(
                RegistryProviderFactory::kind, factory -> factory.create(options)));
  }
}
