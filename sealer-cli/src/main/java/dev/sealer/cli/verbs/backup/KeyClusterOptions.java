package dev.sealer.cli.verbs.backup;

import dev.sealer.cli.kubeconfig.Connection;
import picocli.CommandLine.Option;

/** Which cluster's keys are meant. */
final class KeyClusterOptions {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      defaultValue = "",
      description = "Kubeconfig file; else KUBECONFIG, else ~/.kube/config.")
  private String kubeconfig = "";

  @Option(
      names = "--context",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Context of the kubeconfig.")
  private String context = "";

  @Option(
      names = "--controller-namespace",
      paramLabel = "NAME",
      defaultValue = "${env:SEALED_SECRETS_CONTROLLER_NAMESPACE:-kube-system}",
      description = "Namespace of the controller and its keys (${DEFAULT-VALUE}).")
  private String namespace = "";

  @Option(
      names = "--key-prefix",
      paramLabel = "NAME",
      defaultValue = "sealed-secrets-key",
      description = "The controller's flag: a Secret of that very name is a key too.")
  private String prefix = "";

  Connection connection() {
    return Connection.of(kubeconfig, context, "");
  }

  String namespace() {
    return namespace;
  }

  String prefix() {
    return prefix;
  }
}
