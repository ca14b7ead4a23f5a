package dev.sealer.externalsecrets.provider;

/**
 * Makes a provider of logins for registries. {@link java.util.ServiceLoader} finds it by a line in
 * {@code META-INF/services}.
 */
public interface RegistryProviderFactory {

  /** Returns the kind of generator that it serves, such as {@code ECRAuthorizationToken}. */
  String kind();

  /**
   * Makes the provider.
   *
   * @throws IllegalArgumentException for an invalid option; names it
   */
  RegistryProvider create(StoreOptions options);
}
