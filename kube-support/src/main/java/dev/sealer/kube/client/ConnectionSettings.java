package dev.sealer.kube.client;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Selects the API server and the identity to use.
 *
 * @param kubeconfig the kubeconfig file to use; null for in-cluster, or what {@code KUBECONFIG} or
 *     {@code ~/.kube/config} say outside a cluster
 * @param context of the kubeconfig; null for its current one
 * @param server overrides the API server's URL; null for none
 * @param tokenFile a file with a bearer token, read again before each call, so that a rotated token
 *     is used; overrides other credentials; null for none
 * @param caFile PEM certificates to trust; overrides what the kubeconfig says; null for none
 * @param userAgent for the API server's audit log, for example {@code sealer-operator/0.1.0}
 */
public record ConnectionSettings(
    @Nullable Path kubeconfig,
    @Nullable String context,
    @Nullable String server,
    @Nullable Path tokenFile,
    @Nullable Path caFile,
    String userAgent) {

  /** In-cluster, or the user's own kubeconfig. */
  public static ConnectionSettings automatic(String userAgent) {
    return new ConnectionSettings(null, null, null, null, null, userAgent);
  }

  /** A kubeconfig file. */
  public static ConnectionSettings kubeconfig(
      Path kubeconfig, @Nullable String context, String userAgent) {
    return new ConnectionSettings(kubeconfig, context, null, null, null, userAgent);
  }
}
