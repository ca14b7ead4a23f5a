package dev.sealer.externalsecrets.stores;

import dev.sealer.externalsecrets.generator.RegistryRequest;
import dev.sealer.externalsecrets.generator.RegistryTokens;
import dev.sealer.externalsecrets.provider.Credentials;
import dev.sealer.externalsecrets.provider.NotGeneratedException;
import dev.sealer.externalsecrets.provider.RegistryLogin;
import dev.sealer.externalsecrets.provider.RegistryProvider;
import dev.sealer.externalsecrets.provider.StoreBlock;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.secret.SecretBytes;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Logs in to registries with the credentials that generators name, under the rules of stores. Safe
 * for use by several threads.
 */
public final class RegistryLogins implements RegistryTokens {

  /** Logins at a time. More would let a registry that hangs hold every worker. */
  private static final int AT_ONCE = 4;

  private final Map<String, RegistryProvider> providers;
  private final CredentialReader secrets;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * Logs in by these providers.
   *
   * @param providers by the kind of generator that each serves
   */
  public RegistryLogins(Map<String, RegistryProvider> providers, CredentialReader secrets) {
    this.providers = Map.copyOf(providers);
    this.secrets = secrets;
  }

  @Override
  public Map<String, SecretBytes> token(RegistryRequest request, String namespace)
      throws UnusableValueException, NotGeneratedException {
    RegistryProvider provider = providers.get(request.kind());
    if (provider == null) {
      throw new UnusableValueException(request.kind() + " is not installed in this operator");
    }
    StoreKind rules = request.cluster() ? StoreKind.CLUSTER_SECRET_STORE : StoreKind.SECRET_STORE;
    RegistryLogin login =
        provider.parse(
            new StoreBlock(
                new StoreRef(rules, request.generator()),
                request.cluster() ? "" : namespace,
                request.spec(),
                StoreBlock.Retry.DEFAULT));
    if (!places.tryAcquire()) {
      throw new NotGeneratedException("many tokens are requested at this moment");
    }
    try {
      return token(login, namespace);
    } finally {
      places.release();
    }
  }

  private Map<String, SecretBytes> token(RegistryLogin login, String namespace)
      throws NotGeneratedException {
    return switch (secrets.read(login.credentials(), namespace)) {
      case CredentialReader.Outcome.Missing(String cause) -> throw new NotGeneratedException(cause);
      case CredentialReader.Outcome.Complete(Credentials given, String _) -> {
        try {
          yield login.token(given);
        } finally {
          given.byField().values().forEach(SecretBytes::close);
        }
      }
    };
  }
}
