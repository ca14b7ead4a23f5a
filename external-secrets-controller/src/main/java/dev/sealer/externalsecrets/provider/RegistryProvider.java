package dev.sealer.externalsecrets.provider;

import dev.sealer.externalsecrets.value.UnusableValueException;

/** Knows how to log in to one kind of registry. */
public interface RegistryProvider {

  /**
   * Reads the specification of a generator; pure.
   *
   * @param spec the generator as if it were a store: a ClusterGenerator has the rules of a
   *     ClusterSecretStore, any other those of a SecretStore
   * @throws UnusableValueException if the specification cannot be used; names the field
   */
  RegistryLogin parse(StoreBlock spec) throws UnusableValueException;
}
