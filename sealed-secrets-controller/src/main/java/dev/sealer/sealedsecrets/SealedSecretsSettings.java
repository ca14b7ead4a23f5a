package dev.sealer.sealedsecrets;

import dev.sealer.sealedsecrets.api.CallAccess;
import dev.sealer.sealedsecrets.api.SealingApi;
import dev.sealer.sealedsecrets.keys.KeySettings;
import dev.sealer.sealedsecrets.reconcile.UnsealSettings;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The settings of the sealed-secrets controller.
 *
 * @param keys where sealing keys are and how they are renewed, in the operator's own namespace
 * @param namespaces whose SealedSecrets are read; empty for all
 * @param labelSelector of the SealedSecrets to reconcile; empty for all
 * @param api how the HTTP API is served
 * @param unsealing how SealedSecrets become Secrets
 * @param workers how many SealedSecrets are reconciled at a time
 */
public record SealedSecretsSettings(
    KeySettings keys,
    List<String> namespaces,
    String labelSelector,
    SealingApi.Settings api,
    UnsealSettings unsealing,
    int workers) {

  /** The default of {@link #workers}. */
  public static final int WORKERS = 4;

  private static final int RATE = 2;

  /** Copies the list. */
  public SealedSecretsSettings {
    namespaces = List.copyOf(namespaces);
  }

  /**
   * Returns the defaults of the Sealed Secrets controller.
   *
   * @param namespace of the keys
   * @param listen where the HTTP API listens; port 0 for any free port
   */
  public static SealedSecretsSettings defaults(String namespace, InetSocketAddress listen) {
    return new SealedSecretsSettings(
        KeySettings.defaults(namespace),
        List.of(),
        "",
        new SealingApi.Settings(listen, RATE, RATE, true, CallAccess.Rule.OPEN),
        UnsealSettings.DEFAULTS,
        WORKERS);
  }

  /** Returns these settings with another HTTP API. */
  public SealedSecretsSettings withApi(SealingApi.Settings other) {
    return new SealedSecretsSettings(keys, namespaces, labelSelector, other, unsealing, workers);
  }

  public SealedSecretsSettings withKeys(KeySettings other) {
    return new SealedSecretsSettings(other, namespaces, labelSelector, api, unsealing, workers);
  }

  /** Returns these settings with another way to make Secrets. */
  public SealedSecretsSettings withUnsealing(UnsealSettings other) {
    return new SealedSecretsSettings(keys, namespaces, labelSelector, api, other, workers);
  }

  /** Returns these settings for SealedSecrets of some namespaces that have some labels. */
  public SealedSecretsSettings watching(List<String> only, String selector) {
    return new SealedSecretsSettings(keys, only, selector, api, unsealing, workers);
  }
}
