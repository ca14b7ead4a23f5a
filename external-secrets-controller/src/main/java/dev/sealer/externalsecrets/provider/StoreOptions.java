package dev.sealer.externalsecrets.provider;

import java.util.Map;

/**
 * The operator's settings for all stores.
 *
 * @param variables environment variables, for settings of one kind of store
 * @param credentialsWithoutTls whether plain HTTP is spoken to other machines too
 * @param ambientForSecretStores whether SecretStores without credentials of their own use the
 *     operator's identity, as ClusterSecretStores do
 */
public record StoreOptions(
    Map<String, String> variables, boolean credentialsWithoutTls, boolean ambientForSecretStores) {

  /** TLS only, and the operator's identity for ClusterSecretStores. */
  public static final StoreOptions DEFAULT = new StoreOptions(Map.of(), false, false);

  /** Copies the variables. */
  public StoreOptions {
    variables = Map.copyOf(variables);
  }

  /** Keeps the values of variables to itself: some are credentials. */
  @Override
  public String toString() {
    return "StoreOptions[credentialsWithoutTls="
        + credentialsWithoutTls
        + ", ambientForSecretStores="
        + ambientForSecretStores
        + "]";
  }
}
