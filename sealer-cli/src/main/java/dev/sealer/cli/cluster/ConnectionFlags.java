package dev.sealer.cli.cluster;

import java.util.List;
import java.util.Map;

/**
 * Kubectl's flags for the cluster and the user. An empty string means not given.
 *
 * @param kubeconfig path of the file; else the variable KUBECONFIG, else the home directory's
 * @param context name in the kubeconfig
 * @param namespace asked for; also counts when the Secret names another
 * @param clusterFields fields of the kubeconfig's cluster entry to set
 * @param userFields fields of the kubeconfig's user entry to set
 * @param cluster name of the cluster entry to use instead of the context's
 * @param user name of the user entry to use instead of the context's
 * @param groups to impersonate
 * @param requestTimeout a Go duration
 */
public record ConnectionFlags(
    String kubeconfig,
    String context,
    String namespace,
    Map<String, String> clusterFields,
    Map<String, String> userFields,
    String cluster,
    String user,
    List<String> groups,
    String requestTimeout) {

  public ConnectionFlags {
    clusterFields = Map.copyOf(clusterFields);
    userFields = Map.copyOf(userFields);
    groups = List.copyOf(groups);
  }

  /** Only a kubeconfig, a context and a namespace. */
  public static ConnectionFlags of(String kubeconfig, String context, String namespace) {
    return new ConnectionFlags(
        kubeconfig, context, namespace, Map.of(), Map.of(), "", "", List.of(), "0");
  }
}
