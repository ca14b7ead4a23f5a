package dev.sealer.cli.cluster.fabric8;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;

/** One line about a request that failed; the client's own messages repeat the whole answer. */
final class ClusterErrors {
  private ClusterErrors() {}

  static String line(KubernetesClientException failure) {
    Status status = failure.getStatus();
    if (status != null && status.getMessage() != null) {
      return status.getMessage();
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ConnectException _ -> {
          return "connection refused (is the cluster of the kubeconfig running?)";
        }
        case UnknownHostException e -> {
          return "no such host: " + e.getMessage();
        }
        case HttpTimeoutException _ -> {
          return "no answer in time; --request-timeout allows more";
        }
        default -> {
          continue;
        }
      }
    }
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
