package dev.sealer.externalsecrets.generator;

import dev.sealer.externalsecrets.provider.NotGeneratedException;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.secret.SecretBytes;
import java.util.Map;

/** Logs in to registries. Safe for several threads. */
@FunctionalInterface
public interface RegistryTokens {

  /**
   * Logs in, within 30 s.
   *
   * @param namespace of the ExternalSecret, whose Secrets hold the credentials
   * @return data key to value; the caller must close the values
   * @throws UnusableValueException if the request cannot be carried out as it is
   * @throws NotGeneratedException if it can perhaps be carried out later
   */
  Map<String, SecretBytes> token(RegistryRequest request, String namespace)
      throws UnusableValueException, NotGeneratedException;
}
