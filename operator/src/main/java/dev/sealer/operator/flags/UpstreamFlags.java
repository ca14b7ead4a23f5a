package dev.sealer.operator.flags;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Flags of External Secrets Operator that are accepted, so that its manifests work unchanged, but
 * have no effect. Each that asks for something else than what happens causes a warning.
 */
final class UpstreamFlags {

  @Option(
      names = {"--client-qps", "--client-burst"},
      hidden = true)
  private List<String> clientLimits = List.of();

  @Option(names = "--enable-leader-election", hidden = true, arity = "0..1", fallbackValue = "true")
  private @Nullable String leaderElection;

  @Option(
      names = {
        "--metrics-addr",
        "--metrics-secure",
        "--metrics-auth",
        "--metrics-cert-dir",
        "--metrics-cert-name",
        "--metrics-cert-key",
        "--live-addr",
        "--enable-http2"
      },
      hidden = true,
      arity = "0..1",
      fallbackValue = "true")
  private List<String> addresses = List.of();

  @Option(
      names = {
        "--enable-secrets-caching",
        "--enable-configmaps-caching",
        "--enable-managed-secrets-caching",
        "--enable-secret-api-read-on-cache-mismatch",
        "--enable-vault-token-cache",
        "--vault-token-cache-size",
        "--experimental-enable-vault-token-cache",
        "--experimental-vault-token-cache-size",
        "--experimental-enable-doppler-oidc-cache",
        "--doppler-etag-cache-size",
        "--pulumi-oidc-cache-size"
      },
      hidden = true,
      arity = "0..1",
      fallbackValue = "true")
  private List<String> caches = List.of();

  @Option(
      names = {"--enable-push-secret-reconciler", "--enable-cluster-push-secret-reconciler"},
      hidden = true,
      arity = "0..1",
      fallbackValue = "true")
  private List<String> push = List.of();

  @Option(
      names = "--enable-secret-store-reconciler",
      hidden = true,
      arity = "0..1",
      fallbackValue = "true")
  private @Nullable String secretStores;

  @Option(
      names = "--unsafe-allow-generic-targets",
      hidden = true,
      arity = "0..1",
      fallbackValue = "true")
  private @Nullable String genericTargets;

  @Option(
      names = {"--enable-generator-state", "--generator-gc-grace-period"},
      hidden = true,
      arity = "0..1",
      fallbackValue = "true")
  private List<String> generatorState = List.of();

  @Option(
      names = "--enable-extended-metric-labels",
      hidden = true,
      arity = "0..1",
      fallbackValue = "true")
  private @Nullable String metricLabels;

  @Option(
      names = {"--loglevel", "--zap-time-encoding"},
      hidden = true)
  private List<String> logs = List.of();

  @Option(names = "--template-left-delimiter", hidden = true)
  private @Nullable String leftDelimiter;

  @Option(names = "--template-right-delimiter", hidden = true)
  private @Nullable String rightDelimiter;

  /** Returns whether any was given, which says that the flags are upstream's. */
  boolean isAnyGiven() {
    return !(clientLimits.isEmpty()
            && addresses.isEmpty()
            && caches.isEmpty()
            && push.isEmpty()
            && generatorState.isEmpty()
            && logs.isEmpty())
        || isAnyGiven(
            leaderElection,
            secretStores,
            genericTargets,
            metricLabels,
            leftDelimiter,
            rightDelimiter);
  }

  private static boolean isAnyGiven(@Nullable String... values) {
    for (String value : values) {
      if (value != null) {
        return true;
      }
    }
    return false;
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    add(
        warnings,
        !clientLimits.isEmpty(),
        "--client-qps and --client-burst have no effect: the client has no limit of its own; the API"
            + " server limits calls (priority and fairness)");
    add(warnings, isGiven(leaderElection), "--enable-leader-election: use --leader-elect");
    add(
        warnings,
        !addresses.isEmpty(),
        "the flags for the addresses of metrics and probes have no effect: both are served at"
            + " --listen-metrics-addr");
    add(
        warnings,
        !caches.isEmpty(),
        "the flags for caches have no effect: Secrets are watched by their metadata, and sessions"
            + " are kept");
    add(
        warnings,
        !logs.isEmpty(),
        "--loglevel and --zap-time-encoding have no effect; use --log-level and --log-format");
    addUnserved(warnings);
    return List.copyOf(warnings);
  }

  private void addUnserved(List<String> warnings) {
    add(warnings, push.contains("true"), "PushSecrets are not served");
    add(
        warnings,
        isGiven(secretStores) && !"true".equals(secretStores),
        "--enable-secret-store-reconciler has no effect: SecretStores are always served");
    add(
        warnings,
        isGiven(genericTargets) && !"false".equals(genericTargets),
        "--unsafe-allow-generic-targets has no effect: only Secrets are written");
    add(
        warnings,
        !generatorState.isEmpty(),
        "--enable-generator-state and --generator-gc-grace-period have no effect: the generators that"
            + " are served have no state");
    add(
        warnings,
        isGiven(metricLabels) && !"false".equals(metricLabels),
        "--enable-extended-metric-labels has no effect: metrics have the default labels");
    add(
        warnings,
        isOther(leftDelimiter, "{{") || isOther(rightDelimiter, "}}"),
        "the flags for the delimiters of templates have no effect: they are {{ and }}");
  }

  private static boolean isGiven(@Nullable String value) {
    return value != null;
  }

  private static boolean isOther(@Nullable String value, String usual) {
    return value != null && !value.equals(usual);
  }

  private static void add(List<String> warnings, boolean applies, String warning) {
    if (applies) {
      warnings.add(warning);
    }
  }
}
