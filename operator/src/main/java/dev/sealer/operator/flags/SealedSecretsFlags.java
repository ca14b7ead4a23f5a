package dev.sealer.operator.flags;

import dev.sealer.sealedsecrets.SealedSecretsSettings;
import dev.sealer.sealedsecrets.api.CallAccess;
import dev.sealer.sealedsecrets.api.SealingApi;
import dev.sealer.sealedsecrets.keys.KeySettings;
import dev.sealer.sealedsecrets.keys.plan.KeyLife;
import dev.sealer.sealedsecrets.keys.plan.KeyOrder;
import dev.sealer.sealedsecrets.reconcile.UnsealSettings;
import dev.sealer.sealing.keys.NewSealingKey;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of the Sealed Secrets controller, with its names and defaults. */
public final class SealedSecretsFlags {

  private static final int SMALLEST_KEY = 1024;
  private static final int LARGEST_KEY = 16_384;

  @Option(
      names = "--key-prefix",
      defaultValue = "sealed-secrets-key",
      description = "Prefix of the names of key Secrets (default: ${DEFAULT-VALUE}).")
  private String keyPrefix = "";

  @Option(
      names = "--key-size",
      defaultValue = "4096",
      description = "Size of new keys, in bits (default: ${DEFAULT-VALUE}).")
  private int keySize;

  @Option(
      names = "--key-ttl",
      defaultValue = "87600h",
      description = "Validity of new certificates (default: ${DEFAULT-VALUE}).")
  private Duration keyTtl = Duration.ZERO;

  @Option(names = "--my-cn", defaultValue = "", description = "Common name of new certificates.")
  private String myCn = "";

  @Option(
      names = {"--key-renew-period", "--rotate-period"},
      defaultValue = "720h",
      description =
          "Generate a new key when the newest is this old; 0 for never (default: ${DEFAULT-VALUE}).")
  private Duration keyRenewPeriod = Duration.ZERO;

  @Option(
      names = "--key-order-priority",
      defaultValue = "CertNotBefore",
      description =
          "Age of a key: CertNotBefore or SecretCreationTimestamp (default: ${DEFAULT-VALUE}).")
  private String keyOrderPriority = "";

  @Option(
      names = "--key-cutoff-time",
      defaultValue = "",
      description =
          "Generate a new key if the newest one is older than this time (RFC 1123, as printed by"
              + " `date -R`).")
  private String keyCutoffTime = "";

