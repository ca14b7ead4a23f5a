package dev.sealer.operator.flags;

import dev.sealer.externalsecrets.ClusterKinds;
import dev.sealer.externalsecrets.ExternalSecretsSettings;
import dev.sealer.externalsecrets.provider.StoreOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Flags of the external-secrets controller, with the names and defaults of ESO where it has one.
 */
public final class ExternalSecretsFlags {

  @Option(
      names = "--external-secrets-namespaces",
      split = ",",
      defaultValue = "",
      description = "Reconcile ExternalSecrets and SecretStores of these namespaces only.")
  private List<String> namespaces = List.of();

  @Option(
      names = "--controller-class",
      defaultValue = "default",
      description =
          "Reconcile only stores whose spec.controller is this class or empty (default:"
              + " ${DEFAULT-VALUE}).")
  private String controllerClass = "";

  @Option(
      names = "--concurrent",
      defaultValue = "32",
      description = "Number of ExternalSecrets to reconcile at a time (default: ${DEFAULT-VALUE}).")
  private int concurrent;

  @Option(
      names = "--enable-cluster-store-reconciler",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Reconcile ClusterSecretStores (default: ${DEFAULT-VALUE}).")
  private boolean clusterStores;

  @Option(
      names = "--enable-cluster-external-secret-reconciler",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Reconcile ClusterExternalSecrets (default: ${DEFAULT-VALUE}).")
  private boolean clusterExternalSecrets;

  @Option(
      names = "--enable-flood-gate",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Do not read from a store whose last check failed (default: ${DEFAULT-VALUE}).")
  private boolean floodGate;

  @Option(
      names = "--store-requeue-interval",
      defaultValue = "5m",
      description = "Interval between two checks of a store (default: ${DEFAULT-VALUE}).")
  private Duration storeInterval = Duration.ZERO;

  @Option(
      names = "--store-credentials-without-tls",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description =
          "Send credentials and values over plain HTTP to stores on other machines. Anyone on the"
              + " network can read them.")
  private boolean credentialsWithoutTls;

  @Option(
      names = "--secret-store-ambient-credentials",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description =
          "Let SecretStores without auth use the operator's own AWS identity. Anyone who may create"
              + " a SecretStore can then read what that identity can read.")
  private boolean ambientForSecretStores;

  @Mixin private final UpstreamFlags upstream = new UpstreamFlags();

  ExternalSecretsFlags() {}

  /**
   * Returns a warning for each flag of External Secrets Operator that does not do what it asks for.
   *
   * @param ownNamespace value of {@code --namespace}, which means something else there; null if it
   *     was not given
   */
  List<String> warnings(@Nullable String ownNamespace) {
    List<String> warnings = new ArrayList<>(upstream.warnings());
    if (ownNamespace != null
        && namespaces.stream().allMatch(String::isBlank)
        && upstream.isAnyGiven()) {
      warnings.add(
          "--namespace is the operator's own namespace, not the one to reconcile: use"
              + " --external-secrets-namespaces");
    }
    return List.copyOf(warnings);
  }

  /**
   * Returns the settings that the flags state.
   *
   * @param environment for variables of stores, such as {@code AWS_SECRETSMANAGER_ENDPOINT}
   * @throws IllegalArgumentException for an invalid value; names it
   */
  public ExternalSecretsSettings settings(Map<String, String> environment) {
    if (concurrent < 1) {
      throw new IllegalArgumentException("--concurrent: must be at least 1, not " + concurrent);
    }
    return new ExternalSecretsSettings(
        namespaces.stream().map(String::strip).filter(n -> !n.isEmpty()).toList(),
        controllerClass,
        concurrent,
        new ClusterKinds(clusterStores, clusterExternalSecrets),
        floodGate,
        storeInterval,
        ExternalSecretsSettings.defaults().gatherWindow(),
        new StoreOptions(environment, credentialsWithoutTls, ambientForSecretStores));
  }
}
