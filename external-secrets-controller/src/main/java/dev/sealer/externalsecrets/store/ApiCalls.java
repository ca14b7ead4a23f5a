package dev.sealer.externalsecrets.store;

/** Hears of every call to a provider, for metrics. */
@FunctionalInterface
public interface ApiCalls {

  /** Hears nothing. */
  ApiCalls IGNORED = (provider, call, success) -> {};

  /**
   * One call ended.
   *
   * @param provider External Secrets Operator's label value, such as {@code AWS/SecretsManager}
   * @param call the provider's operation, such as {@code GetSecretValue}
   */
  void ended(String provider, String call, boolean success);
}