  @Option(
      names = "--require-existing-key",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Do not generate the first key; wait until a backup is restored.")
  private boolean requireExistingKey;

  @Option(
      names = "--privatekey-annotations",
      defaultValue = "",
      description = "Annotations of new key Secrets, as k=v,k=v.")
  private String privateKeyAnnotations = "";

  @Option(
      names = "--privatekey-labels",
      defaultValue = "",
      description = "Labels of new key Secrets, as k=v,k=v.")
  private String privateKeyLabels = "";

  @Option(
      names = "--accept-deprecated-v1-data",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Accept the deprecated whole-object form (default: ${DEFAULT-VALUE}).")
  private boolean acceptDeprecatedV1Data;

  @Option(
      names = "--all-namespaces",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description =
          "Reconcile SealedSecrets of all namespaces. If false, only of the operator's own namespace"
              + " (default: ${DEFAULT-VALUE}).")
  private boolean allNamespaces;

  @Option(
      names = "--additional-namespaces",
      split = ",",
      defaultValue = "",
      description = "Reconcile SealedSecrets of the operator's own namespace and of these only.")
  private List<String> additionalNamespaces = List.of();

  @Option(
      names = "--label-selector",
      defaultValue = "",
      description = "Reconcile only SealedSecrets with these labels.")
  private String labelSelector = "";

  @Option(
      names = "--rate-limit",
      defaultValue = "2",
      description = "Calls of verify and rotate per second and caller (default: ${DEFAULT-VALUE}).")
  private int rateLimit;

  @Option(
      names = "--rate-limit-burst",
      defaultValue = "2",
      description = "Additional calls in a burst (default: ${DEFAULT-VALUE}).")
  private int rateLimitBurst;

  @Option(
      names = "--metrics-omit-secret-labels",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Omit metrics that name SealedSecrets.")
  private boolean metricsOmitSecretLabels;

  @Option(
      names = "--old-gc-behavior",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Delete the Secret of a deleted SealedSecret by its name.")
  private boolean oldGcBehavior;

  @Option(
      names = "--update-status",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Write the status of SealedSecrets (default: ${DEFAULT-VALUE}).")
  private boolean updateStatus;

  @Option(
      names = "--skip-recreate",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Do not watch Secrets; repair a Secret only when its SealedSecret changes.")
  private boolean skipRecreate;

  @Option(
      names = "--listen-addr",
      defaultValue = ":8080",
      description = "Address of the HTTP API (default: ${DEFAULT-VALUE}).")
  private InetSocketAddress listen = new InetSocketAddress(0);

  @Option(
      names = "--api-access",
      paramLabel = "RULE",
      defaultValue = "open",
      description =
          "Who may call verify and rotate: open (anyone who can reach the port, like the Sealed Secrets"
              + " controller), token (anyone who may update the SealedSecret, by X-Sealer-Token),"
              + " closed (default: ${DEFAULT-VALUE}).")
  private CallAccess.Rule apiAccess = CallAccess.Rule.OPEN;

  @Mixin private final FlagsWithoutEffect withoutEffect = new FlagsWithoutEffect();

  SealedSecretsFlags() {}

  /**
   * Returns the settings that the flags state.
   *
   * @param namespace the operator's own
   * @throws IllegalArgumentException for an invalid value; names the flag
   */
  public SealedSecretsSettings settings(String namespace) {
    return new SealedSecretsSettings(
        keys(namespace),
        namespaces(namespace),
        labelSelector,
        api(),
        new UnsealSettings(
            acceptDeprecatedV1Data,
            updateStatus,
            skipRecreate,
            oldGcBehavior,
            metricsOmitSecretLabels),
        SealedSecretsSettings.WORKERS);
  }

  List<String> warnings() {
    return withoutEffect.warnings();
  }

  private SealingApi.Settings api() {
    if (rateLimit < 1 || rateLimitBurst < 0) {
      throw new IllegalArgumentException(
          "--rate-limit: must be at least 1, and --rate-limit-burst at least 0");
    }
    return new SealingApi.Settings(
        listen, rateLimit, rateLimitBurst, acceptDeprecatedV1Data, apiAccess);
  }

  private KeySettings keys(String namespace) {
    if (keySize < SMALLEST_KEY || keySize > LARGEST_KEY) {
      throw new IllegalArgumentException(
          "--key-size: %d is out of range; must be %d to %d bits"
              .formatted(keySize, SMALLEST_KEY, LARGEST_KEY));
    }
    if (keyTtl.isZero()) {
      throw new IllegalArgumentException("--key-ttl: must be longer than 0");
    }
    if (!keyPrefix.matches("[a-z0-9]([a-z0-9-]{0,244})")) {
      throw new IllegalArgumentException(
          "--key-prefix: invalid value \"" + keyPrefix + "\"; must be 1 to 245 of a-z, 0-9 and -");
    }
    KeyLife life =
        new KeyLife(
            keyRenewPeriod,
            Converters.rfc1123("--key-cutoff-time", keyCutoffTime).orElse(null),
            requireExistingKey);
    return new KeySettings(
        namespace,
        keyPrefix,
        new NewSealingKey(keySize, myCn, keyTtl),
        life,
        order(),
        Converters.pairs("--privatekey-labels", privateKeyLabels),
        Converters.pairs("--privatekey-annotations", privateKeyAnnotations));
  }

  private KeyOrder order() {
    for (KeyOrder order : KeyOrder.values()) {
      if (order.flag().equals(keyOrderPriority)) {
        return order;
      }
    }
    throw new IllegalArgumentException(
        "--key-order-priority: invalid value \""
            + keyOrderPriority
            + "\"; must be CertNotBefore or SecretCreationTimestamp");
  }

  private List<String> namespaces(String own) {
    List<String> more = additionalNamespaces.stream().filter(n -> !n.isBlank()).toList();
    if (more.isEmpty()) {
      return allNamespaces ? List.of() : List.of(own);
    }
    List<String> all = new ArrayList<>(List.of(own));
    more.stream().map(String::strip).filter(n -> !all.contains(n)).forEach(all::add);
    return all;
  }
}
