package dev.sealer.sealedsecrets;

import dev.sealer.sealedsecrets.api.CallAccess;
import dev.sealer.sealedsecrets.api.SealingApi;
import dev.sealer.sealedsecrets.keys.KeySettings;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Everything that can be chosen; the names are those of the peer's flags where it has one.
 *
 * @param keys where sealing keys are and how they live; its namespace is the operator's own
 * @param namespaces that SealedSecrets are read in; empty for all
 * @param labelSelector of the SealedSecrets that are ours; empty for all
 * @param api how the HTTP API is served
 * @param acceptDeprecatedV1Data whether the deprecated whole-object form is read
 * @param updateStatus whether the status is written
 * @param skipRecreate whether Secrets are left unwatched, so that neither deletion nor drift is
 *     repaired before the SealedSecret changes
 * @param oldGcBehavior whether the controller itself deletes the Secret of a deleted SealedSecret
 * @param metricsOmitSecretLabels leaves out the metric that names each SealedSecret
 * @param workers how many SealedSecrets are handled at a time
 */
public record SealedSecretsSettings(
    KeySettings keys,
    List<String> namespaces,
    String labelSelector,
    SealingApi.Settings api,
    boolean acceptDeprecatedV1Data,
    boolean updateStatus,
    boolean skipRecreate,
    boolean oldGcBehavior,
    boolean metricsOmitSecretLabels,
    int workers) {

  private static final int RATE = 2;
  private static final int WORKERS = 4;

  /** Copies the list. */
  public SealedSecretsSettings {
    namespaces = List.copyOf(namespaces);
  }

  /**
   * The peer's defaults.
   *
   * @param namespace of the keys
   * @param listen where the HTTP API listens; port 0 for any free one
   */
  public static SealedSecretsSettings defaults(String namespace, InetSocketAddress listen) {
    return new SealedSecretsSettings(
        KeySettings.defaults(namespace),
        List.of(),
        "",
        new SealingApi.Settings(listen, RATE, RATE, true, CallAccess.Rule.OPEN),
        true,
        true,
        false,
        false,
        false,
        WORKERS);
  }

  /** The same with the HTTP API served in another way. */
  public SealedSecretsSettings withApi(SealingApi.Settings other) {
    return new SealedSecretsSettings(
        keys,
        namespaces,
        labelSelector,
        other,
        acceptDeprecatedV1Data,
        updateStatus,
        skipRecreate,
        oldGcBehavior,
        metricsOmitSecretLabels,
        workers);
  }

  /** The same with other keys. */
  public SealedSecretsSettings withKeys(KeySettings other) {
    return new SealedSecretsSettings(
        other,
        namespaces,
        labelSelector,
        api,
        acceptDeprecatedV1Data,
        updateStatus,
        skipRecreate,
        oldGcBehavior,
        metricsOmitSecretLabels,
        workers);
  }

  /** The same for SealedSecrets of these namespaces with these labels only. */
  public SealedSecretsSettings watching(List<String> only, String selector) {
    return new SealedSecretsSettings(
        keys,
        only,
        selector,
        api,
        acceptDeprecatedV1Data,
        updateStatus,
        skipRecreate,
        oldGcBehavior,
        metricsOmitSecretLabels,
        workers);
  }
}
