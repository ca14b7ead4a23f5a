package dev.sealer.sealedsecrets.reconcile;

/**
 * The settings for unsealing SealedSecrets. The names are those of the Sealed Secrets controller's
 * flags.
 *
 * @param acceptDeprecatedV1Data whether the deprecated whole-object form is read
 * @param updateStatus whether the status is written
 * @param skipRecreate whether Secrets are left unwatched, so that neither deletion nor drift is
 *     repaired before the SealedSecret changes
 * @param oldGcBehavior whether the controller itself deletes the Secret of a deleted SealedSecret
 * @param metricsOmitSecretLabels leaves out the metric that names each SealedSecret
 */
public record UnsealSettings(
    boolean acceptDeprecatedV1Data,
    boolean updateStatus,
    boolean skipRecreate,
    boolean oldGcBehavior,
    boolean metricsOmitSecretLabels) {

  /** The defaults of the Sealed Secrets controller. */
  public static final UnsealSettings DEFAULTS = new UnsealSettings(true, true, false, false, false);
}
